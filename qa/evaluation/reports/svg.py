"""The axes and marks that the plots are drawn with, as inline SVG.

Colours and type come from the page's style sheet, by class, so that a plot is right in
the light and in the dark. Text is drawn at the size at which a phone shows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qa.evaluation.reports.markup import element

WIDTH = 340
LEFT, RIGHT, TOP, BOTTOM = 54, 20, 12, 40
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its name, the values it runs between, and those with a tick and a label."""

    name: str
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]

    def share(self, value: float) -> float:
        """Return where on the axis `value` lies, 0 at its start and 1 at its end."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Plot:
    """A plane between two axes, `height` pixels high with its labels."""

    x: Axis
    y: Axis
    height: int = 240

    def at(self, point: Point) -> Point:
        """Return the pixel of a point."""
        across = LEFT + self.x.share(point[0]) * (WIDTH - LEFT - RIGHT)
        down = self.height - BOTTOM - self.y.share(point[1]) * (self.height - TOP - BOTTOM)
        return across, down

    def axes(self) -> Markup:
        """Draw the grid, the labels of the ticks and the names of the axes."""
        x, y = self.x, self.y
        marks = []
        for value, text in y.ticks:
            marks.append(self.line([(x.low, value), (x.high, value)], class_="grid"))
            across, down = self.at((x.low, value))
            marks.append(label(across - 6, down + 4, text, anchor="end"))
        for value, text in x.ticks:
            across, down = self.at((value, y.low))
            marks.append(label(across, down + 15, text, anchor="middle"))
        middle = (WIDTH - RIGHT + LEFT) / 2
        marks.append(label(middle, self.height - 6.0, x.name, anchor="middle", class_="axis"))
        halfway = (self.height - BOTTOM + TOP) / 2
        marks.append(
            element(
                "text",
                y.name,
                class_="axis",
                text_anchor="middle",
                transform=f"translate(11 {halfway:.1f}) rotate(-90)",
            )
        )
        return Markup("").join(marks)

    def line(self, points: Iterable[Point], *, class_: str) -> Markup:
        """Draw a line through the points."""
        return element("polyline", points=self._pixels(points), class_=class_)

    def area(self, points: Iterable[Point], *, class_: str) -> Markup:
        """Fill the outline through the points."""
        return element("polygon", points=self._pixels(points), class_=class_)

    def dot(self, point: Point, *, tip: str, radius: float = 3.5, class_: str = "dot") -> Markup:
        """Draw a dot that tells `tip` under a pointer."""
        across, down = self.at(point)
        return element("circle", element("title", tip), cx=across, cy=down, r=radius, class_=class_)

    def _pixels(self, points: Iterable[Point]) -> str:
        return " ".join(f"{across:.1f},{down:.1f}" for across, down in map(self.at, points))


def label(
    across: float, down: float, text: str, *, anchor: str = "start", class_: str = "tick"
) -> Markup:
    """Draw text; `anchor` says what of it is at the place: start, middle or end."""
    return element("text", text, x=across, y=down, text_anchor=anchor, class_=class_)


def drawing(title: str, *marks: Markup, height: float) -> Markup:
    """Put marks into a drawing that is as wide as there is room, with a name for readers."""
    return element(
        "svg",
        element("title", title),
        *marks,
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        role="img",
        aria_label=title,
        class_="plot",
    )


def share_ticks(high: float = 1.0, *, step: float = 0.2) -> list[tuple[float, str]]:
    """Return ticks from 0 to `high`, labelled in percent."""
    values = [step * number for number in range(round(high / step) + 1)]
    return [(value, f"{value:.0%}") for value in values]
