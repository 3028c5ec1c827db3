"""Tables: rows of cells become a grid, and a grid tells the heads of each of its cells."""
