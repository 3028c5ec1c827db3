"""A paper beside the conversation."""
