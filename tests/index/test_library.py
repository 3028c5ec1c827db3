"""A library: papers go in and out, and what was put in is what is found."""

import hashlib
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LibraryDamaged, LibraryError, LibraryMismatch, UnknownPaper
from corpus.formats import read_bundled_paper, read_paper
from corpus.paper import Paper, Span
from index.encoding.coded_texts import CodedTexts, join_coded
from index.encoding.encoder import Encoder
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.part import count_to_join, stored_parts
from index.retriever import HybridRetriever
from tests.toy_encoder import ToyEncoder

TEA = """# A History of Tea

## Arrival

Tea came to London in 1660. Coffee had come first.[^1] Both were dear.

## Decline

Nobody drank chocolate after 1700. It was too sweet.

[^1]: Pepys, Diary, p. 4.
"""
BEES = "# On Bees\n\nBees dance to share directions. They rest at night.\n"


def paper(folder: Path, text: str, name: str = "paper.md") -> Paper:
    """Read a paper from a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_paper(path)


@pytest.fixture
def tea(tmp_path: Path) -> Paper:
    """Return a paper with two sections, a note and five sentences."""
    return paper(tmp_path, TEA, "tea.md")


@pytest.fixture
def bees(tmp_path: Path) -> Paper:
    """Return a paper of two sentences."""
    return paper(tmp_path, BEES, "bees.md")


def add(library: Library, *papers: Paper) -> tuple[str, ...]:
    """Encode papers and store them in one step."""
    return library.add([library.encode(each) for each in papers])


def opened(library: Library) -> FolderSnapshot:
    """Open a library that is there."""
    snapshot = library.snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    return snapshot


def ids(library: Library) -> list[str]:
    """Return the ids of the papers, in order."""
    return [entry.id for entry in opened(library).entries]


def found(library: Library, query: str, *papers: str) -> list[str]:
    """Return the texts of the passages for a query, best first."""
    hits = HybridRetriever(opened(library), library.encoder()).search(query, papers=papers)
    return [hit.passage.text for hit in hits]


def test_a_library_that_nobody_added_to_is_none(library: Library) -> None:
    """Looking does not make the folder."""
    assert library.snapshot() is None
    assert not library.folder.exists()


def test_a_paper_comes_back_as_it_was_added(library: Library, tea: Paper) -> None:
    """Text, sections, sentences, notes: equal, from a library opened anew."""
    assert add(library, tea) == (tea.id,)
    reopened = Library(library.folder, make_encoder=lambda _: ToyEncoder())
    stored = opened(reopened).paper(tea.id)
    assert stored == tea
    assert [section.title for section in stored.sections][-2:] == ["Arrival", "Decline"]
    assert stored.notes[0].text == "Pepys, Diary, p. 4."


def test_the_bundled_paper_comes_back_as_it_was_added(library: Library) -> None:
    """With its pages, and notes whose text is unknown."""
    bundled = read_bundled_paper()
    add(library, bundled)
    assert opened(library).paper(bundled.id) == bundled


def test_passages_and_vectors_come_back_as_they_were_added(
    library: Library, tea: Paper, bees: Paper
) -> None:
    """The dense index, the sentences and the tokens have the rows that were encoded."""
    first, second = library.encode(tea), library.encode(bees)
    library.add([first, second])
    snapshot = opened(library)
    passages = first.passages + second.passages
    assert tuple(map(snapshot.passage, range(snapshot.passage_count))) == passages
    rows = np.concatenate([first.passage_vectors, second.passage_vectors])
    for place, row in enumerate(rows):
        assert snapshot.vectors.similarity(row, np.array([place]))[0] == pytest.approx(1, abs=1e-5)
    stored = [snapshot.passage_vectors(place) for place in range(snapshot.passage_count)]
    for encoded, part in ((first, stored[: len(first.passages)]), (second, stored[-1:])):
        kept = join_coded([vectors.sentences for vectors in part])
        assert_same(kept, encoded.sentences)
        for vectors, heading in zip(part, encoded.headings.tolist(), strict=True):
            assert_same(vectors.heading, encoded.texts.between(heading, heading + 1))


def assert_same(found: CodedTexts, expected: CodedTexts) -> None:
    """Compare coded texts, array by array."""
    for field in fields(CodedTexts):
        assert np.array_equal(getattr(found, field.name), getattr(expected, field.name))


def test_the_catalogue_counts_what_there_is(library: Library, tea: Paper) -> None:
    """A line for each paper, without reading the paper."""
    add(library, tea)
    (entry,) = opened(library).entries
    assert (entry.id, entry.title, entry.source) == (tea.id, "A History of Tea", "tea.md")
    assert (entry.sections, entry.sentences, entry.notes, entry.pages) == (3, 5, 1, 0)
    assert entry.passages == opened(library).passage_count == 2


def index_files(library: Library) -> dict[str, str]:
    """Return the checksums of all files but the papers' own, and of the facts."""
    generation = opened(library).generation
    files = {name: record.sha256 for name, record in generation.files.items()}
    return {name: sha256 for name, sha256 in files.items() if not name.startswith("papers/")}


