"""Lines become paragraphs, floats and the entries of a bibliography."""
