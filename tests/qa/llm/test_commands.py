"""The options for language models on the command line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Footnote
from tests.llm_servers import Reply, said, scripted_server

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"
TRUE = "In light of the amendment, the US withheld the F-16 fighter jet supply to Pakistan"


def test_a_model_is_one_option_away(real_footnote: Footnote) -> None:
    """The mode stands in the document, and the answer has its footnotes."""
    with scripted_server(said(f"{TRUE} [1].")) as server:
        outcome = real_footnote(
            "ask", QUESTION, "--json", "--llm", server.url, "--llm-model", "some"
        )
    assert outcome.status == 0
    answer = json.loads(outcome.output)
    assert (answer["mode"], answer["notice"]) == ("llm", None)
    assert answer["answer"] == f"{TRUE}. [1]"


def test_why_a_model_did_not_answer_is_shown(
    real_footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the sources; the key is not."""
    monkeypatch.setenv("FOOTNOTE_LLM_KEY", "sk-do-not-tell")
    with scripted_server(Reply([b"sk-do-not-tell"], 401)) as server:
        outcome = real_footnote("ask", QUESTION, "--llm", server.url, "--llm-model", "some")
    assert outcome.status == 0
    assert server.keys == ["Bearer sk-do-not-tell"]
    shown = " ".join(outcome.output.split())
    assert "it refuses the key (status 401); set FOOTNOTE_LLM_KEY" in shown
    assert "sk-do-not-tell" not in outcome.output + outcome.errors


def test_an_evaluation_asks_the_model(real_footnote: Footnote, tmp_path: Path) -> None:
    """And records which one; every quote exists."""
    qa_file = tmp_path / "qa.jsonl"
    row = {"id": "1", "question": QUESTION, "answers": ["withheld the F-16"], "evidence": [TRUE]}
    qa_file.write_text(json.dumps(row))
    with scripted_server(said(f"{TRUE} [1].")) as server:
        outcome = real_footnote(
            "evaluate", qa_file, "--json", "--llm", server.url, "--llm-model", "some"
        )
    assert outcome.status == 0
    evaluation = json.loads(outcome.output)
    assert evaluation["settings"]["llm"]["model"] == "some"
    assert evaluation["metrics"]["quote_exists"]["value"] == 1.0
    assert evaluation["metrics"]["citation_recall"]["value"] == 1.0
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--llm", "example.org"], 1, "it is no address that begins with http:// or https://"),
        (["--llm", "local:nothing.gguf"], 1, "there is no such file"),
        (["--llm-model", "some"], 2, "--llm-model needs --llm"),
        (["--llm", "http://h", "--llm-timeout", "never"], 2, "no number of seconds"),
        (["--llm", "http://h", "--llm-timeout", "0"], 2, "no number of seconds"),
        (["--llm", "http://h", "--llm-context", "-1"], 2, "not a whole number"),
        (["--llm", "http://h", "--llm-mode", "prose"], 2, "invalid choice"),
    ],
)
def test_wrong_options_are_told(
    footnote: Footnote, options: list[str], status: int, message: str
) -> None:
    """Before anything is asked."""
    outcome = footnote("ask", QUESTION, *options)
    assert outcome.status == status
    assert message in outcome.errors
    assert outcome.output == ""


def test_the_help_tells_where_the_key_is_read(footnote: Footnote) -> None:
    """Of each command that takes a model."""
    for command in ("ask", "chat", "evaluate"):
        outcome = footnote(command, "--help")
        assert outcome.status == 0
        for option in ("--llm URL", "--llm-model", "--llm-mode", "FOOTNOTE_LLM_KEY"):
            assert option in outcome.output
