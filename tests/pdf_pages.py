"""Draws the pages of PDFs line by line, with raised and lowered signs and justified lines."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 420.0, 595.0
LEFT, RIGHT = 60.0, 360.0


_RAISE_SIZES = {"": 0.0, "^": 0.35, "~": -0.15}


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Part a text at the signs around what is raised or lowered."""
    for part in re.findall(r"\^[^^]+\^|~[^~]+~|[^^~]+", text):
        mark = part[0] if part[0] in _RAISE_SIZES else ""
        yield mark, part.strip(mark) if mark else part


@dataclass
class Pdf:
    """A PDF that grows from the top of each page; `^12^` in a text is raised, `~2~` lowered."""

    encrypt: str | None = None
    y: float = HEIGHT - 70
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        """Open the first page."""
        size = (WIDTH, HEIGHT)
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=True, encrypt=self.encrypt)

    def new_page(self) -> None:
        """Begin a page."""
        self.canvas.showPage()
        self.y = HEIGHT - 70

    def put(self, x: float, y: float, text: str, *, size: float = 10, font: str = "Times") -> float:
        """Draw a text at a place; give where it ends."""
        name = {"Times": "Times-Roman"}.get(font, font)
        for mark, part in _parts(text):
            height = 0.65 * size if mark else size
            self.canvas.setFont(name, height)
            self.canvas.drawString(x, y + _RAISE_SIZES[mark] * size, part)
            x += stringWidth(part, name, height)
        return x

    def centre(self, y: float, text: str, *, size: float = 10, font: str = "Times") -> None:
        """Draw a text in the middle of the page."""
        name = {"Times": "Times-Roman"}.get(font, font)
        self.put((WIDTH - stringWidth(text, name, size)) / 2, y, text, size=size, font=font)

    def lines(
        self,
        texts: Sequence[str],
        *,
        left: float = LEFT,
        right: float = RIGHT,
        indent: float = 12,
        size: float = 10,
        leading: float = 12,
        runs_on: bool = False,
    ) -> None:
        """Draw a paragraph of given lines, justified, but for the last one if it ends there."""
        for place, text in enumerate(texts):
            x = left + (indent if place == 0 else 0)
            self._justify(x, text, right if runs_on or place + 1 < len(texts) else None, size)
            self.y -= leading

    def _justify(self, x: float, text: str, right: float | None, size: float) -> None:
        words = text.split()
        width = sum(self._width(word, size) for word in words)
        space = 0.25 * size
        if right is not None and len(words) > 1:
            space = (right - x - width) / (len(words) - 1)
            assert 0.1 * size < space < 1.2 * size, (text, space)
        for word in words:
            x = self.put(x, self.y, word, size=size) + space

    @staticmethod
    def _width(word: str, size: float) -> float:
        return float(
            sum(
                stringWidth(part, "Times-Roman", 0.65 * size if mark else size)
                for mark, part in _parts(word)
            )
        )

    def rule(self, y: float, *, left: float = LEFT, right: float = LEFT + 80) -> None:
        """Draw a thin line."""
        self.canvas.setLineWidth(0.4)
        self.canvas.line(left, y, right, y)

    def picture(self) -> None:
        """Fill the page with an image."""
        from PIL import Image

        image = ImageReader(Image.new("L", (8, 8), 200))
        self.canvas.drawImage(image, 0, 0, WIDTH, HEIGHT)

    def finish(self) -> bytes:
        """Return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def wrap(text: str, *, width: float, size: float = 10, indent: float = 12) -> list[str]:
    """Break a text into lines that fit; a word with a soft hyphen may be broken there."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - (0 if lines else indent)
        longer = f"{line} {word.replace(chr(0xAD), '')}".strip()
        if Pdf._width(longer, size) <= room:
            line = longer
            continue
        first, _, rest = word.partition("\u00ad")
        broken = f"{line} {first}-".strip()
        if rest and Pdf._width(broken, size) <= room:
            lines.append(broken)
            line = rest
        else:
            lines.append(line)
            line = word.replace("\u00ad", "")
    return [*lines, line]
