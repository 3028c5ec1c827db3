"""Tables that are made up, by a seed: plain ones, with spanning heads, with titled groups of rows.

They are random, so that no mechanism can know them; their words are such as papers have.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_SITES = (
    *("Skerry Bay", "Gull Point", "Long Sound", "Ash Cove", "Birch Head", "Cedar Isle"),
    *("Dune Marsh", "Elm Reach", "Fern Hollow", "Gorse Hill", "Heath Tarn", "Ivy Rock"),
)
_MEASURES = (
    *("Age, mean (SD)", "Body mass index (kg/m2)", "Current smokers", "Hypertension"),
    *("Diabetes mellitus", "Systolic blood pressure (mmHg)", "Serum creatinine (mg/dl)"),
    *("Haemoglobin (g/l)", "Years of education", "Previous stroke", "Heart rate (beats/min)"),
)
_MODELS = (
    *("Logistic regression", "Random forest", "Gradient boosting", "Support vector machine"),
    *("Naive Bayes", "BiLSTM-CRF", "BERT-base", "BERT-large", "Nearest neighbours"),
)
_COUNTRIES = (
    *("Albania", "Bolivia", "Chile", "Denmark", "Estonia", "Finland", "Ghana", "Hungary"),
    *("Iceland", "Jordan", "Kenya", "Latvia", "Mongolia", "Nepal", "Oman", "Peru"),
)
_NAMES = ("Okafor", "Lindqvist", "Marsh", "Oduya", "Petrov", "Ruiz", "Sato", "Tamm", "Ueda", "Voss")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the head that spans it and its neighbours, and a range of numbers."""

    head: str
    over: str = ""
    least: float = 0.0
    most: float = 100.0
    digits: int = 0
    names: bool = False


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table: `groups` are titles with the number of rows that each heads."""

    caption: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def spans(self) -> tuple[tuple[str, int], ...]:
        """The spanning heads and how many columns each is over."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.over:
                spans[-1] = (column.over, spans[-1][1] + 1)
            else:
                spans.append((column.over, 1))
        return tuple(spans)

    @property
    def has_spans(self) -> bool:
        """Whether some columns have a spanning head."""
        return any(column.over for column in self.columns)


_SHAPES: Sequence[tuple[str, str, Sequence[str], Sequence[Column]]] = (
    (
        "Counts per site in the breeding season",
        "Site",
        _SITES,
        (
            Column("Nests", most=400),
            Column("Chicks fledged", most=600),
            Column("Mean wing length (mm)", least=80, most=140, digits=1),
            Column("Observer", names=True),
        ),
    ),
    (
        "Baseline characteristics of the participants",
        "Characteristic",
        _MEASURES,
        (
            Column("Treatment group", most=90, digits=1),
            Column("Control group", most=90, digits=1),
            Column("p value", most=1, digits=3),
        ),
    ),
    (
        "Results on the test sets",
        "Model",
        _MODELS,
        (
            Column("Precision", "Development set", most=1, digits=3),
            Column("Recall", "Development set", most=1, digits=3),
            Column("Precision", "Test set", most=1, digits=3),
            Column("Recall", "Test set", most=1, digits=3),
        ),
    ),
    (
        "Indicators by country",
        "Country",
        _COUNTRIES,
        (
            Column("Population (millions)", most=90, digits=1),
            Column("GDP per capita (US$)", least=900, most=60_000),
            Column("Literacy rate (%)", least=40, most=100, digits=1),
            Column("Life expectancy (years)", least=50, most=85, digits=1),
            Column("Year of survey", least=1990, most=2020),
        ),
    ),
)


def make_table(number: int, chance: random.Random) -> MadeTable:
    """Make the table of a number; every shape comes in turn, every third has groups of rows."""
    caption, corner, labels, columns = _SHAPES[number % len(_SHAPES)]
    count = chance.randint(5, min(9, len(labels)))
    rows = tuple(
        (label, *(_cell(column, chance) for column in columns))
        for label in chance.sample(list(labels), count)
    )
    groups = (("First cohort", 2), ("Second cohort", count - 2)) if number % 3 == 0 else ()
    return MadeTable(f"Table {number + 1}. {caption}.", corner, tuple(columns), rows, groups)


def _cell(column: Column, chance: random.Random) -> str:
    if column.names:
        return chance.choice(_NAMES)
    value = chance.uniform(column.least, column.most)
    return f"{value:.{column.digits}f}"
