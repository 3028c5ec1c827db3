"""Questions that may well be right, and are worth a look."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from corpus.paper import Paper
from index.words.terms import terms
from qa.evaluation.checks.closest_text import ClosestText
from qa.evaluation.checks.findings import Finding, NumberedPair
from qa.evaluation.questions.pairs import QAPair

# Of the different words of two questions, the share that is in both.
NEAR_DUPLICATE = 0.8
# One or two words stand together somewhere in almost any paper.
_FEWEST_WORDS = 3


def near_duplicates(questions: Sequence[NumberedPair]) -> Iterator[Finding]:
    """Find questions about the same paper that consist of nearly the same words.

    Nearly: the Jaccard similarity of their stemmed words, those of earlier questions of
    the conversation among them, is at least `NEAR_DUPLICATE`. The later one is told of.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    word_sets: list[frozenset[str]] = []
    for number, question in enumerate(questions):
        pair = question.pair
        own = frozenset(terms(" ".join([*pair.history, pair.question])))
        shared = Counter(earlier for word in own for earlier in holding[word])
        for earlier, count in sorted(shared.items()):
            other = questions[earlier]
            alike = count / (len(own) + len(word_sets[earlier]) - count)
            if alike >= NEAR_DUPLICATE and other.pair.paper == pair.paper:
                yield Finding(
                    question.line,
                    pair.id,
                    must_mend=False,
                    message="it asks nearly the same as line "
                    f"{other.line} ({other.pair.id}): “{other.pair.question}”",
                )
                break
        word_sets.append(own)
        for word in own:
            holding[word].append(number)


class SentenceWords:
    """Finds the sentence of some papers in which all words of a question stand."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._sentences: dict[str, set[tuple[int, int]]] = {}

    def sentence_with_all_of(self, pair: QAPair, papers: Sequence[Paper]) -> ClosestText | None:
        """Return the first such sentence of `papers`, for a question of three words or more."""
        words = set(terms(pair.question))
        if len(words) < _FEWEST_WORDS:
            return None
        asked = {paper.id for paper in papers}
        for number, start in sorted(set.intersection(*map(self._with_word, words))):
            paper = self._papers[number]
            if paper.id in asked:
                text = next(
                    paper.text[span.start : span.end]
                    for span in paper.sentences
                    if span.start == start
                )
                return ClosestText(
                    text=text,
                    similarity=1.0,
                    paper_id=paper.id,
                    title=paper.title,
                    section=paper.section_path_at(start),
                    page=paper.page_at(start),
                    pdf_page=paper.pdf_page_at(start),
                )
        return None

    def _with_word(self, word: str) -> set[tuple[int, int]]:
        if not self._sentences:
            self._index()
        return self._sentences.get(word, set())

    def _index(self) -> None:
        found = self._sentences
        for number, paper in enumerate(self._papers):
            for span in paper.sentences:
                for word in terms(paper.text[span.start : span.end]):
                    found.setdefault(word, set()).add((number, span.start))
