"""Glyphs become lines, in the order in which they are read."""
