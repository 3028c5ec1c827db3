"""What a question names: things to be listed, sides to be compared, questions in one."""
