"""The title of an abstract that is printed in front of its first words, as “Abstract—We show”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.pdf.lines.print_lines import cut_start
from corpus.formats.pdf.values import Piece, PrintLine

_RUN_IN = re.compile(
    r"(abstract|summary|zusammenfassung|r[ée]sum[ée]|resumen|resumo|riassunto)(?:\s*[.:—–-]+\s*|\s+)(?=\S)",
    re.IGNORECASE,
)


def part_run_in_title(lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Set the title of the abstract on a line of its own where its type sets it off."""
    parted: list[PrintLine] = []
    for line in lines:
        match = _RUN_IN.match(line.text)
        if match is None or not _is_set_off(line.pieces, len(match[1])):
            parted.append(line)
            continue
        first = line.pieces[0]
        title = Piece(match[1], raised=False, bold=first.bold, italic=first.italic)
        parted.append(replace(line, words=line.words[:1], pieces=(title,), gap=None))
        rest = line.words[1:] or line.words
        parted.append(
            replace(line, words=rest, pieces=cut_start(line.pieces, match.end()), gap=None)
        )
    return parted


def _is_set_off(pieces: Sequence[Piece], length: int) -> bool:
    """Whether the title is in capitals, or the type changes behind it."""
    first = pieces[0]
    changes = len(first.text.rstrip()) <= length + 1 and len(pieces) > 1
    return first.text[:length].isupper() or (changes and (first.bold or first.italic))
