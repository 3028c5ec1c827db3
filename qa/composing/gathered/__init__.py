"""Answers gathered from all over the papers: lists, comparisons, timelines, sums."""
