"""The papers of the library on the page: dropped, listed, corrected, removed."""
