"""The family names at the head of a bibliography entry, in the styles that are common."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.references.names import PARTICLES, is_corporate

_MOST_WORDS = 400
_MOST_INITIALS = 3
_CONNECTIVES = frozenset("and AND & und et y e en og och".split())
_SUFFIXES = frozenset("Jr Sr II III".split())
_BODY = re.compile(r"[^.,;:()\[“”\"]{3,120}")
_HEAD_END = re.compile(r"[(\[“”\"„«]|\b(?:1[5-9]|20)[0-9]{2}")
_INITIALS = re.compile(
    r"(?:[^\W\d_]{1,2}\.[-\u2010]?)+(?:[^\W\d_])?|[^\W\d_](?:[-\u2010]?[^\W\d_]){0,2}\.?"
)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words between separators; `joined` says that “and” stands in front."""

    words: tuple[str, ...]
    joined: bool = False

    @property
    def starts_with_initials(self) -> bool:
        return _is_initials(self.words[0])

    @property
    def ends_with_initials(self) -> bool:
        return len(self.words) > 1 and _is_initials(self.words[-1])

    @property
    def family(self) -> str:
        """The words but for initials in front or behind."""
        words = [word for word in self.words if word.rstrip(".") not in _SUFFIXES]
        end = -1 if words and _is_initials(words[-1]) else 0
        while len(words) > 1 and _is_initials(words[end]):
            words.pop(end)
        return " ".join(words).rstrip(".")

    @property
    def last_name(self) -> str:
        """The last word, with the particles in front of it."""
        words = self.family.split()
        start = len(words) - 1
        while start > 1 and words[start - 1].lower() in PARTICLES:
            start -= 1
        return " ".join(words[start:])


def family_names(entry: str) -> tuple[str, ...]:
    """Return the family names of an entry's authors, or the name of the body that wrote it."""
    body = _BODY.match(entry)
    if body is not None and is_corporate(body[0]):
        return (body[0].strip(),)
    end = _HEAD_END.search(entry)
    chunks = list(_chunks((entry[: end.start()] if end else entry).split()[:_MOST_WORDS]))
    if not chunks or chunks[0].joined:
        return ()
    return tuple(_style_of(chunks)(chunks))


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "")
    return word.rstrip(".") in _SUFFIXES or (
        letters.isupper() and len(letters) <= 2 * _MOST_INITIALS and bool(_INITIALS.fullmatch(word))
    )


def _is_spaced_initial(word: str) -> bool:
    """Whether a word is an initial even where a family name may stand: “J.”, “J”."""
    return _is_initials(word) and ("." in word or len(word) == 1)


def _is_name_word(word: str) -> bool:
    return word.lower() in PARTICLES or (
        word.lstrip("'’‘d")[:1].isupper() and not any(map(str.isdigit, word))
    )


def _chunks(words: Sequence[str]) -> Iterator[_Chunk]:
    """Cut the head of an entry at separators, as far as there are names."""
    chunk: list[str] = []
    joined = False
    for place, word in enumerate(words):
        core = word.rstrip(",;:")
        if word in _CONNECTIVES or core in {"al.", "al"}:
            if chunk:
                yield _Chunk(tuple(chunk), joined)
            chunk, joined = [], True
            continue
        initials = _is_initials(core)
        if not initials and (not _is_name_word(core) or _starts_title(chunk, words, place)):
            break
        chunk.append(core)
        if len(core) < len(word) or (core.endswith(".") and not initials):
            yield _Chunk(tuple(chunk), joined)
            chunk, joined = [], False
        if word.endswith(":") or (core.endswith(".") and not initials):
            return
    else:
        place = len(words)
    leading = chunk if place == len(words) else _initials_of(chunk)
    if leading:
        yield _Chunk(tuple(leading), joined)


def _initials_of(chunk: Sequence[str]) -> list[str]:
    """Return as much of a chunk as is no beginning of a title: up to its last initials."""
    last = max((place for place, word in enumerate(chunk) if _is_initials(word)), default=-1)
    return list(chunk[: last + 1])


def _starts_title(chunk: Sequence[str], words: Sequence[str], place: int) -> bool:
    """Whether the word behind a name and its initials begins the title."""
    if len(chunk) < 2 or not _is_initials(chunk[-1]) or _is_spaced_initial(chunk[0]):  # noqa: PLR2004
        return False
    following = words[place + 1] if place + 1 < len(words) else "and"
    is_last = words[place][-1:] in ",;:." or following in _CONNECTIVES
    return len(chunk[-1].rstrip(".")) > 1 or not is_last


def _style_of(chunks: Sequence[_Chunk]) -> Callable[[Sequence[_Chunk]], Iterator[str]]:
    """Find out by the first chunks where given names stand."""
    first = chunks[0]
    if _is_spaced_initial(first.words[0]):
        return _initials_in_front
    if first.ends_with_initials:
        return _initials_behind
    if len(chunks) > 1 and not chunks[1].joined:
        if chunks[1].starts_with_initials:
            return _initials_behind_comma
        if len([word for word in first.words if word.lower() not in PARTICLES]) == 1:
            return _given_names_behind_comma
    return _given_names_in_front


def _initials_in_front(chunks: Sequence[_Chunk]) -> Iterator[str]:
    """``J. E. Smith, A. Lee``."""
    for chunk in chunks:
        if not chunk.starts_with_initials or _is_initials(chunk.family):
            return
        yield chunk.family


def _initials_behind(chunks: Sequence[_Chunk]) -> Iterator[str]:
    """``Smith JE, Lee A``."""
    for chunk in chunks:
        if not (chunk.ends_with_initials or (chunk.joined and len(chunk.words) > 1)):
            return
        yield chunk.family


def _initials_behind_comma(chunks: Sequence[_Chunk]) -> Iterator[str]:
    """``Smith, J. E., Lee, A.``, the last one perhaps ``and A. Lee``."""
    place = 0
    while place < len(chunks):
        chunk = chunks[place]
        following = chunks[place + 1] if place + 1 < len(chunks) else None
        if following is not None and not following.joined and following.starts_with_initials:
            yield " ".join(chunk.words)
            place += 2
        elif chunk.starts_with_initials and not _is_initials(chunk.words[-1]):
            yield chunk.family
            place += 1
        elif chunk.words[0].rstrip(".") in _SUFFIXES:
            place += 1
        else:
            return


def _given_names_behind_comma(chunks: Sequence[_Chunk]) -> Iterator[str]:
    """``Smith, Jane, and Ada Lee`` or ``Smith, Jane; Lee, Ada``."""
    yield " ".join(chunks[0].words)
    place = 2
    while place < len(chunks):
        if len(chunks[place].words) > 1:
            yield chunks[place].last_name
            place += 1
        else:
            yield chunks[place].family
            place += 2


def _given_names_in_front(chunks: Sequence[_Chunk]) -> Iterator[str]:
    """``Jane Smith, Ada Lee``, or a family name alone."""
    for place, chunk in enumerate(chunks):
        if place and len(chunk.words) == 1 and not chunk.joined:
            return
        yield chunk.last_name
