"""QA files of every kind, read into pairs of a question and its gold."""
