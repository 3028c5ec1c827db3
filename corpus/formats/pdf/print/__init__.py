"""What is printed on a page: glyphs with their places, fonts and drawings."""
