"""Reads e-books (EPUB 2 and 3): chapters in their order, with notes and printed pages."""
