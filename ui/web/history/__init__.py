"""Conversations kept, listed, reopened and saved."""
