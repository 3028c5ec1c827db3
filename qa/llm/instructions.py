"""Text of papers and of people, made harmless: data for a language model, never its orders."""

import re
import unicodedata

_INERT = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "{": "(", "}": ")", "`": "’"})
"""What marks turns and citations for models, and what looks like it and marks nothing."""
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:above|previous|prior|earlier|"
    r"preceding|instructions?|prompts?|rules|passages?|guidelines)\b"
    r"|\b(?:your|the|new|these|following|system) (?:system )?(?:prompt|instructions?)\b"
    r"[^.!?]{0,20}(?:\bare\b|\bis\b|:)"
    r"|\byou are (?:now|no longer) (?:an?\b|in\b|the\b|bound\b)"
    r"|\b(?:as|you are) an? (?:ai|language model|assistant|chatbot)\b"
    r"|\b(?:language model|ai assistant|assistants?|llms?|chatbots?|ai)\b[^.!?]{0,20}"
    r"\b(?:must|should|shall|has to|have to)\b[^.!?]{0,20}"
    r"\b(?:answer|reply|respond|say|write|output|print|state|cite)\b"
    r"|(?:^|\s)(?:system|assistant|user|developer|human)\s*(?:message\s*)?:"
    r"|^(?:\W*please\b)?\W*(?:only |always |instead |just |now )*"
    r"(?:say|reply|respond|output|print|repeat|answer)\b[^.!?]{0,30}"
    r"(?:\bwith\b|[“\"‘':]|\bexactly\b|\bonly\b|\bthat\b)"
    r"|‹\|[^|]{1,30}\|›|\(/?INST\)|‹‹?/?(?:s|SYS)››?"
    r"|^(?:\W*please\b)?\W*(?:only |always )?cite\b[^.!?]{0,20}\b(?:passages?|sources?|\d+)\b",
    re.IGNORECASE,
)
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def inert(text: str) -> str:
    """Return a text on one line, without hidden characters and without anything that marks.

    Tokens that open a turn of a conversation, tags, code fences and numbers in brackets
    become words like any others. For prompts only: quotes are taken from the paper.
    """
    seen = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFKC", text)
        if character.isspace() or unicodedata.category(character) not in _HIDDEN
    )
    return " ".join(seen.translate(_INERT).split())


def gives_orders(sentence: str) -> bool:
    """Whether a sentence of a paper speaks to whoever processes it.

    Such sentences are neither shown to a language model nor do they support what it writes.
    The pattern knows common forms only: what it misses is still delimited, and what is
    written because of it is still checked.
    """
    return _ORDERS.search(inert(sentence)) is not None
