"""Whether the papers answer a question."""
