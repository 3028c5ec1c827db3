"""The works cited in a quote, from the file to everything that shows a citation."""

import json
from pathlib import Path

import pytest

from corpus.assembly import Origin
from corpus.formats.markdown import read_markdown
from corpus.paper import Paper, Reference, Span
from index.encoding.encoded_paper import encode_paper, file_names, read_encoded_paper, to_files
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.shapes import citation_shape
from tests.conftest import Footnote
from tests.toy_encoder import ToyEncoder
from ui.json_shapes import outline_shape
from ui.web.talk.sources import render_sources

TEXT = """# Bees

The hives in the valley stand near the river, as Brown saw [2].

## References

[1] Smith J, Lee A. Growth of hives. Nature. 2009;23:45-67. doi:10.1000/182

[2] Brown C. <b>Rivers</b> & hives. Science. 2011;3:1-9. https://bees.example/?a=1
"""
BROWN = Reference(
    "2",
    "Brown C. <b>Rivers</b> & hives. Science. 2011;3:1-9. https://bees.example/?a=1",
    ("Brown",),
    "2011",
)
QUOTE = "The hives in the valley stand near the river, as Brown saw [2]."


@pytest.fixture
def paper() -> Paper:
    """Return a paper with two references, of which its only sentence cites the second."""
    escaped = TEXT.replace("<b>", r"\<b>").replace("</b>", r"\</b>")
    return read_markdown(escaped, Origin("0123456789ab", "bees.md"))


@pytest.fixture
def citation(paper: Paper) -> Citation:
    """Return a citation of that sentence."""
    span = paper.sentences[0]
    return Citation(
        number=1,
        paper_id=paper.id,
        title=paper.title,
        section=(),
        page=None,
        span=span,
        quote=QUOTE,
        passage_span=span,
        passage_text=QUOTE,
        references=paper.references_in(span),
    )


def test_a_library_keeps_references(paper: Paper, tmp_path: Path) -> None:
    """A paper that is written and read again has its references and links."""
    assert paper.references[1] == BROWN
    assert [link.targets for link in paper.reference_links] == [(1,)]
    for name, content in to_files(encode_paper(paper, ToyEncoder())).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    read = read_encoded_paper(*(tmp_path / name for name in file_names(paper.id)))
    assert read.paper == paper


def test_json_tells_references(paper: Paper, citation: Citation) -> None:
    """A citation has the works that its quote cites; the outline has all of them."""
    assert citation_shape(citation)["references"] == [
        {"label": "2", "text": BROWN.text, "year": "2011", "doi": None}
    ]
    assert outline_shape(paper, 1, with_text=False)["references"] == [
        {
            "label": "1",
            "text": "Smith J, Lee A. Growth of hives. Nature. 2009;23:45-67. doi:10.1000/182",
        },
        {"label": "2", "text": BROWN.text},
    ]


def test_the_page_shows_references_as_text(citation: Citation) -> None:
    """Markup in an entry is shown as it was typed; its address is a link."""
    answer = Answer(
        question="Where?",
        standalone_question="Where?",
        sentences=(AnswerSentence(QUOTE, (1,)),),
        citations=(citation,),
        abstained=False,
        confidence=0.9,
    )
    page = render_sources([Turn("Where?", answer)], titles={})
    assert "Works cited in the quote" in page
    assert "Brown C. &lt;b&gt;Rivers&lt;/b&gt; &amp; hives." in page
    assert 'href="https://bees.example/?a=1"' in page
    assert "<b>" not in page


def test_a_quote_without_marks_cites_nothing(paper: Paper) -> None:
    """Only what is cited inside the quote counts."""
    assert paper.references_in(Span(0, 10)) == ()


def test_commands_show_references(footnote: Footnote, tmp_path: Path) -> None:
    """The outline lists the references; an answer shows those that its quote cites."""
    file = tmp_path / "bees.md"
    file.write_text(TEXT, encoding="utf-8")
    added = json.loads(footnote("add", str(file), "--json").output)["added"][0]["id"]
    outline = footnote("outline", added)
    assert outline.status == 0
    assert "References\n  [1] Smith J, Lee A. Growth of hives." in outline.output
    answer = footnote("ask", "What is the main conclusion of the paper?", "--paper", added)
    assert answer.status == 0
    assert "Cites [2] Brown C." in answer.output
    assert "Smith" not in answer.output
