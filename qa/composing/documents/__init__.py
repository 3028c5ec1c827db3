"""Answers that speak of a paper as a document: its facts, pages, notes, sections, its gist."""
