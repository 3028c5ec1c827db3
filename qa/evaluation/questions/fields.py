"""The fields of a row of a QA file, and names that were meant for one of them."""

from collections.abc import Iterable
from difflib import get_close_matches

TEXT_FIELDS = (
    "id", "kind", "question", "section", "paper", "style", "scope", "within", "verdict",
)  # fmt: skip
LIST_FIELDS = (
    "history", "history_answers", "answers", "evidence", "shown", "verdict_also", "denial",
)  # fmt: skip
OBJECT_FIELDS = ("nuggets",)
"""Fields that hold a list of objects."""
NUMBER_FIELDS = ("need",)
FIELDS = (*TEXT_FIELDS, *LIST_FIELDS, *OBJECT_FIELDS, *NUMBER_FIELDS)

# "answer" for "answers" is caught, while "answer_start" is somebody's own column.
_MISSPELLING = 0.85


def misspelt_fields(names: Iterable[str]) -> list[str]:
    """Say which of the `names` look like a field misspelt; other unknown names are fine.

    A field that is merely ignored would do harm unseen: without its answers, a
    question counts as one that the papers do not answer.
    """
    present = set(names)
    faults = []
    for name in sorted(present.difference(FIELDS)):
        close = get_close_matches(name.strip().lower(), FIELDS, n=1, cutoff=_MISSPELLING)
        if close and close[0] not in present:
            faults.append(f'there is no field "{name}": did you mean "{close[0]}"?')
    return faults
