"""Scores of single questions, and figures with intervals over many."""
