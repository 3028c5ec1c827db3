"""Question and passage, read together: what orders passages, and marks words in them."""
