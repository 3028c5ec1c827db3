"""Questions about a cell, worded from the heads of its row and its column as people word them."""

import random
import re

_UNIT = re.compile(r"\s*\([^()]*\)")
WORDINGS = (
    "What is the {column} of {row}?",
    "What was the {column} for {row}?",
    "What {column} did {row} have?",
    "For {row}, what {column} was reported?",
    "According to the table, what is the {column} in the case of {row}?",
    "{row} {column}",
    "whats the {column} at {row}",
    "How high was the {column} of {row}?",
    "Can you tell me the {column} of {row}?",
    "Give the {column} for {row}.",
)


def word_question(row: str, column: str, chance: random.Random) -> str:
    """Return a question about the cell under these heads; half of them leave out the units."""
    if chance.random() < 0.5:  # noqa: PLR2004 - half of them
        row, column = (_UNIT.sub("", head) or head for head in (row, column))
    wording = chance.choice(WORDINGS)
    in_line = (
        column if re.match(r"[A-Z]{2}|[A-Z]\b|\W", column) else column[:1].lower() + column[1:]
    )
    question = wording.format(row=row, column=in_line)
    return question.lower() if wording.startswith("whats") else question
