"""Asking in a real Chromium where it takes time or goes wrong: models, queues, papers, errors."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import BROWSER_TEST
from tests.llm_servers import Reply, ScriptedServer, event, said, scripted_server
from tests.web_chat import (
    AMENDMENT,
    ANSWERING,
    ask,
    go_to,
    send,
    served_chat,
    wait_until_open,
)
from tests.web_panes import visitor
from ui.web.page.limits import ANSWERED_AT_ONCE

pytestmark = BROWSER_TEST

FIRST = "In light of the amendment, the US withheld the F-16 fighter jet supply to Pakistan"
SECOND = "The Pressler Amendment came in 1990"
FERRIES = (
    "# Ferries of Orava\n\n## The strike\n\nThe ferry crews of Orava went on strike in 1934. "
    "The company gave in since no lorry could reach the northern villages.\n"
)
STRIKE = "When did the ferry crews of Orava go on strike?"

CLICK_STOP = """
() => {
  window.stopClicked = false;
  const click = () => {
    const button = document.querySelector("#stop");
    if (!button?.offsetParent) return requestAnimationFrame(click);
    button.click();
    window.stopClicked = true;
  };
  requestAnimationFrame(click);
}
"""
"""Clicks Stop in the first frame in which it is there."""
KEEP_BACK_REPLY_TO_STOP = """
() => {
  const send = window.fetch;
  window.fetch = async (address, request) => {
    const reply = await send(address, request);
    const body = `${request?.body}`;
    const stops = `${address}`.includes("run/predict") && body.includes('"data":[null],');
    if (stops && !window.giveReply) await new Promise((give) => { window.giveReply = give; });
    return reply;
  };
}
"""
"""Lets the page wait for the reply to the first click on Stop."""


@dataclass
class Held:
    """The pieces of a reply: a sentence, and when `go` is set, another one and the end."""

    go: Event = field(default_factory=Event)

    def __iter__(self) -> Iterator[bytes]:
        yield event(f"{FIRST} [1].\n")
        self.go.wait(60)
        yield from said(f"{SECOND} [1].").pieces

    @property
    def reply(self) -> Reply:
        """The reply, which may be given several times at once."""
        return Reply(self)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, real_library: Path) -> Path:
    """Return the folder that the server keeps its things in."""
    folder = tmp_path_factory.mktemp("home")
    copytree(real_library, folder / "library")
    return folder


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    """Return a language model that says what each test wants."""
    with scripted_server(said(f"{FIRST} [1].")) as server:
        yield server


@pytest.fixture(scope="module")
def address(home: Path, model: ScriptedServer) -> Iterator[str]:
    """Return the address of a chat in which that model answers, unless it is told otherwise."""
    with served_chat(home, "--llm", model.url, "--llm-model", "some") as (served, _):
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page as a new visitor sees it."""
    with visitor(browser, address) as shown:
        wait_until_open(shown)
        yield shown


@pytest.fixture
def held(model: ScriptedServer) -> Iterator[Held]:
    """Let the model fall silent after a sentence, until it is told to go on."""
    held = Held()
    model.script[:] = [held.reply]
    model.asked.clear()
    yield held
    held.go.set()


def ask_in(page: Page, mode: str) -> None:
    """Choose who writes the answers."""
    page.get_by_label("Answer in").click()
    page.get_by_role("option", name=mode).click()


def give(page: Page, file: Path) -> None:
    """Drop a file in the library, and come back when the page says what became of it."""
    go_to(page, "Library")
    page.set_input_files("#library-files input[type=file]", file)
    expect(page.locator(".outcome li")).to_be_visible(timeout=30_000)


def remove(page: Page, title: str) -> None:
    """Take a paper out of the library."""
    go_to(page, "Library")
    page.get_by_role("button", name=f"Remove: {title}").click()
    expect(page.locator("#library-papers .title", has_text=title)).to_have_count(0)


def test_an_answer_grows_sentence_by_sentence(page: Page, held: Held) -> None:
    """Each stands with its footnote before the next one is written."""
    send(page, AMENDMENT)
    sentences = page.locator(".turn .sentence")
    expect(sentences).to_have_count(1, timeout=ANSWERING)
    expect(sentences.first).to_contain_text(f"{FIRST}. [1]")
    expect(page.locator(".turn")).to_have_attribute("data-kind", "pending")
    held.go.set()
    expect(page.locator(".turn")).to_have_attribute("data-kind", "answered")
    expect(sentences).to_have_count(2)
    expect(sentences.last).to_contain_text(SECOND)
    expect(page.locator('#source-1-1 mark[data-number="1"]')).to_contain_text("withheld the F-16")


