"""Evaluation on the page."""
