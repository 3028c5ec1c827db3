"""A question as typed becomes a question that is understood."""