def test_papers_added_one_by_one_make_the_same_indexes_as_together(
    library: Library, tmp_path: Path, tea: Paper, bees: Paper
) -> None:
    """Byte for byte, and so does a library that a paper was removed from."""
    together = Library(tmp_path / "together", make_encoder=lambda _: ToyEncoder())
    add(together, tea, bees)
    add(library, tea)
    add(library, bees)
    assert index_files(library) == index_files(together)
    other = paper(tmp_path, "# On Ants\n\nAnts carry leaves of tea. They rest.\n", "ants.md")
    for place in ([other, tea, bees], [tea, other, bees], [tea, bees, other]):
        changed = Library(tmp_path / f"{place.index(other)}", make_encoder=lambda _: ToyEncoder())
        add(changed, *place)
        changed.remove(other.id)
        same, expected = index_files(changed), index_files(together)
        # Counts of tokens that no paper has any more stay as zeros at the end.
        assert same.pop("token_frequencies.npy")
        assert expected.pop("token_frequencies.npy")
        assert same == expected
        counts = opened(changed).token_frequencies
        known = opened(together).token_frequencies
        assert counts[: len(known)].tolist() == known.tolist()
        assert not counts[len(known) :].any()


def test_a_library_in_several_parts_is_searched_as_one(
    library: Library,
    tmp_path: Path,
    tea: Paper,
    bees: Paper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it finds, and how it is scored, does not depend on how papers came in and went."""
    whole = Library(tmp_path / "whole", make_encoder=lambda _: ToyEncoder())
    ants = paper(tmp_path, "# On Ants\n\nAnts carry leaves of tea. They rest.\n", "ants.md")
    add(whole, tea, ants, bees)
    monkeypatch.setattr("index.contents.count_to_join", lambda _sizes, _new: 0)
    wax = paper(tmp_path, "# On Wax\n\nWax is made by bees. It melts.\n", "wax.md")
    for each in (tea, wax, ants, bees):
        add(library, each)
    assert [stored.entry.papers for stored in stored_parts(opened(library).generation)] == [1] * 4
    library.remove(wax.id)
    assert [entry["number"] for entry in facts_of_parts(library)] == [1, 3, 4]
    for query in ("tea in London 1660", "bees rest", "leaves", "zebra"):
        for papers in ((), (ants.id, bees.id)):
            hits, expected = (
                HybridRetriever(opened(each), each.encoder()).search(query, papers=papers)
                for each in (library, whole)
            )
            assert [hit.passage for hit in hits] == [hit.passage for hit in expected]
            for hit, same in zip(hits, expected, strict=True):
                assert dict(hit.scores) == pytest.approx(dict(same.scores), abs=1e-5)


def facts_of_parts(library: Library) -> list[dict[str, object]]:
    """Return what the manifest says of the parts."""
    parts = opened(library).generation.facts["parts"]
    assert isinstance(parts, list)
    return parts


def test_the_manifest_tells_how_the_vectors_are_searched(library: Library, tea: Paper) -> None:
    """For each part, with how much is in it."""
    add(library, tea)
    assert facts_of_parts(library) == [
        {"number": 1, "papers": 1, "passages": 2, "dense_index": "flat inner product"}
    ]


def test_files_that_stay_are_the_same_files(library: Library, tea: Paper, bees: Paper) -> None:
    """Adding reads none of the papers that are there, and writes none of them anew."""
    add(library, tea)
    before = opened(library).generation.folder / "papers"
    inodes = {path.name: path.stat().st_ino for path in before.iterdir()}
    before_checksums = opened(library).generation.files
    add(library, bees)
    after = opened(library).generation
    for name, inode in inodes.items():
        assert (after.folder / "papers" / name).stat().st_ino == inode
        assert after.files[f"papers/{name}"] == before_checksums[f"papers/{name}"]


@given(st.lists(st.integers(1, 30_000), min_size=1, max_size=60))
def test_parts_stay_few_and_most_passages_are_left_alone(additions: list[int]) -> None:
    """Each part has twice what the next has, unless that is small; little ones are joined."""
    sizes: list[int] = []
    for new in additions:
        joined = count_to_join(sizes, new)
        sizes = [*sizes[: len(sizes) - joined], sum(sizes[len(sizes) - joined :]) + new]
        assert sum(size < 4_096 for size in sizes) <= 1
        assert all(first >= 4_096 and first >= 2 * second for first, second in pairwise(sizes))
    assert sum(sizes) == sum(additions)
    assert count_to_join([100_000, 4_095], 1) == 1
    assert count_to_join([100_000, 4_096], 1) == 0


def test_tokens_are_counted_by_sentence(library: Library, tea: Paper, bees: Paper) -> None:
    """The inverse document frequencies of late interaction rest on these counts."""
    add(library, tea, bees)
    frequencies = opened(library).token_frequencies
    (in_1660,) = library.encoder().encode(["in dance zebra"])
    known = [int(frequencies[token]) for token in in_1660.token_ids if token < len(frequencies)]
    assert known[:2] == [1, 1]
    assert not any(known[2:])
    assert opened(library).sentence_count == 7


def test_adding_a_paper_twice_changes_nothing(library: Library, tea: Paper) -> None:
    """The second time there is nothing new, and no new generation either."""
    add(library, tea)
    before = opened(library).generation.number
    assert add(library, tea) == ()
    assert opened(library).generation.number == before
    assert ids(library) == [tea.id]


def test_only_new_papers_are_encoded(
    library: Library, toy: ToyEncoder, tea: Paper, bees: Paper
) -> None:
    """What is stored is taken over with its vectors, however large the library is."""
    add(library, tea)
    toy.encoded = 0
    add(library, bees)
    sentences, passages, headings = 2, 1, 1
    assert toy.encoded == sentences + passages + headings
    toy.encoded = 0
    library.remove(tea.id)
    assert toy.encoded == 0


def test_papers_are_kept_in_the_order_in_which_they_were_added(
    library: Library, tea: Paper, bees: Paper
) -> None:
    """A paper that is removed and added again comes last."""
    add(library, tea)
    add(library, bees)
    assert ids(library) == [tea.id, bees.id]
    assert library.remove(tea.id).title == "A History of Tea"
    assert ids(library) == [bees.id]
    add(library, tea)
    assert ids(library) == [bees.id, tea.id]


def test_a_removed_paper_is_not_found_any_more(library: Library, tea: Paper, bees: Paper) -> None:
    """Neither by its words nor by its id; the other one is found as before."""
    add(library, tea, bees)
    assert "1660" in found(library, "tea in London 1660")[0]
    library.remove(tea.id)
    (left,) = found(library, "tea in London 1660")
    assert left == "Bees dance to share directions. They rest at night."
    with pytest.raises(UnknownPaper, match=rf"'{tea.id}' is not in the library .*{bees.id[:12]}"):
        opened(library).paper(tea.id)


def test_a_search_can_be_kept_to_some_papers(library: Library, tea: Paper, bees: Paper) -> None:
    """Named by their ids or the first letters of them, one or several, repeated or not."""
    add(library, tea, bees)
    (only,) = found(library, "tea in London 1660", bees.id[:6])
    assert only.startswith("Bees")
    assert len(found(library, "bees", tea.id, tea.id)) == 2
    assert len(found(library, "bees", tea.id, bees.id)) == 3
    with pytest.raises(UnknownPaper):
        found(library, "bees", tea.id, "nothing")


def test_the_first_letters_of_an_id_are_enough(library: Library, tea: Paper) -> None:
    """As long as they fit one paper only; no letters at all fit none."""
    add(library, tea)
    assert opened(library).paper(tea.id[:1]).id == tea.id
    with pytest.raises(UnknownPaper, match="'' is not in the library"):
        opened(library).paper("")


def test_letters_that_fit_several_papers_are_refused(library: Library, tea: Paper) -> None:
    """The message lists those they fit; a whole id is never one of several."""
    alike = [replace(tea, id=name) for name in ("aa1", "aa2", "b", "aa")]
    add(library, *alike)
    with pytest.raises(UnknownPaper, match=r"'a' fits several papers .*\(aa1, aa2, aa\)"):
        opened(library).paper("a")
    assert opened(library).paper("aa").id == "aa"
    assert opened(library).paper("b").id == "b"


def test_removing_an_unknown_paper_changes_nothing(library: Library, tea: Paper) -> None:
    """Of a library that has papers, and of one that was never made."""
    with pytest.raises(UnknownPaper, match="has no papers yet"):
        library.remove("abc")
    add(library, tea)
    with pytest.raises(UnknownPaper, match=r"'abc' is not in the library.*footnote papers"):
        library.remove("abc")
    assert ids(library) == [tea.id]


def test_a_library_can_be_emptied_and_filled_again(library: Library, tea: Paper) -> None:
    """It finds nothing meanwhile, and that is no damage."""
    add(library, tea)
    library.remove(tea.id)
    snapshot = opened(library)
    assert snapshot.entries == ()
    assert snapshot.passage_count == snapshot.sentence_count == 0
    assert found(library, "tea") == []
    assert snapshot.lexical.frequency("tea", np.zeros(0, dtype=bool)) == 0
    with pytest.raises(UnknownPaper, match="it is empty"):
        snapshot.paper(tea.id)
    add(library, tea)
    assert "1660" in found(library, "tea in London 1660")[0]


def test_an_opened_library_stays_as_it_was(library: Library, tea: Paper, bees: Paper) -> None:
    """A snapshot is known to be old, and still reads what it had."""
    add(library, tea)
    old = opened(library)
    assert library.snapshot(old) is old
    add(library, bees)
    newer = library.snapshot(old)
    assert newer is not None
    assert newer is not old
    assert [entry.id for entry in old.entries] == [tea.id]
    assert old.paper(tea.id) == tea


def test_a_passage_is_found_by_the_span_of_its_sentence(library: Library, tea: Paper) -> None:
    """A sentence is in exactly one passage."""
    add(library, tea)
    start = tea.text.index("It was too sweet.")
    sentence = Span(start, start + len("It was too sweet."))
    passage = opened(library).passage_at(tea.id, sentence)
    assert passage.section[-1] == "Decline"


def test_a_name_that_is_not_utf8_is_kept(library: Library, tea: Paper) -> None:
    """File systems hold names that are no text; Python gives them with surrogates."""
    odd = replace(tea, source="caf\udce9.md", title="caf\udce9")
    add(library, odd)
    assert opened(library).paper(tea.id) == odd


def test_another_model_is_refused(library: Library, tea: Paper) -> None:
    """For asking and for adding, with the name of the right one."""
    add(library, tea)
    other = Library(library.folder, make_encoder=ToyEncoder, model="other")
    message = r"built with the model toy, not with other\. Drop --model"
    with pytest.raises(LibraryMismatch, match=message):
        other.snapshot()
    with pytest.raises(LibraryMismatch, match=message):
        other.encode(tea)


def test_the_model_that_a_library_was_built_with_is_taken(library: Library, tea: Paper) -> None:
    """Nobody needs to name it again."""
    toys: list[str] = []

    def make(name: str) -> Encoder:
        toys.append(name)
        return ToyEncoder(name)

    add(Library(library.folder, make_encoder=make, model="special"), tea)
    again = Library(library.folder, make_encoder=make)
    assert again.encoder().name == "special"
    assert toys == ["special", "special"]
    assert opened(again).model == "special"


def test_other_weights_under_the_same_name_are_refused(library: Library, tea: Paper) -> None:
    """Their vectors cannot be compared with those that are stored."""
    add(library, tea)
    other = Library(library.folder, make_encoder=lambda name: ToyEncoder(name, seed=1))
    with pytest.raises(LibraryMismatch, match=r"other weights of the model toy \(hash"):
        other.encoder()


def test_a_library_begun_meanwhile_with_another_model_is_not_mixed(
    library: Library, tea: Paper, bees: Paper
) -> None:
    """Papers encoded for a new library are refused by one that came to be in between."""
    late = Library(library.folder, make_encoder=lambda _: ToyEncoder("late"))
    encoded = late.encode(bees)
    add(library, tea)
    with pytest.raises(LibraryMismatch, match="built with the model toy, not with late"):
        late.add([encoded])
    assert ids(library) == [tea.id]


def test_an_encoder_follows_a_library_that_was_made_anew(
    library: Library, tea: Paper, bees: Paper
) -> None:
    """A folder may be removed and filled by another model while a reader has it open."""
    reader = Library(library.folder, make_encoder=ToyEncoder)
    add(library, tea)
    assert reader.encoder(opened(reader)).name == "toy"
    library.folder.rename(library.folder.with_name("old"))
    add(Library(library.folder, make_encoder=lambda _: ToyEncoder("new", seed=2)), bees)
    renewed = Library(library.folder, make_encoder=lambda name: ToyEncoder(name, seed=2))
    assert renewed.encoder(opened(renewed)).name == "new"
    with pytest.raises(LibraryMismatch, match="other weights of the model new"):
        reader.encoder(opened(reader))


def files_of(library: Library) -> list[Path]:
    """Return the files of the current generation, but its manifest."""
    folder = opened(library).generation.folder
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"
    )


def use_everything(library: Library, paper_id: str) -> None:
    """Read every file of a library that has one paper."""
    assert opened(library).paper(paper_id).id == paper_id
    assert found(library, "tea")
    for stored in stored_parts(opened(library).generation):
        assert len(stored.whole().tokens) == 1


def test_a_damaged_or_missing_file_is_named(library: Library, tea: Paper) -> None:
    """Whichever it is: a flipped bit, a file cut off, a file gone."""
    add(library, tea)
    for path in files_of(library):
        content = path.read_bytes()
        for damage in (bytes([content[0] ^ 1]) + content[1:], content[:-1], None):
            path.unlink()
            if damage is not None:
                path.write_bytes(damage)
            message = rf"library .*is damaged: .*{path.name}.*footnote verify.*footnote repair"
            with pytest.raises(LibraryDamaged, match=message):
                use_everything(library, tea.id)
            path.write_bytes(content)
    use_everything(library, tea.id)


def flip_a_bit(path: Path) -> None:
    """Damage a file, whose size stays."""
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


@pytest.mark.parametrize("name", ["vectors", "postings", "tokens"])
def test_damage_is_not_taken_over_into_an_index(
    library: Library, tea: Paper, bees: Paper, name: str
) -> None:
    """Adding says which index is damaged, and changes nothing."""
    add(library, tea)
    number = opened(library).generation.number
    flip_a_bit(opened(library).generation.folder / "parts" / f"000001.{name}")
    with pytest.raises(LibraryDamaged, match=rf"000001\.{name} has changed"):
        add(library, bees)
    assert opened(library).generation.number == number


def test_a_damaged_paper_does_not_pass_for_sound_after_a_change(
    library: Library, tea: Paper, bees: Paper
) -> None:
    """Adding does not read it, keeps the checksum that it had, and so the damage is told."""
    add(library, tea)
    flip_a_bit(opened(library).generation.folder / "papers" / f"{tea.id}.vectors")
    add(library, bees)
    assert opened(library).paper(bees.id) == bees
    with pytest.raises(LibraryDamaged, match=rf"{tea.id}\.vectors has changed"):
        opened(library).paper(tea.id)


def test_a_damaged_paper_can_be_removed(library: Library, tea: Paper, bees: Paper) -> None:
    """The others are as good as before."""
    add(library, tea, bees)
    for damaged in (path for path in files_of(library) if path.stem == tea.id):
        flip_a_bit(damaged)
    library.remove(tea.id)
    assert ids(library) == [bees.id]
    assert found(library, "dance")


def test_another_format_version_is_refused(library: Library, tea: Paper) -> None:
    """The versions are named, and what to do."""
    add(library, tea)
    folder = opened(library).generation.folder
    manifest = (folder / "manifest.json").read_bytes()
    newer = manifest.replace(b'"format_version": 6', b'"format_version": 99')
    assert newer != manifest
    (folder / "manifest.json").write_bytes(newer)
    pointer = f"{folder.name} {hashlib.sha256(newer).hexdigest()}\n"
    (library.folder / "CURRENT").write_text(pointer)
    for attempt in (library.snapshot, library.encoder, lambda: library.remove(tea.id)):
        with pytest.raises(
            LibraryMismatch, match=r"format version 99; .* format versions 3, 4, 5 and 6"
        ):
            attempt()


def test_a_file_in_the_place_of_the_library_is_refused(tmp_path: Path, tea: Paper) -> None:
    """It stays what it is."""
    path = tmp_path / "tea.md"
    library = Library(path, make_encoder=lambda _: ToyEncoder())
    with pytest.raises(LibraryError, match=r"tea\.md cannot be used"):
        library.snapshot()
    with pytest.raises(LibraryError, match=r"tea\.md cannot be used"):
        add(library, tea)
    assert path.read_text(encoding="utf-8") == TEA


def test_folders_above_a_new_library_are_made(tmp_path: Path, tea: Paper) -> None:
    """However many are missing, with letters of every kind."""
    library = Library(tmp_path / "ä b" / "茶" / "library", make_encoder=lambda _: ToyEncoder())
    add(library, tea)
    assert ids(library) == [tea.id]
