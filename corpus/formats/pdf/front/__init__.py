"""The title and the authors."""
