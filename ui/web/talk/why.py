"""Why a passage was chosen: its scores among those of all passages that were read, as bars."""

from collections.abc import Sequence

from index.hits import Hit
from qa.answer import Answer, Citation
from ui.markup import page_label, path_label, reading_link, shown

_SCORES = (
    ("dense", "Meaning"),
    ("lexical", "Words"),
    ("fused", "Both together"),
    ("late_interaction", "Word by word"),
    ("reader", "Reader"),
)
_NEAR_MISSES = 3


def render_why(citation: Citation, answer: Answer) -> str:
    """Return the scores of the cited passage and the passages that came next; "" if not known."""
    hit = next((hit for hit in answer.hits if _is_cited(hit, citation)), None)
    if hit is None:
        return ""
    rows = "".join(
        _row(
            label, hit.scores[name], [one.scores[name] for one in answer.hits if name in one.scores]
        )
        for name, label in _SCORES
        if name in hit.scores
    )
    count = len(answer.hits)
    return (
        '<details class="why"><summary>Why this passage?</summary>'
        f"<p>Place {hit.rank} of the {count} passages compared. A bar shows the score between "
        f"the lowest and the highest of them.</p>"
        f"<table><tbody>{rows}</tbody></table>{_near_misses(answer)}</details>"
    )


def _is_cited(hit: Hit, citation: Citation) -> bool:
    passage, span = hit.passage, citation.passage_span
    same_paper = passage.paper_id == citation.paper_id
    return same_paper and (passage.start, passage.end) == (span.start, span.end)


def _row(label: str, score: float, scores: Sequence[float]) -> str:
    rank = 1 + sum(other > score for other in scores)
    return (
        f'<tr><th scope="row">{label}</th><td>{_bar(score, scores)}</td>'
        f'<td class="value">{score:.3g}</td><td class="value">{rank} of {len(scores)}</td></tr>'
    )


def _bar(score: float, scores: Sequence[float]) -> str:
    low, high = min(scores), max(scores)
    share = (score - low) / (high - low) if high > low else 1.0
    return f'<span class="bar" aria-hidden="true" style="--share: {share:.0%}"></span>'


def _near_misses(answer: Answer) -> str:
    missed = [
        hit for hit in answer.hits if not any(_is_cited(hit, one) for one in answer.citations)
    ]
    scores = [hit.score for hit in answer.hits]
    items = "".join(_near_miss(hit, scores) for hit in missed[:_NEAR_MISSES])
    if not items:
        return ""
    return (
        '<details class="near"><summary>Near misses</summary>'
        f'<ol class="misses">{items}</ol></details>'
    )


def _near_miss(hit: Hit, scores: Sequence[float]) -> str:
    passage = hit.passage
    where = f"{path_label(passage.section[-1:])}, {page_label(passage.page_name)}"
    link = reading_link(passage.paper_id, passage.start, passage.end, f"<bdi>{shown(where)}</bdi>")
    return (
        f'<li value="{hit.rank}">{link}'
        f'{_bar(hit.score, scores)}<span class="value">{hit.score:.3g}</span></li>'
    )
