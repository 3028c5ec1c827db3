"""Prints the lines of a PDF with their labels, as JSON: `python bench/pdf_lines.py FILE.pdf`.

A list of pages, each with its index, its printed number or null, and its lines in
reading order: label, text, and the box from left to right around the baseline in points.
"""

import json
import sys
from pathlib import Path

from corpus.formats.pdf import classify_lines


def main(path: Path) -> None:
    """Print the labelled lines of the PDF at `path`."""
    pages = [
        {
            "index": page.index,
            "number": page.number,
            "lines": [
                {
                    "label": line.label.value,
                    "text": line.text,
                    "left": round(line.left, 1),
                    "right": round(line.right, 1),
                    "baseline": round(line.y, 1),
                    "size": line.size,
                }
                for line in page.lines
            ],
        }
        for page in classify_lines(path.read_bytes(), path)
    ]
    json.dump(pages, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
