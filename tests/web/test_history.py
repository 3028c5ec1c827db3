"""Kept conversations on the page, in a real Chromium over a real server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import NEEDS_CHROMIUM
from tests.conversation_samples import ABSTAINED, ANSWERED
from tests.serving import PROJECT, address_of
from ui.conversations.store import Conversations, Entry
from ui.web.history.keeping import Current, keep_turns, label_of

GWADAR = "Why is the port of Gwadar important?"
AMENDMENT = "Which amendment led the US to withhold F-16 jets from Pakistan?"
HOSTILE = "<img src=x onerror=\"document.title = 'x'\"> **Tea** \u202ereversed"
PROGRAM = """
import index.encoding.encoders
import qa.workspace
from tests.toy_encoder import ToyEncoder
from ui.web.serving.server import serve
index.encoding.encoders.make_encoder = ToyEncoder
serve(qa.workspace.open_workspace, port=0)
"""


@pytest.fixture(scope="module")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the server keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(served_home: Path) -> Iterator[str]:
    """Serve the page over the toy encoder, from a process of its own."""
    environment = {**os.environ, "FOOTNOTE_HOME": str(served_home), "FOOTNOTE_READER": "none"}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        ready = address_of(process)
        try:
            yield ready
        finally:
            process.terminate()
            assert "Traceback" not in process.communicate(timeout=20)[1]


@pytest.fixture
def page(browser: Browser, address: str, served_home: Path) -> Iterator[Page]:
    """Return the page with the pane open, and nothing kept yet."""
    for file in served_home.glob("conversations.sqlite*"):
        file.unlink()
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    expect.set_options(timeout=15_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    visit(page, address)
    yield page
    context.close()
    assert troubles == []


def visit(page: Page, address: str) -> None:
    """Open the page anew."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Ask the paper")).to_be_visible()
    expect(page.locator(".days")).to_be_visible()


