"""Each written sentence with the quotes that bear it, or the reason why none do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.composing.evidence import SENTENCES_BACK
from qa.llm.budget import NumberedPassage
from qa.llm.quotes import Quote, QuoteFinder
from qa.llm.reply import WrittenSentence
from qa.support.check import SupportCheck
from qa.understanding.names import find_names

_MOST_QUOTES = 3
"""Of a sentence that names more passages than this, the first ones count."""
_PRONOUN_FIRST = re.compile(r"(?:He|She|It|They|This|These|Those|His|Her|Its|Their|Such)\b")


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

    Quotes never bear a sentence together: what one says of one thing and another of another is
    not what both say. Only what a quote points back to, as “it” or “the amendment”, may stand
    in one before it.
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
        """Return the best quotes that bear a sentence alone, else the best and what it means."""
        alone = [quotes[0] for quotes in rankings if self._is_borne(sentence, quotes[:1])]
        if alone or not rankings:
            return tuple(alone)
        best = max(rankings, key=lambda quotes: quotes[0].likeness)
        for before in _meant_by(best, sentence):
            if self._is_borne(sentence, (before, best[0])):
                return (before, best[0])
        return ()

    def _is_borne(self, sentence: str, quotes: Sequence[Quote]) -> bool:
        return self._check.check(sentence, [quote.text for quote in quotes]).supported


def _meant_by(quotes: Sequence[Quote], sentence: str) -> Iterator[Quote]:
    """Return the quotes of a passage that hold what the best one only points back to.

    That is the one before it, if it begins with a pronoun, and the nearest one before it with a
    name of which it has the noun alone, if that is the name in the sentence.
    """
    best = quotes[0]
    before = [quote for quote in quotes if quote.span.start < best.span.start]
    before = sorted(before, key=lambda quote: -quote.span.start)[:SENTENCES_BACK]
    if _PRONOUN_FIRST.match(best.text):
        yield from before[:1]
    for span in find_names(sentence):
        name = sentence[span.start : span.end]
        noun = name.rsplit(maxsplit=1)[-1]
        if re.search(
            rf"\b(?:the|this|that|these|those|said) {re.escape(noun.lower())}\b", best.text
        ):
            nearest = [quote for quote in before if noun in quote.text][:1]
            yield from (quote for quote in nearest if name in quote.text)
