"""Passages become an Index, a query becomes Hits."""
