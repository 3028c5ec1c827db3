"""A library checked, mended and converted."""
