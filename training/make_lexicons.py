"""Makes qa/data/wordnet: words for the same thing, names for the same country, names as such.

    python training/make_lexicons.py WORDNET_FOLDER

WORDNET_FOLDER holds the files data.*, index.*, *.exc and cntlist.rev of WordNet 3.0 (Debian's
package wordnet-base has them in /usr/share/wordnet). Two words mean the same if they share a
synset that is a usual sense of both, are derived from one another (Fellbaum 1998), or one is
derived from what means the same as the other.
"""

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.word_lists import english_words
from index.words.terms import FUNCTION_WORDS, stems
from qa.understanding.spelling.english import is_listed, without_suffix

TARGET = Path(__file__).parents[1] / "qa" / "data" / "wordnet"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
NUMBERS = {"noun": "1", "verb": "2", "adj": "3", "adv": "4"}
"""The parts of speech as sense keys have them; satellites of adjectives count as adjectives."""
USUAL_RANK, USUAL_SHARE = 2, 0.15
"""A sense is usual that is among the first two, or had this share of a word's tags."""
WELL_KNOWN_SHARE = 0.25
"""The same of the other word, unless it is its first sense."""
LEAST_WEIGHT = 0.1
SIMILAR, DERIVED, OF_SYNONYM = 0.6, 0.3, 0.5
"""What a similar adjective, a derived word, and one derived from a synonym weigh."""
FEWEST_COUNTED = 300
"""How often the word list counted a word that is taken."""
MOST_SYNONYMS = 10
SHORTEST = 3
SAME_BEGINNING = 4
COUNTRY_SYNSETS = ("08168978", "08544813")
NATIONAL_CAPITAL = "national_capital"
MORE_NAMES: Mapping[str, str] = {
    "United States": "Washington|White House|Yank|Yanks|Yankee|Yankees",
    "United Kingdom": "British|Briton|Britons|Brit|Brits|London|England|English|Downing Street",
    "Russia": "Kremlin|Muscovite",
    "Soviet Union": "Soviets|Moscow|Kremlin",
    "Pakistan": "Pak",
    "India": "Delhi|New Delhi|Indian|Indians",
    "France": "Frenchmen",
    "China": "PRC",
    "Netherlands": "The Hague",
    "Germany": "Bonn",
    "Israel": "Jerusalem|Israeli|Israelis",
    "Canada": "Ottawa|Canadian|Canadians",
}
"""Seats of government, and names that WordNet does not give with a country."""
NOT_NAMES: Mapping[str, frozenset[str]] = {
    "Soviet Union": frozenset({"Russia", "Russian", "Russians"}),
    "United States": frozenset({"the States"}),
}
"""What WordNet calls a country by that is another one, or no name in running text."""

Key = tuple[str, str]
"""A synset: its part of speech and its offset."""


@dataclass(frozen=True, slots=True)
class Synset:
    """Its words, and its pointers: each a sign and the synset that it leads to."""

    words: tuple[str, ...]
    pointers: tuple[tuple[str, Key], ...]

    def along(self, *signs: str) -> list[Key]:
        """Return the synsets that pointers with these signs lead to."""
        return [key for sign, key in self.pointers if sign in signs]


