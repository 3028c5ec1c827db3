"""A question and its hits become an Answer."""
