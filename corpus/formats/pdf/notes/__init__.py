"""Footnotes, endnotes and the markers that call them."""
