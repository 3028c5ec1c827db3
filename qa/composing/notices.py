"""What an answer's notice says besides: of papers left out, and several notices as one."""

from collections.abc import Sequence

from corpus.identity import short_id
from index.snapshot import Snapshot

_MOST_NAMED = 3


def left_out_notice(snapshot: Snapshot, papers: Sequence[str] = ()) -> str | None:
    """Return which of the papers asked, all where none is named, were left out as damaged."""
    entries = snapshot.left_out(papers)
    if not entries:
        return None
    named = ", ".join(f"“{entry.title}” ({short_id(entry.id)})" for entry in entries[:_MOST_NAMED])
    more = f" and {len(entries) - _MOST_NAMED} more" if len(entries) > _MOST_NAMED else ""
    one = len(entries) == 1
    return (
        f"Left out, as {'its' if one else 'their'} files are damaged: {named}{more}. "
        "`footnote repair` mends what can be mended."
    )


def joined(*notices: str | None) -> str | None:
    """Return the notices that there are as one text, None where there is none."""
    return " ".join(notice for notice in notices if notice) or None
