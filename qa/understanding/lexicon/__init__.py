"""What means the same, by WordNet (Fellbaum 1998): words, and the names of countries."""
