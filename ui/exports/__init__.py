"""Answers and conversations as files: for reading, and for reference managers.

Each export is a pure function of turns. Footnotes bear the numbers that they bear on the page.
"""
