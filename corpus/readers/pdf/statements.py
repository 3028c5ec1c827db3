"""Words that begin paragraphs as headings do and are none: “Theorem 1”, “Keywords:”."""

import re

_STATEMENT = (
    r"(?:theorem|lemma|proposition|corollary|definition|remark|proof|example|claim|conjecture"
    r"|assumption|algorithm|hypothesis|satz|beweis|beispiel|bemerkung|korollar|th[ée]or[èe]me|lemme"
    r"|preuve|d[ée]monstration|d[ée]finition|remarque|exemple|corollaire|teorema|lema|demostraci[óo]n"
    r"|prueba|definici[óo]n|observaci[óo]n|ejemplo|corolario|dimostrazione|definizione|esempio)"
)
_FIELD = (
    r"(?:keywords?|key words|index terms|jel|mots[- ]cl[ée]s|schlagw[öo]rter|schl[üu]sselw[öo]rter"
    r"|palabras clave|parole chiave|received|accepted|published|correspondence|citation|source"
    r"|note|quelle|nota)"
)
_LABEL = re.compile(rf"(?:{_STATEMENT}|{_FIELD})\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"{_STATEMENT}\s+(?:[A-Z]\.?)?\d", re.IGNORECASE)
_FILLED = re.compile(rf"{_FIELD}\b[^:—–-]{{0,30}}[:—–-]\s*\S", re.IGNORECASE)


def begins_like_label(text: str) -> bool:
    """Tell whether a text begins with the name of a statement or a field."""
    return _LABEL.match(text) is not None


def is_statement_or_field(text: str) -> bool:
    """Tell whether a line names a numbered statement, or a field and what is in it."""
    return _NUMBERED.match(text) is not None or _FILLED.match(text) is not None
