"""Sentences, by NLTK's Punkt (Kiss and Strunk 2006) with parameters of our own.

Punkt's trained models are a download. Its algorithm needs only to know what is an
abbreviation and which words begin sentences; for scholarly English both are short
lists, shipped beside this module.
"""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpus.paper import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer


def split_into_sentences(text: str, span: Span) -> list[Span]:
    """Split the paragraph at `span` of `text` into sentences, without the white space between.

    The sentences cover every character of the paragraph that is not white space.
    """
    paragraph = text[span.start : span.end]
    cuts = [0, *(start for start, _ in _tokenizer().span_tokenize(paragraph)), len(paragraph)]
    sentences = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = paragraph[start:end]
        inner = piece.strip()
        if inner:
            first = span.start + start + piece.index(inner[0])
            sentences.append(Span(first, first + len(inner)))
    return _join_fragments(text, sentences)


def _join_fragments(text: str, sentences: list[Span]) -> list[Span]:
    """Join pieces without a letter or digit, such as a lone closing bracket, to what is before."""
    joined: list[Span] = []
    for sentence in sentences:
        if joined and not re.search(r"\w", text[sentence.start : sentence.end]):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


@cache
def _tokenizer() -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class ScholarlyText(PunktLanguageVars):
        """Punkt's English, with the quotation marks that print uses."""

        internal_punctuation = ",:;—–"
        re_boundary_realignment = re.compile(r"[\"'”’»)\]}]+?(?:\s+|(?=--)|$)", re.MULTILINE)
        _re_non_word_chars = r"(?:[)\"”’»;}\]\*:@\'\({\[!\?])"

    parameters = PunktParameters()
    parameters.abbrev_types = set(_words("abbreviations.txt"))
    parameters.sent_starters = set(_words("sentence_starters.txt"))
    return PunktSentenceTokenizer(parameters, lang_vars=ScholarlyText())


def _words(name: str) -> list[str]:
    """Read a shipped list: words apart by white space, lines with # are comments."""
    lines = files("corpus").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
