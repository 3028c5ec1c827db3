"""Each written sentence with the quotes that bear it, or the reason why none do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.llm.budget import NumberedPassage
from qa.llm.quotes import Quote, QuoteFinder
from qa.llm.reply import WrittenSentence
from qa.support.check import SupportCheck

_MOST_QUOTES = 3
"""Of a sentence that names more passages than this, the first ones count."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A written sentence and its quotes; `unsupported` says why they do not bear it, or is None.

    `named` tells whether they are from passages that the language model named.
    """

    text: str
    quotes: tuple[Quote, ...]
    unsupported: str | None
    named: bool


class SentenceChecker:
    """Finds the quotes of a sentence among the passages shown, and checks it against them.

    Quotes of different passages never bear a sentence together: what one says of one thing and
    another of another is not what both say. Neighbours may, as “the amendment” and its name.
    """

    def __init__(self, finder: QuoteFinder, check: SupportCheck) -> None:
        self._finder = finder
        self._check = check

    def check(
        self, sentence: WrittenSentence, passages: Sequence[NumberedPassage]
    ) -> CheckedSentence:
        """Check against the best quotes of the passages named, then against any passage's best."""
        ranked = self._finder.rank(sentence.text, passages)
        named = [ranked[number - 1] for number in sentence.numbers[:_MOST_QUOTES]]
        anywhere = max(ranked, key=lambda quotes: quotes[0].likeness)
        others = [] if anywhere in named else [anywhere]
        for rankings, is_named in ((named, True), (others, False)):
            if quotes := self._bearing(sentence.text, rankings):
                return CheckedSentence(sentence.text, quotes, None, is_named)
        quotes = tuple(quotes[0] for quotes in named or [anywhere])
        reason = self._check.check(sentence.text, [quotes[0].text]).reason
        return CheckedSentence(sentence.text, quotes, reason, bool(named))

    def _bearing(self, sentence: str, rankings: Sequence[list[Quote]]) -> tuple[Quote, ...]:
        """Give the best quotes that bear a sentence alone, else the best with a neighbour."""
        alone = [quotes[0] for quotes in rankings if self._is_borne(sentence, quotes[:1])]
        if alone or not rankings:
            return tuple(alone)
        best = max(rankings, key=lambda quotes: quotes[0].likeness)
        pairs = _with_neighbours(best)
        return next((tuple(pair) for pair in pairs if self._is_borne(sentence, pair)), ())

    def _is_borne(self, sentence: str, quotes: Sequence[Quote]) -> bool:
        return self._check.check(sentence, [quote.text for quote in quotes]).supported


def _with_neighbours(quotes: Sequence[Quote]) -> Iterator[list[Quote]]:
    """Give the best quote of a passage with the sentence before it, and with the one behind it."""
    in_order = sorted(quotes, key=lambda quote: quote.span.start)
    place = in_order.index(quotes[0])
    for first in (place - 1, place):
        pair = in_order[max(0, first) : first + 2]
        if len(pair) == 2:  # noqa: PLR2004  # there is no neighbour at the ends
            yield pair
