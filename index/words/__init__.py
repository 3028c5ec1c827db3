"""Indexes of words: passages ranked by the terms that they share with a question."""
