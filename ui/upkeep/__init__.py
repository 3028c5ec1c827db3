"""How Footnote is set up on this machine, and whether everything that it needs is in order."""
