"""Reads PDFs: lines of print told apart by where they stand and how they are set.

The pages are read by PDFium (`document`, `glyphs`, `bitmap_fonts`, `accents`, `faces`), running
heads and page numbers taken off (`line_numbers`, `edge_rows`, `page_numbers`, `running_heads`),
the rest laid out in columns and lines (`gutters`, `columns`, `abstract_boxes`, `print_lines`), the
lines labelled (`labelling`, which tells the order in which `floats`, `bibliographies`,
`note_areas`, `note_columns`, `note_starts`, `paper_notes`, `side_notes`, `body_type_notes`,
`title`, `run_in_headings`, `heading_candidates`, `headings` and `endnotes` find them), and joined
to blocks (`paragraphs`, `blocks`).

The names of numbers end with what they count. `_SIZES` are sizes of type, by which lengths are
told that grow with it, as `_LEADINGS` are usual distances of baselines and `_POINTS` are points;
`_SHARE` is a part of a whole, and `_TIMES` how often one thing goes into another of its kind.
"""

from corpus.formats.pdf.reading import classify_lines, read_pdf

__all__ = ["classify_lines", "read_pdf"]
