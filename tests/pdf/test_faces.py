"""What the letters of a PDF's fonts tell: code, and the size of fonts that do not say theirs."""

import string
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from corpus.formats.pdf import classify_lines
from tests.pdf.drawn import BRIDGES, MILLS, paragraph, texts
from tests.pdf_pages import HEIGHT, LEFT, WIDTH, Pdf, wrap

CODE = ("Mill.new(River.find(all))", "Mill.count(each.year)", "Mill.close")


def code(pdf: Pdf, *lines: str) -> None:
    """Draw numbered lines of code apart from the text."""
    pdf.y -= 12
    for number, line in enumerate(lines, start=1):
        pdf.put(LEFT, pdf.y, f"{number} {line}", font="Courier")
        pdf.y -= 10
    pdf.y -= 12


def large_heading(pdf: Pdf, text: str) -> None:
    """Draw a heading in large type of the body's weight."""
    pdf.y -= 14
    pdf.put(LEFT, pdf.y, text, size=14)
    pdf.y -= 22


def test_numbered_lines_of_code_are_no_headings() -> None:
    """Its letters are wide, but all of one width; the file marks nothing as bold."""
    pdf = Pdf()
    for number in (1, 2):
        large_heading(pdf, f"{number} The Waters")
        paragraph(pdf, MILLS)
        code(pdf, *CODE)
        paragraph(pdf, BRIDGES)
    assert texts(classify_lines(pdf.finish())[0], "heading") == ["1 The Waters", "2 The Waters"]


def test_code_at_the_top_of_pages_does_not_run() -> None:
    """The same line recurs there on every page, apart from the text."""
    pdf = Pdf()
    for _ in range(3):
        pdf.put(LEFT, pdf.y, "Mill.new(River.find(all))", font="Courier")
        pdf.y -= 30
        paragraph(pdf, MILLS)
        pdf.new_page()
    paragraph(pdf, BRIDGES)
    pages = classify_lines(pdf.finish())
    assert [texts(page, "head") for page in pages] == [[]] * 4
    assert texts(pages[0], "body")[0] == "Mill.new(River.find(all))"


def test_a_typewritten_paper_has_headings() -> None:
    """All of it has letters of one width."""
    pdf = Pdf()
    for text in (MILLS, BRIDGES):
        pdf.y -= 14
        pdf.put(
            LEFT, pdf.y, "1 The Waters" if text is MILLS else "2 The Towns", font="Courier-Bold"
        )
        pdf.y -= 24
        for line in wrap(text, width=190, indent=0):
            pdf.put(LEFT, pdf.y, line, font="Courier")
            pdf.y -= 12
    assert texts(classify_lines(pdf.finish())[0], "heading") == ["1 The Waters", "2 The Towns"]


