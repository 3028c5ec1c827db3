"""Title, authors, year and journal, and the pages that repositories put in front."""