def labels(page: Page) -> Locator:
    """Return the lines of the list."""
    return page.locator("a.conversation")


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is there and the conversation is in the list."""
    turns = page.locator(
        ".turn:is([data-kind=answered], [data-kind=closest], [data-kind=declined])"
    )
    before = turns.count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    expect(turns).to_have_count(before + 1)
    expect(page.locator("a.conversation[aria-current]")).to_have_count(1)


def do(page: Page, what: str, name: str) -> None:
    """Choose from the menu of a conversation in the list."""
    page.get_by_role("button", name=f"More for {name}").click()
    page.get_by_role("menuitem", name=what, exact=True).click()


def shown(page: Page) -> list[str]:
    """Return what both sides of the page show, as HTML."""
    parts = page.locator("#conversation [role=log], #sources .group").all()
    return [str(part.evaluate("part => part.outerHTML")) for part in parts]


def begin_anew(page: Page) -> None:
    """Begin a new conversation."""
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("a.conversation[aria-current]")).to_have_count(0)


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_a_conversation_reopens_as_it_was(page: Page, address: str) -> None:
    """After another one, and after the page was loaded anew; it then goes on where it was."""
    expect(page.get_by_text("What you ask is kept here")).to_be_visible()
    ask(page, GWADAR)
    ask(page, "What is the boiling point of water?")
    before = shown(page)
    begin_anew(page)
    ask(page, AMENDMENT)
    expect(labels(page)).to_have_text([AMENDMENT, GWADAR])
    visit(page, address)
    labels(page).nth(1).click()
    expect(page.locator(".turn")).to_have_count(2)
    assert shown(page) == before
    ask(page, "When did it come?")
    expect(labels(page)).to_have_text([GWADAR, AMENDMENT])
    labels(page).nth(1).click()
    expect(page.locator(".turn")).to_have_count(1)
    labels(page).nth(0).click()
    expect(page.locator(".turn")).to_have_count(3)


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_conversations_are_searched_renamed_and_deleted(page: Page, address: str) -> None:
    """By words of questions and answers; a name stays; deleting asks first."""
    ask(page, GWADAR)
    begin_anew(page)
    ask(page, AMENDMENT)
    search = page.get_by_label("Search conversations")
    search.fill("gwad")
    expect(labels(page)).to_have_text([GWADAR])
    search.fill("nowhere to be found")
    expect(page.get_by_text("No conversation has these words.")).to_be_visible()
    search.fill("")
    expect(labels(page)).to_have_count(2)
    do(page, "Rename", AMENDMENT)
    page.get_by_label("Name of the conversation").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(labels(page).first).to_have_text(HOSTILE.replace("\u202e", ""))
    visit(page, address)
    expect(labels(page).first).to_have_text(HOSTILE.replace("\u202e", ""))
    assert page.title() == "Footnote"
    labels(page).first.click()
    expect(page.locator(".question")).to_have_text(AMENDMENT)
    do(page, "Delete", "<img")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Delete for good")).to_be_hidden()
    expect(labels(page)).to_have_count(2)
    do(page, "Delete", "<img")
    page.get_by_role("button", name="Delete for good").click()
    expect(labels(page)).to_have_text([GWADAR])
    expect(page.get_by_role("heading", name="Ask the paper")).to_be_visible()
    assert "/c/" not in page.url


FORMS = ("Markdown", "HTML", "Plain text", "BibTeX", "CSL-JSON")


def saved(page: Page, form: str, name: str) -> tuple[str, str]:
    """Save a conversation in a format; give the name and the content of the file."""
    with page.expect_download() as download:
        do(page, f"Save as {form}", name)
    return download.value.suggested_filename, download.value.path().read_text("utf-8")


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_a_conversation_is_saved_as_a_file(page: Page) -> None:
    """In every format, with the quotes and the numbers that the page shows."""
    ask(page, GWADAR)
    ask(page, AMENDMENT)
    quote = page.locator("#mark-1-1").get_attribute("data-quote")
    assert quote
    name, text = saved(page, "Plain text", GWADAR)
    assert name == "Why-is-the-port-of-Gwadar-important.txt"
    assert f"[1] “{quote}”" in text
    assert AMENDMENT in text
    name, text = saved(page, "Markdown", GWADAR)
    assert name.endswith(".md")
    assert f"## {GWADAR}\n" in text
    name, text = saved(page, "BibTeX", GWADAR)
    assert name.endswith(".bib")
    assert "title = {{Pakistan’s Growing Relations with Russia}}" in text
    name, text = saved(page, "CSL-JSON", GWADAR)
    assert name.endswith(".json")
    assert json.loads(text)[0]["custom"]["citations"][0]["quote"] == quote
    name, text = saved(page, "HTML", GWADAR)
    assert name.endswith(".html")
    assert text.startswith("<!DOCTYPE html>")


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_any_answer_is_saved_by_itself(page: Page) -> None:
    """In every format, under the name of its question, and with nothing of the others."""
    for question in (GWADAR, AMENDMENT):
        ask(page, question)
    quotes = [page.locator(f"#mark-{turn}-1").get_attribute("data-quote") or "" for turn in (1, 2)]
    cite = page.get_by_role("group", name="Answer 2").get_by_role("button", name="Cite")
    for form in FORMS:
        cite.click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=f"Save as {form}").click()
        text = download.value.path().read_text("utf-8")
        assert download.value.suggested_filename.startswith("Which-amendment-led-the-US"), form
        told = unescape(text) if form == "HTML" else text
        assert quotes[1][:20] in told, form
        assert quotes[0] not in told, form
        assert GWADAR not in told, form


def test_other_turns_never_take_the_place_of_a_kept_conversation(tmp_path: Path) -> None:
    """What begins otherwise is a conversation of its own; what goes on is the same one."""
    conversations = Conversations(tmp_path / "conversations.sqlite")
    first = keep_turns(conversations, [ANSWERED], None, titles={"cups": "Cups"})
    assert first is not None
    again = keep_turns(conversations, [ANSWERED, ABSTAINED], first, titles={})
    assert again == first == Current(first.id, ANSWERED, {"cups": "Cups"})
    other = keep_turns(conversations, [ABSTAINED], again, titles={})
    assert other is not None
    assert other.id != first.id
    assert conversations.open(first.id).turns == (ANSWERED, ABSTAINED)
    assert keep_turns(conversations, (), other, titles={}) is None


def test_a_label_is_one_short_line() -> None:
    """A long name is cut, and nothing in it reorders what stands around it."""
    assert label_of(Entry("a", "One\n\u202etwo", 0.0, 1)) == "One two"
    assert label_of(Entry("a", "x" * 71, 0.0, 1)) == "x" * 69 + "…"
    assert label_of(Entry("a", "x" * 70, 0.0, 1)) == "x" * 70