class BitmapPdf:
    """A page in fonts of type 3, which count in the dots of a printer and tell no size.

    `codes` gives the letters that have other codes in them than in Unicode, `ink` the share of
    their height that is drawn.
    """

    dot = 0.12

    def __init__(
        self, codes: Mapping[str, int] = MappingProxyType({}), *, ink: float = 1.0
    ) -> None:
        """Begin with no fonts and an empty page."""
        self.codes, self.ink = codes, ink
        self.fonts: dict[float, int] = {}
        self.content: list[str] = []

    def line(self, y: float, text: str, *, size: float = 10) -> None:
        """Draw letters as boxes, each rounded to a dot, with a kern of two dots between them."""
        x = LEFT
        number = self.fonts.setdefault(size, len(self.fonts) + 1)
        for letter in text:
            if letter != " ":
                place = f"1 0 0 1 {x:.2f} {y:.2f} Tm"
                self.content.append(
                    f"BT /F{number} {self.dot} Tf {place} <{self._code(letter):02X}> Tj ET"
                )
            x += self._width(letter, size) * self.dot + (2 * self.dot if letter != " " else 0)

    def _width(self, letter: str, size: float) -> int:
        share = 0.3 if letter in " iltf.," else 0.8 if letter in "mwMW" else 0.5
        return round(share * size / self.dot)

    def _code(self, letter: str) -> int:
        return self.codes.get(letter, ord(letter))

    def _name(self, letter: str) -> str:
        """Name a letter by its number, in figures and capitals: "c" is called CR."""
        signs = string.digits + string.ascii_uppercase
        first, second = divmod(self._code(letter) + 360, len(signs))
        return f"/{signs[first]}{signs[second]}"

    def _font(self, size: float, at: int) -> tuple[str, list[str]]:
        """Return a font, and the programs of its letters, which stand behind it from `at`."""
        letters = sorted(
            {*string.ascii_letters, *string.digits, *".,", *self.codes}, key=self._code
        )
        programs = []
        for letter in letters:
            tall = letter.isupper() or letter in {*"bdfhkl", *self.codes}
            share = 0.69 if tall else 0.65 if letter.isdigit() else 0.1 if letter in ".," else 0.44
            width, height = self._width(letter, size), round(self.ink * share * size / self.dot)
            drawn = f"{width} 0 0 0 {width} {height} d1 0 0 {width} {height} re f"
            programs.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        names = {letter: self._name(letter) for letter in letters}
        differences = " ".join(f"{self._code(letter)} {names[letter]}" for letter in letters)
        procs = " ".join(f"{names[c]} {at + place} 0 R" for place, c in enumerate(letters))
        coded = {self._code(letter): self._width(letter, size) for letter in letters}
        widths = " ".join(str(coded.get(code, 0)) for code in range(256))
        return (
            "<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 0 0]/FirstChar 0"
            f"/LastChar 255/Widths[{widths}]/Encoding<</Differences[{differences}]>>"
            f"/CharProcs<<{procs}>>/Resources<<>>>>"
        ), programs

    def finish(self) -> bytes:
        """Return the file."""
        content = "\n".join(self.content)
        stream = f"<</Length {len(content)}>>stream\n{content}\nendstream"
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "",
            stream,
        ]
        fonts = ""
        for size, number in self.fonts.items():
            fonts += f"/F{number} {len(objects) + 1} 0 R"
            font, programs = self._font(size, len(objects) + 2)
            objects += [font, *programs]
        objects[2] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R"
            f"/Resources<</Font<<{fonts}>>>>>>"
        )
        data, places = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, start=1):
            places.append(len(data))
            data += f"{number} 0 obj\n{body}\nendobj\n".encode()
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        count = len(objects) + 1
        return (
            data
            + (
                f"xref\n0 {count}\n0000000000 65535 f \n{table}"
                f"trailer<</Root 1 0 R/Size {count}>>\nstartxref\n{len(data)}\n%%EOF"
            ).encode()
        )


def test_fonts_of_bitmaps_that_tell_no_size() -> None:
    """It is told by the height of their letters: words hold together, and headings stand out."""
    pdf = BitmapPdf()
    y = HEIGHT - 80
    for title, text in (("The Waters", MILLS), ("The Towns", BRIDGES)):
        pdf.line(y, title, size=14)
        y -= 26
        for line in wrap(text, width=290, indent=0):
            pdf.line(y, line)
            y -= 12
        y -= 20
    page = classify_lines(pdf.finish())[0]
    assert texts(page, "heading") == ["The Waters", "The Towns"]
    assert " ".join(texts(page, "body")) == f"{MILLS} {BRIDGES}"
    sizes = {round(line.size) for line in page.lines}
    assert sizes == {10, 14}


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ({"ﬀ": 0x0B, "ﬁ": 0x0C, "ﬂ": 0x0D, "æ": 0x1A}, "the cæsarean oﬀer of ﬁsh and ﬂour"),
        ({"ﬁ": 0x1C, "ﬂ": 0x1D, "–": 0x15, "ß": 0xFF}, "ﬁsh and ﬂour – große ﬁsche"),
    ],
)
def test_the_letters_of_old_encodings(codes: dict[str, int], text: str) -> None:
    """Ligatures, dashes and letters that are no ASCII have their codes, and "fl" that of "c"."""
    pdf = BitmapPdf(codes)
    for step, line in enumerate((*wrap(MILLS, width=290, indent=0), text)):
        pdf.line(HEIGHT - 80 - 12 * step, line)
    found = classify_lines(pdf.finish())[0].lines[-1].text
    assert found == text.replace("ﬀ", "ff").replace("ﬁ", "fi").replace("ﬂ", "fl")


def test_letters_without_ink() -> None:
    """As over a scan, where they are not to be seen: what they say is read all the same."""
    pdf = BitmapPdf(ink=0.0)
    for step, line in enumerate(wrap(MILLS, width=290, indent=0)):
        pdf.line(HEIGHT - 80 - 12 * step, line)
    letters = "".join(line.text for line in classify_lines(pdf.finish())[0].lines)
    assert letters.replace(" ", "") == MILLS.replace(" ", "")
