"""What a question leaves to the talk before it, and which words of the talk it needs."""
