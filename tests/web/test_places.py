"""The addresses of the page, and how it is laid out, in a real Chromium over a real server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import BROWSER_TEST
from tests.toy_site import add_to_library, served_library
from tests.web_chat import AMENDMENT, ask, go_to, wait_until_open
from tests.web_panes import visitor
from ui.conversations.store import Entry
from ui.web.history.text import conversation_list, day_label

pytestmark = BROWSER_TEST

GWADAR = "Why is the port of Gwadar important?"
QUESTIONS = (
    *(AMENDMENT, GWADAR, "What is the boiling point of water?"),
    "Sum up “Conclusion”",
    *("Who is the author?", "What is the paper about?", "What does note 3 say?"),
    *("When did the Cold War end?", "Which page is the Tashkent Agreement on?"),
    *("Who was president of Russia?", "What is CPEC?", "List the amendments"),
)
IN_SIGHT = """
() => {
  const seen = document.querySelector("#conversation").getBoundingClientRect();
  const last = [...document.querySelectorAll(".turn")].at(-1);
  const begins = last.querySelector(".question").getBoundingClientRect();
  const says = last.querySelector(".answer").getBoundingClientRect();
  const box = document.querySelector("#question").getBoundingClientRect();
  return begins.top >= seen.top - 1 && says.top + 20 < seen.bottom && seen.bottom <= box.top
    && box.bottom <= innerHeight;
}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the server keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Return the address of a server that has two papers."""
    file = home / "ferries.md"
    file.write_text("# Ferries of Orava\n\n## The strike\n\nThe crews went on strike in 1934.\n")
    add_to_library(home, file)
    with served_library(home) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page as a new visitor sees it."""
    with visitor(browser, address) as shown:
        wait_until_open(shown)
        yield shown


def wait_until_kept(page: Page) -> None:
    """Wait until the conversation has an address."""
    page.wait_for_url("**/c/*")


def test_a_conversation_has_an_address_with_the_papers_that_it_asks(
    page: Page, browser: Browser, address: str
) -> None:
    """Loaded anew, in another window, and after another one: it is there, and asks the same."""
    page.locator("#scope-chip").click()
    page.get_by_role("group", name="Papers to ask").get_by_label("Ferries of Orava").check()
    chip = page.locator("#scope-chip")
    expect(chip).to_have_text("Asking this paper Ferries of Orava")
    page.keyboard.press("Escape")
    ask(page, "When did the crews go on strike?")
    wait_until_kept(page)
    first = page.url
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    expect(chip).to_have_text("Asking this paper Ferries of Orava")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.locator("#scope-chip").click()
    page.get_by_role("button", name="Ask all papers").click()
    expect(chip).to_have_text("Asking all 2 papers")
    page.keyboard.press("Escape")
    ask(page, AMENDMENT)
    page.wait_for_url(lambda url: "/c/" in url and url != first)
    page.go_back()
    expect(page.locator(".question")).to_have_text("When did the crews go on strike?")
    expect(chip).to_have_text("Asking this paper Ferries of Orava")
    with visitor(browser, address, place=first.partition(f"{address}/")[2]) as other:
        expect(other.locator(".question")).to_have_text("When did the crews go on strike?")
        expect(other.locator("#scope-chip")).to_have_text("Asking this paper Ferries of Orava")


