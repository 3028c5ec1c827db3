"""The conversations that are kept, as a list by days: HTML."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from ui.conversations.store import MOST_LISTED, Entry
from ui.markup import attribute, shown
from ui.web.history.keeping import label_of

_EMPTY = "What you ask is kept here, on the machine that runs Footnote."
_NOT_FOUND = "No conversation has these words."
_MORE = "Search to find older conversations."
_STRANGER = "Conversations are kept for visitors who sign in."


def conversation_list(
    entries: Sequence[Entry], current: str | None, *, today: date, searched: bool = False
) -> str:
    """Return the conversations by the days on which they were last changed, newest first.

    `current` is the id of the one that is open; the script of the page reads its address there.
    """
    days = groupby(entries, key=lambda entry: datetime.fromtimestamp(entry.changed).date())  # noqa: DTZ006 - the day that it was here
    groups = "".join(
        f"<h3>{day_label(day, today=today)}</h3>"
        f"<ul>{''.join(_line(entry, current) for entry in on_day)}</ul>"
        for day, on_day in days
    )
    if not entries:
        groups = _word(_NOT_FOUND if searched else _EMPTY)
    elif len(entries) == MOST_LISTED:
        groups += _word(_MORE)
    return _marked(groups, current)


def no_list() -> str:
    """Return what is said to visitors for whom nothing is kept."""
    return _marked(_word(_STRANGER), None)


def day_label(day: date, *, today: date) -> str:
    """Name a day as people do: Today, Yesterday, Monday 23 November; the year if it is another."""
    match (today - day).days:
        case 0:
            return "Today"
        case 1:
            return "Yesterday"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def _line(entry: Entry, current: str | None) -> str:
    name, number = attribute(label_of(entry)), attribute(entry.id)
    here = ' aria-current="page"' if entry.id == current else ""
    return (
        f'<li><a class="conversation" href="c/{number}" data-id="{number}"{here}'
        f' title="{attribute(entry.name)}"><bdi>{shown(label_of(entry))}</bdi></a>'
        f'<button type="button" class="more" data-do="conversation-menu" data-id="{number}"'
        f' data-name="{attribute(entry.name)}" aria-haspopup="menu" aria-expanded="false"'
        f' aria-label="More for {name}">⋯</button></li>'
    )


def _marked(content: str, current: str | None) -> str:
    return f'<div class="days" data-current="{attribute(current or "")}">{content}</div>'


def _word(text: str) -> str:
    return f'<p class="empty">{text}</p>'
