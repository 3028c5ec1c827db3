"""Files in the format of SQuAD 1.1 and 2.0: the contexts of an article become a paper.

Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP
2016, and "Know What You Don't Know", ACL 2018.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from corpus.encoding import encodable
from corpus.errors import QAFileError
from corpus.paper import Paper
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.question_set import PaperSource, QuestionSet
from qa.evaluation.questions.rows import Fault
from qa.evaluation.questions.squad_article import SquadArticle
from qa.evaluation.questions.squad_questions import read_question
from qa.evaluation.questions.text_matching import collapse_space

Object = Mapping[str, Any]


def read_squad(text: str, *, name: str) -> QuestionSet:
    """Read the questions and the papers of a SQuAD file called `name`.

    Raises `QAFileError` if the text is no such file.
    """
    pairs: dict[str, QAPair] = {}
    sources: dict[str, PaperSource] = {}
    faults: list[Fault] = []
    for number, values in enumerate(_articles(text, name), start=1):
        place = f"article {number}"
        paragraphs, problems = _paragraphs(values)
        faults += [Fault(0, problem, place=place) for problem in problems]
        if not paragraphs:
            continue
        article = _article(values, paragraphs, source=f"{name} {place}")
        sources.setdefault(article.paper.id, _source_of(article))
        for pair, problems in _questions(article, paragraphs, prefix=str(number)):
            if pair.id in pairs:
                problems.append("another question has the same id: make it unique")
            where = f'{place}, question "{pair.id}"'
            faults += [Fault(0, problem, place=where) for problem in problems]
            if not problems:
                pairs[pair.id] = pair
    return QuestionSet(tuple(pairs.values()), tuple(sources.values()), tuple(faults))


def _articles(text: str, name: str) -> list[Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QAFileError(f"{name} is not JSON: {error}. Mend it, or write it again.") from error
    articles = content.get("data") if isinstance(content, dict) else None
    if not isinstance(articles, list):
        raise QAFileError(
            f'{name} is no SQuAD file, which is an object with a list under "data". Give '
            "questions of your own as JSON Lines, in a file that ends in .jsonl."
        )
    return articles


def _paragraphs(article: object) -> tuple[list[Object], list[str]]:
    """Return the paragraphs that have a context and questions, and what is wrong with others."""
    paragraphs = article.get("paragraphs") if isinstance(article, dict) else None
    if not isinstance(paragraphs, list):
        return [], ['no list under "paragraphs": write {"paragraphs": [{"context": …, "qas": …}]}']
    sound: list[Object] = []
    faults = []
    for number, paragraph in enumerate(paragraphs, start=1):
        match paragraph:
            case {"context": str(context), "qas": [*_]} if any(map(str.isalnum, context)):
                sound.append(paragraph)
            case _:
                faults.append(
                    f'paragraph {number} has no text under "context" or no list under "qas"'
                )
    return sound, faults


def _article(values: Object, paragraphs: Sequence[Object], *, source: str) -> SquadArticle:
    title = values.get("title")
    return SquadArticle(
        [paragraph["context"] for paragraph in paragraphs],
        title=encodable(collapse_space(title.replace("_", " "))) if isinstance(title, str) else "",
        source=source,
    )


def _source_of(article: SquadArticle) -> PaperSource:
    return PaperSource(article.paper.id, partial(_given, article.paper))


def _given(paper: Paper) -> Paper:
    return paper


def _questions(
    article: SquadArticle, paragraphs: Sequence[Object], *, prefix: str
) -> Iterator[tuple[QAPair, list[str]]]:
    """Return each question with what is wrong with it; one without an id is called by its place."""
    for context, paragraph in enumerate(paragraphs):
        for number, values in enumerate(paragraph["qas"], start=1):
            name = f"{prefix}.{context + 1}.{number}"
            if isinstance(values, dict):
                yield read_question(values, article, context=context, default_id=name)
            else:
                yield QAPair(name, ""), ["it is no object with a question"]