@pytest.mark.parametrize("question", [AMENDMENT, "When did the crews of Orava go on strike?"])
def test_a_place_in_a_paper_has_an_address(
    page: Page, browser: Browser, address: str, question: str
) -> None:
    """Of whichever paper, with the passage marked; back leads to the conversation, still there."""
    ask(page, question)
    wait_until_kept(page)
    kept = page.url
    page.locator(".source").first.get_by_role("link", name="Read it in the paper").click()
    marked = page.locator(".reading .marked").first
    expect(marked).to_be_in_viewport()
    words = marked.inner_text()
    place = page.url
    assert "/p/" in place
    assert "#" in place
    page.reload()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".reading .marked").first).to_have_text(words)
    expect(page).to_have_url(place)
    page.go_back()
    page.wait_for_url(kept)
    expect(page.locator(".turn")).to_have_count(1)
    with visitor(browser, address, place=place.partition(f"{address}/")[2]) as other:
        expect(other.locator(".reading .marked").first).to_have_text(words)
        expect(other.locator(".reading .marked").first).to_be_in_viewport()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("c/nosuch", "There is no conversation 'nosuch'"),
        ("p/nosuch", "The paper id 'nosuch' is not in the library"),
        ("evaluation/nosuch", "There is no run “nosuch” here"),
    ],
)
def test_what_is_not_there_is_told(browser: Browser, address: str, place: str, told: str) -> None:
    """With the page around it, from where one can go on."""
    with visitor(browser, address, place=place) as page:
        expect(page.locator(".notice").filter(has_text=told)).to_be_visible()
        go_to(page, "Library")
        expect(page.locator(".papers li").first).to_be_visible()


def test_the_rail_is_out_of_the_way_when_it_is_closed(page: Page) -> None:
    """No tab stop is left in it; where there is little room it is a drawer that Escape closes."""
    rail = page.locator("#rail")
    toggle = page.get_by_role("button", name="Conversations and papers")
    expect(rail).to_be_visible()
    toggle.click()
    expect(rail).to_be_hidden()
    expect(rail).to_have_attribute("inert", "")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Conversations and papers")).to_be_visible()
    assert page.evaluate("document.querySelector('#rail').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(rail).to_be_hidden()
    expect(toggle).to_be_focused()


def test_suggestions_are_a_line_that_folds(page: Page) -> None:
    """And stay folded when the page is loaded anew."""
    line = page.locator("#suggestions")
    assert line.evaluate("line => line.offsetHeight") < 60
    page.get_by_role("button", name="Suggestions").click()
    expect(page.locator(".suggestion").first).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Suggestions")).to_have_attribute(
        "aria-expanded", "false"
    )
    expect(page.locator(".suggestion").first).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 820, 390])
def test_the_newest_answer_begins_in_sight(browser: Browser, address: str, width: int) -> None:
    """Whatever is above, and the box to ask in stays at the foot of the page."""
    with visitor(browser, address, width=width) as page:
        wait_until_open(page)
        for question in QUESTIONS:
            ask(page, question)
            # What is drawn after the answer may not push it away.
            page.wait_for_timeout(400)
            assert page.evaluate(IN_SIGHT), question
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_conversations_stand_under_their_days() -> None:
    """The open one is marked for who cannot see it, and a name is shown as it was typed."""
    today = date(2026, 11, 30)
    labels = [day_label(date(2026, 11, day), today=today) for day in (30, 29, 23)]
    assert labels == ["Today", "Yesterday", "Monday 23 November"]
    assert day_label(date(2025, 11, 23), today=today) == "Sunday 23 November 2025"
    listed = conversation_list([Entry("a", "<b>Tea</b>", 0.0, 1)], "a", today=today)
    assert 'data-current="a"' in listed
    assert 'aria-current="page"' in listed
    assert "<bdi>&lt;b&gt;Tea&lt;/b&gt;</bdi>" in listed


def test_yesterdays_conversation_is_found(page: Page, home: Path, address: str) -> None:
    """Under its day, by its first question."""
    ask(page, GWADAR)
    wait_until_kept(page)
    with closing(sqlite3.connect(home / "conversations.sqlite")) as kept, kept:
        kept.execute("UPDATE conversation SET changed = changed - 86400")
    page.goto(address)
    expect(page.locator("#history-list h3").first).to_have_text("Yesterday")
    page.locator("a.conversation", has_text=GWADAR).first.click()
    expect(page.locator(".question")).to_have_text(GWADAR)