class WordNet:
    """The synsets, and the senses of each word, the usual ones first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.synsets = {key: synset for part in NUMBERS for key, synset in self._synsets(part)}
        self._tags = dict(self._tag_counts())
        self._senses: dict[str, list[tuple[Key, int, float]]] = defaultdict(list)
        for part, number in NUMBERS.items():
            for fields in self._fields(f"index.{part}"):
                keys = [(part, offset) for offset in fields[-int(fields[2]) :]]
                for rank, key in enumerate(keys, start=1):
                    tagged = self._tags.get((fields[0], number, rank), 0) + 0.5
                    self._senses[fields[0]].append((key, rank, tagged))

    def words(self) -> list[str]:
        """Return all single words, in order."""
        return sorted(word for word in self._senses if word.isalpha() and len(word) >= SHORTEST)

    def senses(self, word: str) -> list[tuple[Key, int, float]]:
        """Return the senses of a word with their ranks and their shares of its tags."""
        senses = self._senses.get(word, [])
        total = sum(tagged for _, _, tagged in senses)
        return [(key, rank, tagged / total) for key, rank, tagged in senses]

    def irregular_forms(self) -> Iterator[tuple[str, str]]:
        """Yield irregular forms, each with the word that it is a form of."""
        for part in ("noun", "verb", "adj"):
            for line in (self._folder / f"{part}.exc").read_text("utf-8").splitlines():
                form, *words = line.split()
                yield from ((form, word) for word in words)

    def _fields(self, name: str) -> Iterator[list[str]]:
        for line in (self._folder / name).read_text("utf-8").splitlines():
            if not line.startswith("  "):
                yield line.partition(" | ")[0].split()

    def _tag_counts(self) -> Iterator[tuple[tuple[str, str, int], int]]:
        for line in (self._folder / "cntlist.rev").read_text("utf-8").splitlines():
            key, rank, count = line.split()
            word, _, rest = key.partition("%")
            number = "3" if rest[0] == "5" else rest[0]
            yield (word, number, int(rank)), int(count)

    def _synsets(self, part: str) -> Iterator[tuple[Key, Synset]]:
        for fields in self._fields(f"data.{part}"):
            count = int(fields[3], 16)
            behind = 4 + 2 * count
            words = (re.sub(r"\(.*\)", "", word) for word in fields[4:behind:2])
            pointers = (
                (fields[place], (PARTS[fields[place + 2]], fields[place + 1]))
                for place in range(behind + 1, behind + 1 + 4 * int(fields[behind]), 4)
            )
            yield (part, fields[0]), Synset(tuple(words), tuple(pointers))


def synonyms_of(word: str, net: WordNet) -> dict[str, float]:
    """Return what means the same as a word, or nearly, each with its weight."""
    found: dict[str, float] = {}

    def add(others: Iterable[str], weight: float) -> None:
        for other in others:
            if other != word and other.isalpha() and len(other) >= SHORTEST:
                found[other] = max(weight, found.get(other, 0.0))

    for key, rank, share in net.senses(word):
        if rank <= USUAL_RANK or share >= USUAL_SHARE:
            add(_well_known(key, net), share)
            for near in net.synsets[key].along("&"):
                add(_well_known(near, net), SIMILAR * share)
    for other, weight in list(found.items()):
        add(_derived(other, net), OF_SYNONYM * weight)
    add(_derived(word, net), DERIVED)
    return {other: weight for other, weight in found.items() if weight >= LEAST_WEIGHT}


def _well_known(key: Key, net: WordNet) -> list[str]:
    """Return the words of a synset of which it is a usual sense."""
    words = map(str.lower, net.synsets[key].words)
    return [word for word in words if _is_well_known(key, word, net)]


def _is_well_known(key: Key, word: str, net: WordNet) -> bool:
    return any(
        one == key and (rank == 1 or share >= WELL_KNOWN_SHARE)
        for one, rank, share in net.senses(word)
    )


def _derived(word: str, net: WordNet) -> set[str]:
    """Return the words that usual senses of a word are derived from, or that are of it."""
    others = (
        other.lower()
        for key, rank, _ in net.senses(word)
        if rank <= USUAL_RANK
        for to in net.synsets[key].along("+", "\\")
        for other in net.synsets[to].words
    )
    return {other for other in others if other[:SAME_BEGINNING] == word[:SAME_BEGINNING]}


def synonyms_by_stem(net: WordNet) -> dict[str, list[str]]:
    """Return for each stem those of words that mean the same, the likeliest first."""
    counts = english_words()

    def is_usual(word: str) -> bool:
        return counts.get(word, 0) >= FEWEST_COUNTED and word not in FUNCTION_WORDS

    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for word in filter(is_usual, net.words()):
        (own,) = stems([word])
        for other, weight in synonyms_of(word, net).items():
            (stem,) = stems([other])
            if stem != own and is_usual(other):
                weights[own][stem] = max(weight, weights[own].get(stem, 0.0))
    for form, word in net.irregular_forms():
        own, stem = stems([form, word])
        if own != stem and stem in weights and is_usual(form):
            weights[own] = {stem: 1.0, **weights[stem], **weights.get(own, {})}
            for other in [other for other in weights[stem] if stem in weights.get(other, {})]:
                weights[other][own] = weights[other][stem]
    return {
        own: sorted(others, key=lambda stem: (-others[stem], stem))[:MOST_SYNONYMS]
        for own, others in sorted(weights.items())
    }


def country_names(net: WordNet) -> list[list[str]]:
    """Return the names of each country: its own, its people's, its capital's."""
    capitals = _below(net, _keys_named(NATIONAL_CAPITAL, net), "~i")
    countries = _below(net, [("noun", offset) for offset in COUNTRY_SYNSETS], "~i")
    lines = [_names(key, capitals, net) for key in countries]
    return sorted(names for names in lines if len(names) > 1)


def well_known_names(net: WordNet) -> list[str]:
    """Return, in small letters, the single words that WordNet writes with a capital only.

    They are in the vocabulary of the encoder or in the word list, and so are their plurals;
    forms of other words are not.
    """
    words = {word for synset in net.synsets.values() for word in synset.words if word.isalpha()}
    written_small = {word for word in words if word.islower()}
    named = {word.lower() for word in words if word.istitle()} - written_small
    forms = {form for form, _ in net.irregular_forms()}
    listed = {name for name in named - forms if is_listed(name)}
    plurals = {f"{name}s" for name in listed if not name.endswith("s")}
    return sorted(
        name for name in listed | plurals if written_small.isdisjoint(without_suffix(name))
    )


def _keys_named(word: str, net: WordNet) -> list[Key]:
    return [key for key, _, _ in net.senses(word)]


def _below(net: WordNet, roots: list[Key], sign: str) -> list[Key]:
    """Return what pointers with a sign lead to from the roots or from any kind of them."""
    seen: dict[Key, None] = {}
    stack = list(roots)
    while stack:
        key = stack.pop()
        if key not in seen:
            seen[key] = None
            stack += net.synsets[key].along("~")
    return list(dict.fromkeys(to for key in seen for to in net.synsets[key].along(sign)))


def _names(key: Key, capitals: list[Key], net: WordNet) -> list[str]:
    own = [word.replace("_", " ") for word in net.synsets[key].words]
    seats = [
        word.replace("_", " ")
        for capital in capitals
        if key in net.synsets[capital].along("#p")
        for word in net.synsets[capital].words
        if "capital" not in word.lower()
    ]
    adjectives = [
        word.replace("_", " ")
        for synset in net.synsets.values()
        if key in synset.along("\\", "+") or any(key == to for to in synset.along("#m"))
        for word in synset.words
    ]
    begun = {name[:SHORTEST].lower() for name in own}
    people = [
        word for word in adjectives if word[:1].isupper() and word[:SHORTEST].lower() in begun
    ]
    plurals = [f"{word}s" for word in people if re.search(r"(?<!ma)n$|i$", word)]
    more = MORE_NAMES.get(own[0], "").split("|")
    names = dict.fromkeys((*own, *people, *plurals, *seats, *filter(None, more)))
    return [name for name in names if name not in NOT_NAMES.get(own[0], ())]


def main() -> None:
    """Read WordNet and write both lexicons."""
    parser = argparse.ArgumentParser(description="Makes the lexicons from WordNet.")
    parser.add_argument("wordnet", type=Path)
    net = WordNet(parser.parse_args().wordnet)
    found = synonyms_by_stem(net)
    lines = "".join(f"{stem} {' '.join(others)}\n" for stem, others in found.items())
    (TARGET / "synonyms.txt.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    known = "\n".join(well_known_names(net))
    (TARGET / "names.txt.gz").write_bytes(gzip.compress(known.encode(), mtime=0))
    names = "".join(f"{'|'.join(names)}\n" for names in country_names(net))
    (TARGET / "countries.txt").write_text(names, "utf-8")
    print(f"{len(found)} stems with synonyms, {names.count(chr(10))} countries")


if __name__ == "__main__":
    main()
