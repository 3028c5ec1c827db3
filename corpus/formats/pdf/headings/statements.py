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
    """Whether a text begins with the name of a statement or a field."""
    return _LABEL.match(text) is not None


def is_statement_or_field(text: str) -> bool:
    """Whether a line names a numbered statement, or a field and what is in it."""
    return _NUMBERED.match(text) is not None or _FILLED.match(text) is not None


_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|chart|map|plate|box|scheme|exhibit|abbildung|abb\.|tabelle"
    r"|schaubild|karte|tableau|carte|graphique|encadr[ée]|figura|tabla|cuadro|mapa|gr[áa]fic[oa]"
    r"|tabella|quadro|tabela)"
    r"\s?(?:[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})?[a-z]?|[IVXL]{1,5})(?P<end>\s*[.:|–—-]|\s*$|\s+(?=\S))",
    re.IGNORECASE,
)


def begins_like_caption(text: str) -> bool:
    """Whether a text begins as captions do: “Fig. 3”."""
    return _CAPTION.match(text) is not None


_REFERENCES = frozenset(
    "references bibliography literature literatur literaturverzeichnis quellenverzeichnis"
    " bibliographie références referencias bibliografía bibliografia obras riferimenti referências"
    " schrifttum quellen fuentes fontes fonti".split()
)


_REFERENCE_PHRASES = ("works cited", "obras citadas", "ouvrages cités", "cited literature")


def names_references(title: str) -> bool:
    """Whether a heading stands over a bibliography."""
    words = re.findall(r"[^\W\d_]+", title.casefold())
    return bool(words) and (
        words[0] in _REFERENCES
        or words[-1] in _REFERENCES
        or any(phrase in " ".join(words) for phrase in _REFERENCE_PHRASES)
    )
