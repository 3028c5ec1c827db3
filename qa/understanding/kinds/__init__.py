"""What a question asks for, told by a small model."""