@pytest.mark.parametrize("earlier", [[], ["Which amendment came in 1990?"]])
def test_a_question_is_in_the_box_again_if_the_page_is_left_before_its_answer(
    browser: Browser, address: str, held: Held, earlier: list[str]
) -> None:
    """Loaded anew, with an address or without one yet; once it is answered, it is not."""
    # Gradio complains in the console of an answer that is cut off.
    page = browser.new_page()
    page.goto(address)
    wait_until_open(page)
    for question in earlier:
        held.go.set()
        ask(page, question)
        page.wait_for_url("**/c/*")
    held.go.clear()
    send(page, AMENDMENT)
    expect(page.locator(".turn[data-kind=pending]")).to_contain_text(FIRST, timeout=ANSWERING)
    page.reload()
    box = page.get_by_label("Your question")
    expect(box).to_have_value(AMENDMENT)
    expect(page.locator(".turn")).to_have_count(len(earlier))
    held.go.set()
    box.press("Enter")
    answered = page.locator(".turn:is([data-kind=answered], [data-kind=closest])")
    expect(answered.locator(".question", has_text=AMENDMENT)).to_be_visible(timeout=ANSWERING)
    page.wait_for_url("**/c/*")
    page.reload()
    expect(page.locator(".turn")).to_have_count(len(earlier) + 1)
    expect(box).to_have_value("")
    page.close()


def test_stopping_brings_the_question_back_and_the_page_goes_on(
    page: Page, model: ScriptedServer, held: Held
) -> None:
    """What was answered before stays; the next question does not wait for the one that went."""
    model.script[:] = [said(f"{FIRST} [1].")]
    ask(page, AMENDMENT)
    model.script[:] = [held.reply]
    again = "Why did the US withhold F-16 jets from Pakistan?"
    send(page, again)
    expect(page.locator("[data-kind=pending] .sentence")).to_be_visible(timeout=ANSWERING)
    stop = page.get_by_role("button", name="Stop")
    stop.click()
    expect(stop).to_be_hidden()
    expect(page.locator(".question")).to_have_text([AMENDMENT])
    expect(page.locator("#source-1-1")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(again)
    model.script[:] = [said(f"{SECOND} [1].")]
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".turn").last).to_contain_text(SECOND, timeout=ANSWERING)
    expect(page.locator(".question")).to_have_text([AMENDMENT, again])


def test_who_stops_as_soon_as_there_is_a_button_gets_no_answer(
    page: Page, model: ScriptedServer, held: Held
) -> None:
    """The server may not have heard of the question yet: it is stopped once it has."""
    question = page.get_by_label("Your question")
    for _ in range(3):
        page.evaluate(CLICK_STOP)
        send(page, AMENDMENT)
        page.wait_for_function("window.stopClicked")
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        expect(question).to_have_value(AMENDMENT)
        expect(page.locator(".turn")).to_have_count(0)
    held.go.set()
    model.script[:] = [said(f"{SECOND} [1].")]
    question.press("Enter")
    expect(page.locator(".turn")).to_contain_text(SECOND, timeout=ANSWERING)
    expect(page.locator(".question")).to_have_text([AMENDMENT])


def test_stop_takes_while_an_earlier_stop_has_no_reply_yet(page: Page, held: Held) -> None:
    """The first answer has ended by then, and the next one is another."""
    page.evaluate(KEEP_BACK_REPLY_TO_STOP)
    for _ in range(2):
        send(page, AMENDMENT)
        expect(page.locator(".turn .sentence")).to_be_visible(timeout=ANSWERING)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_label("Your question")).to_have_value(AMENDMENT)
        expect(page.locator(".turn")).to_have_count(0)
    page.evaluate("window.giveReply()")
    held.go.set()


def test_a_question_that_waits_says_so_and_can_be_stopped(
    page: Page, browser: Browser, address: str, model: ScriptedServer, held: Held
) -> None:
    """Its place in the queue is told; who stops leaves the queue, and the next one is answered."""
    with ExitStack() as visits:
        for _ in range(ANSWERED_AT_ONCE):
            other = visits.enter_context(visitor(browser, address))
            wait_until_open(other)
            send(other, AMENDMENT)
            expect(other.locator(".turn .sentence")).to_be_visible(timeout=ANSWERING)
        send(page, AMENDMENT)
        line = page.locator("#conversation .progress-text")
        expect(line).to_contain_text("queue: 1/1")
        words = line.evaluate("line => getComputedStyle(line, '::before').content")
        assert "Waiting: others are being answered first" in words
        page.get_by_role("button", name="Stop").click()
        expect(line).to_be_hidden()
        expect(page.get_by_label("Your question")).to_have_value(AMENDMENT)
        last = visits.enter_context(visitor(browser, address, width=390))
        wait_until_open(last)
        send(last, AMENDMENT)
        expect(last.locator("#conversation .progress-text")).to_contain_text("queue: 1/1")
        held.go.set()
        expect(last.locator(".turn")).to_have_attribute("data-kind", "answered", timeout=ANSWERING)
    expect(page.locator(".turn")).to_have_count(0)
    assert len(model.asked) == ANSWERED_AT_ONCE + 1


