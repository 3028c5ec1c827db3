"""Two runs compared, question by question."""
