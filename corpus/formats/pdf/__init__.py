"""Reads PDFs: lines of print told apart by where they stand and how they are set.

PDFium reads the pages (`print`). Running heads and page numbers are taken off (`edges`), and the
rest is laid out in columns and lines (`lines`). `labelling` tells what each line is, in the order
in which `front`, `notes`, `body` and `headings` find it; the lines are joined to blocks (`body`).

The names of numbers end with what they count. `_SIZES` are sizes of type, by which lengths are
told that grow with it, as `_LEADINGS` are usual distances of baselines and `_POINTS` are points;
`_SHARE` is a part of a whole, and `_TIMES` how often one thing goes into another of its kind.
"""

from corpus.formats.pdf.reading import classify_lines, read_pdf

__all__ = ["classify_lines", "read_pdf"]
