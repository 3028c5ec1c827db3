"""What stands at the edges of pages: running heads, page numbers, line numbers."""
