"""The conversation: a question, its answer, and what that rests on."""
