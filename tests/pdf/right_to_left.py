"""Draws pages in scripts that are written from right to left, glyph by glyph.

The font is none that a file has: its codes are those of Unicode, which is all that a reader needs.
"""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining

ADVANCE = 0.5
"""The width of each glyph, in sizes of type."""
LEFTWARDS = "\0"
"""Begins a text each letter of which is set left of the one before."""

_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def in_visual_order(line: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Return runs, given in the order of reading, as a printer sets them from left to right."""
    x = 0.0
    for run in reversed(line):
        letters = run if _runs_rightwards(run) else run[::-1]
        yield x, letters
        x += width(run)


def in_logical_order(line: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Return runs in the order of reading; the letters of right-to-left ones are set leftwards."""
    x = sum(map(width, line))
    for run in line:
        x -= width(run)
        if _runs_rightwards(run):
            yield x, run
        else:
            yield x + width(run) - ADVANCE, LEFTWARDS + run


def _runs_rightwards(run: str) -> bool:
    said = run.strip()
    return bool(said) and (said.isascii() or said.isdecimal())


def width(run: str) -> float:
    """Return the width of a run, in sizes of type: vowel signs take no room."""
    return ADVANCE * sum(not combining(letter) for letter in run)


def draw_pages(pages: Iterable[Iterable[tuple[float, float, float, str]]]) -> bytes:
    """Return a PDF; each text has its place from the lower left corner, and its size."""
    objects: list[bytes] = [b"", b""]
    kids: list[int] = []
    widths = f"/DW {1000 * ADVANCE:.0f}/W[{0x64B} {0x652} 0]"
    for page in pages:
        content = "".join(
            f"BT /F {size} Tf {x:.2f} {y:.2f} Td [{_shown(text)}] TJ ET\n"
            for x, y, size, text in page
        ).encode()
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents %d 0 R"
            b"/Resources<</Font<</F FONT 0 R>>>>>>" % len(objects)
        )
    font = len(objects) + 1
    objects += [
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (font + 1, font + 3),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R%b>>"
        % (font + 2, widths.encode()),
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(_CMAP), _CMAP),
    ]
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    return _file([one.replace(b"FONT", b"%d" % font) for one in objects])


def _shown(text: str) -> str:
    letters = [f"<{letter.encode('utf-16-be').hex()}>" for letter in text.lstrip(LEFTWARDS)]
    back = f" {2000 * ADVANCE:.0f} " if text.startswith(LEFTWARDS) else ""
    return back.join(letters)


def _file(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(data)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (count, rows, count, start)
    )
