"""A QA file held against the papers: what must be mended before it is asked."""
