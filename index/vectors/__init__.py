"""Indexes of vectors: passages ranked by what they mean."""
