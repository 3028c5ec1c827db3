"""The retriever: dense and lexical rankings, fused and reordered."""

import itertools

import pytest

from corpus.errors import UnknownPaper
from corpus.formats import read_bundled_paper, read_paper
from index.hits import Retriever
from index.library import Library
from index.retriever import DEPTH, HybridRetriever
from qa.understanding.question import check_question
from qa.workspace import Workspace
from tests.toy_encoder import ToyEncoder

AMENDMENT = "Which amendment led the US to withhold F-16 jets from Pakistan?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library of the bundled paper, and of one with more sections than are looked at."""
    folder = tmp_path_factory.mktemp("retriever")
    sections = (f"## Part {n}\n\nBees of hive {n} dance at noon.\n\n" for n in range(DEPTH + 40))
    (folder / "bees.md").write_text("# On Bees\n\n" + "".join(sections))
    library = Library(folder / "library", make_encoder=ToyEncoder)
    papers = (read_bundled_paper(), read_paper(folder / "bees.md"))
    library.add([library.encode(paper) for paper in papers])
    return library


@pytest.fixture
def retriever(library: Library) -> HybridRetriever:
    """Return the retriever over all of it."""
    snapshot = library.snapshot()
    assert snapshot is not None
    return HybridRetriever(snapshot, library.encoder())


def test_hits_are_ranked_from_one_and_higher_is_better(retriever: Retriever) -> None:
    """Every passage comes once, with the parts of its score."""
    hits = retriever.search(AMENDMENT, k=20)
    assert [hit.rank for hit in hits] == list(range(1, 21))
    assert all(one.score >= other.score for one, other in itertools.pairwise(hits))
    assert len({hit.passage.id for hit in hits}) == 20
    for hit in hits:
        assert {"dense", "lexical", "fused"} <= set(hit.scores)
        assert -1.0 <= hit.scores["dense"] <= 1.0
        assert hit.scores["lexical"] >= 0.0
        assert 0.0 < hit.scores["fused"] <= 2 / 61


def test_the_passage_with_the_words_of_the_query_comes_first(retriever: Retriever) -> None:
    """Of either paper."""
    best = retriever.search(AMENDMENT, k=1)[0].passage
    assert "F-16 fighter jet" in best.text
    assert best.page == "93"
    assert retriever.search("hive 7 bees dance", k=1)[0].passage.text == (
        "Bees of hive 7 dance at noon."
    )


def test_passages_are_slices_of_their_papers(retriever: HybridRetriever) -> None:
    """Offsets recover the text, and the id tells them."""
    for hit in retriever.search("Pakistan and Russia", k=50):
        passage = hit.passage
        text = retriever.snapshot.paper(passage.paper_id).text
        assert text[passage.start : passage.end] == passage.text
        assert passage.id == f"{passage.paper_id}:{passage.start}-{passage.end}"


def test_the_same_query_gives_the_same_hits(retriever: HybridRetriever, library: Library) -> None:
    """To the last digit, from a library opened anew as well."""
    snapshot = library.snapshot()
    assert snapshot is not None
    again = HybridRetriever(snapshot, ToyEncoder(library.encoder().name))
    assert retriever.search(AMENDMENT) == retriever.search(AMENDMENT) == again.search(AMENDMENT)


@pytest.mark.parametrize("query", ["zyzzyva qwertz", "茶", "the of and", "?"])
def test_a_query_of_unknown_words_still_gives_the_nearest(retriever: Retriever, query: str) -> None:
    """Nothing matches lexically; the dense ranking has its say alone."""
    hits = retriever.search(query, k=5)
    assert len(hits) == 5
    assert {hit.scores["lexical"] for hit in hits} == {0.0}


def test_as_many_hits_come_as_are_asked_for(retriever: HybridRetriever) -> None:
    """Also more than the rankings usually contribute, and never more than there are."""
    count = retriever.snapshot.passage_count
    assert count > DEPTH + 40
    for k in (1, DEPTH, DEPTH + 30, count, count + 1_000):
        assert len(retriever.search("bees", k=k)) == min(k, count)
    assert retriever.search("bees", k=0) == ()


def test_only_the_papers_named_are_searched(retriever: HybridRetriever) -> None:
    """However much better the others fit."""
    bundled, bees = (entry.id for entry in retriever.snapshot.entries)
    hits = retriever.search("hive 7 bees dance", k=500, papers=[bundled])
    assert {hit.passage.paper_id for hit in hits} == {bundled}
    assert len(hits) == retriever.snapshot.entries[0].passages
    both = retriever.search("hive 7 bees dance", papers=[bees, bundled])
    assert both == retriever.search("hive 7 bees dance")
    with pytest.raises(UnknownPaper):
        retriever.search("bees", papers=["zz"])


@pytest.mark.parametrize(
    ("question", "words", "page"),
    [
        (AMENDMENT, "Pressler Amendment", "93"),
        ("Where was the 1966 agreement between Pakistan and India made?", "Tashkent", "95"),
        ("Which port is Russia interested in for warm waters?", "Gwadar", "98"),
    ],
)
def test_the_default_model_finds_what_is_asked(
    real_workspace: Workspace, question: str, words: str, page: str
) -> None:
    """Among the first three passages, with the page it stands on."""
    hits = real_workspace.search(check_question(question), k=3)
    assert any(words in hit.passage.text for hit in hits)
    assert any(hit.passage.page == page for hit in hits)