def test_only_the_papers_that_are_ticked_are_asked(page: Page, tmp_path: Path) -> None:
    """A new paper is offered; it alone is cited then, and suggestions are about it; then all."""
    file = tmp_path / "ferries.md"
    file.write_text(FERRIES, encoding="utf-8")
    ask_in(page, "the paper’s own sentences")
    chip = page.locator("#scope-chip")
    expect(chip).to_contain_text("Asking this paper Pakistan’s Growing Relations with Russia")
    give(page, file)
    page.get_by_role("button", name="Ask this paper: Ferries of Orava").click()
    expect(chip).to_have_text("Asking this paper Ferries of Orava")
    expect(page.locator(".suggestion", has_text="The strike")).to_be_visible()
    ask(page, STRIKE)
    expect(page.locator(".source .place cite")).to_have_text(["Ferries of Orava"])
    ask(page, AMENDMENT)
    cited = {*page.locator(".source .place cite").all_text_contents()}
    assert cited == {"Ferries of Orava"}
    chip.click()
    page.get_by_role("button", name="Ask all papers").click()
    expect(chip).to_have_text("Asking all 2 papers")
    page.keyboard.press("Escape")
    ask(page, AMENDMENT)
    expect(page.locator("#source-3-1 cite")).to_contain_text("Pakistan")
    remove(page, "Ferries of Orava")


def test_a_file_that_cannot_be_read_is_told_with_its_remedy(page: Page, tmp_path: Path) -> None:
    """The page goes on: the library is as it was, and answers."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing that follows from that")
    give(page, file)
    failed = page.locator(".outcome .failed")
    expect(failed).to_contain_text("scan.pdf")
    expect(failed.locator(".more")).to_contain_text("scan.pdf is damaged or cut short")
    expect(failed.locator(".more")).to_contain_text("`qpdf scan.pdf repaired.pdf`")
    expect(page.locator(".papers li")).to_have_count(1)
    go_to(page, "Conversation")
    ask_in(page, "the paper’s own sentences")
    ask(page, AMENDMENT)
    expect(page.locator(".turn")).to_contain_text("Pressler Amendment")


def test_an_empty_library_says_what_to_do(
    page: Page, browser: Browser, address: str, tmp_path: Path
) -> None:
    """In each place that has nothing to show, and when it is asked; a file that is given helps."""
    remove(page, "Pakistan’s Growing Relations with Russia")
    with visitor(browser, address) as later:
        later.get_by_role("tab", name="Paper").click()
        expect(later.locator("#reading .empty")).to_contain_text("Add one in the Library")
        expect(later.locator(".suggestion").first).to_be_hidden()
        expect(later.locator("#scope-chip")).to_have_text("Asking no paper yet")
        send(later, STRIKE)
        expect(later.locator(".turn .notice")).to_contain_text("in the Library")
        file = tmp_path / "ferries.md"
        file.write_text(FERRIES, encoding="utf-8")
        give(later, file)
        go_to(later, "Conversation")
        expect(later.locator("#scope-chip")).to_contain_text("this paper Ferries of Orava")
        ask_in(later, "the paper’s own sentences")
        ask(later, STRIKE)
        expect(later.locator(".turn").last).to_contain_text("went on strike in 1934")


def test_a_server_that_is_gone_is_told_with_the_remedy(browser: Browser, tmp_path: Path) -> None:
    """The question stays in the box."""
    with served_chat(tmp_path, program="tests.toy_footnote") as (address, process):
        page = browser.new_page()
        page.goto(address)
        wait_until_open(page)
        expect(page.locator("#lost")).to_be_hidden()
        process.kill()
        process.wait()
        send(page, AMENDMENT)
        expect(page.get_by_role("alert").filter(has_text="footnote chat")).to_be_visible()
        expect(page.get_by_label("Your question")).to_have_value(AMENDMENT)
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        page.close()
