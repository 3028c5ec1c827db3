"""The page of a PDF beside its source: drawn when it is opened, with the quote boxed."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from corpus.formats import read_paper
from corpus.identity import paper_id
from corpus.paper import Span
from tests.chromium import NEEDS_CHROMIUM
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf, wrap
from tests.toy_site import add_to_library, served_library
from tests.web_panes import show_sources, visitor
from ui.web.page.limits import PAPERS_ASKED, QUOTE_CHARACTERS
from ui.web.paper.quoted_page import is_quote

QUESTION = "Why did the governor of Orava close the salt road in 1934?"
ANSWER = "The governor of Orava closed the salt road in 1934 because no ferry carried grain."
FILLING = (
    "Whoever wished to build a mill had to ask for the consent of the crown, and the rivers of "
    "the province stayed its property until the reform of the estates came about. "
)
SECRET = ("ada", "lovelace")


def salt_roads() -> bytes:
    """Draw a paper of three pages, numbered from 17; the answer is on the second."""
    pdf = Pdf()
    for number in (17, 18, 19):
        pdf.centre(HEIGHT - 40, "Journal of Roads", size=9)
        middle = ANSWER if number == 18 else "The rivers were low in that year."
        pdf.lines(wrap(3 * FILLING, width=RIGHT - LEFT))
        pdf.lines(wrap(middle, width=RIGHT - LEFT))
        pdf.lines(wrap(3 * FILLING, width=RIGHT - LEFT))
        pdf.centre(40, str(number))
        pdf.new_page()
    return pdf.finish()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with the paper, added as a person would."""
    home = tmp_path_factory.mktemp("home")
    file = home / "salt.pdf"
    file.write_bytes(salt_roads())
    add_to_library(home, file)
    return home


@pytest.fixture(scope="module")
def paper(home: Path) -> str:
    """Return the paper's id."""
    return paper_id((home / "salt.pdf").read_bytes())


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Return the address of a server for the module."""
    with served_library(home) as address:
        yield address


def fetch(address: str, path: str) -> tuple[int, str]:
    """Return the status and the text of what is served under a path."""
    try:
        with urlopen(f"{address}/{path}") as reply:  # noqa: S310 - of our own server
            return reply.status, reply.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_only_papers_of_the_library_have_pages(address: str, home: Path, paper: str) -> None:
    """No path leads out of them, and nothing but a span of characters is taken."""
    status, known = fetch(address, f"pages?paper={paper}&paper=..%2F..%2Fsecret&paper={'0' * 32}")
    assert (status, json.loads(known)) == (200, [paper])
    # What was kept of conversations by an older version has the beginning of the id.
    status, known = fetch(address, f"pages?paper={paper[:12]}")
    assert (status, json.loads(known)) == (200, [paper[:12]])
    assert fetch(address, f"pages/{paper[:12]}?start=0&end=9")[0] == 200
    (home / "library" / "originals" / "stranger.pdf").write_bytes(salt_roads())
    for path, status, words in (
        ("pages/stranger?start=0&end=9", 404, "does not have this paper"),
        ("pages/..%2F..%2Fsalt?start=0&end=9", 404, ""),
        (f"pages/{paper}?start=9&end=9", 404, "no such characters"),
        (f"pages/{paper}?start=0&end=99999999", 404, "no such characters"),
        (f"pages/{paper}?start=-1&end=9", 404, "no such characters"),
        (f"pages/{paper}", 404, "no such characters"),
    ):
        given, text = fetch(address, path)
        assert given == status, path
        assert words in text
        assert "Traceback" not in text


def test_what_may_be_asked_of_pages_ends_at_its_limits(
    home: Path, address: str, paper: str
) -> None:
    """So many papers at once, a quote of so many characters, and none beyond the paper's end."""
    for unknown, told in ((PAPERS_ASKED - 1, f'["{paper}"]'), (PAPERS_ASKED, "[]")):
        asked = "".join(f"paper={number}&" for number in range(unknown))
        assert fetch(address, f"pages?{asked}paper={paper}") == (200, told)
    length = len(read_paper(home / "salt.pdf").text)
    assert fetch(address, f"pages/{paper}?start={length - 9}&end={length}")[0] == 200
    assert fetch(address, f"pages/{paper}?start={length - 9}&end={length + 1}")[0] == 404
    assert is_quote(Span(7, 7 + QUOTE_CHARACTERS), 10_000)
    assert not is_quote(Span(7, 8 + QUOTE_CHARACTERS), 10_000)


def test_a_password_is_asked_for_pages_too(home: Path, paper: str) -> None:
    """Whoever has logged in to the page sees them."""
    with served_library(home, *SECRET) as address:
        for path in (f"pages?paper={paper}", f"pages/{paper}?start=0&end=9"):
            status, text = fetch(address, path)
            assert (status, "Not authenticated" in text) == (401, True)
        opener = build_opener(HTTPCookieProcessor())
        data = urlencode({"username": SECRET[0], "password": SECRET[1]}).encode()
        opener.open(Request(f"{address}/login", data=data))  # noqa: S310 - of our own server
        with opener.open(f"{address}/pages?paper={paper}") as reply:
            assert json.loads(reply.read()) == [paper]


def test_where_too_many_pages_are_wanted_some_are_told_to_wait(address: str, paper: str) -> None:
    """Each is drawn in a process, one at a time; the others are not kept waiting for ever."""
    paths = [f"pages/{paper}?start={start}&end={start + 40}" for start in range(100, 140)]
    all_are_there = Barrier(len(paths))

    def visit(path: str) -> tuple[int, str]:
        all_are_there.wait()
        return fetch(address, path)

    with ThreadPoolExecutor(len(paths)) as visitors:
        replies = list(visitors.map(visit, paths))
    told = [text for status, text in replies if status == 503]
    assert 0 < len(told) < len(paths)
    assert all("Too many pages are waiting" in text for text in told)
    drawn = [text for status, text in replies if status == 200]
    assert len(drawn) == len(paths) - len(told)
    assert all("<img" in text for text in drawn)


def test_a_damaged_file_and_a_missing_one_are_told(home: Path, address: str, paper: str) -> None:
    """Instead of the page there is a sentence that says what to do."""
    file = home / "library" / "originals" / f"{paper}.pdf"
    sound = file.read_bytes()
    path = f"pages/{paper}?start=100&end=150"
    try:
        file.write_bytes(sound[:-100])
        status, text = fetch(address, path)
        assert status == 200
        assert "has changed since it was added" in text
        file.unlink()
        assert "keeps no PDF of this paper" in fetch(address, path)[1]
        assert fetch(address, f"pages?paper={paper}") == (200, "[]")
    finally:
        file.write_bytes(sound)
    assert "data:image/png" in fetch(address, path)[1]


def ask(page: Page, question: str) -> None:
    """Ask, and come back when the sources of the answer are there."""
    box = page.get_by_label("Your question")
    expect(page.locator(".suggestion").first).to_be_visible()
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#sources .source").first).to_be_attached()
    show_sources(page)
    expect(page.locator("#sources .source").first).to_be_visible()


def open_page(page: Page) -> Locator:
    """Open the page of the first source of the answer, by keyboard; give the image's frame."""
    card = page.locator(".source", has=page.locator("mark", has_text="closed the salt road"))
    summary = card.locator(".print summary")
    expect(summary).to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(card.get_by_role("img")).to_be_visible(timeout=30_000)
    return card.locator(".window")


@pytest.mark.browser
@NEEDS_CHROMIUM
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_the_page_of_a_source_is_shown_with_the_quote_boxed(
    browser: Browser, address: str, width: int, scheme: str, tmp_path: Path
) -> None:
    """The box is in sight over the image; the page is named by its number; nothing overflows."""
    with visitor(browser, address, width=width) as page:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        ask(page, QUESTION)
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        frame = open_page(page)
        box = frame.locator(".box").first
        expect(box).to_be_in_viewport(ratio=0.6)
        expect(frame.locator("xpath=..")).to_contain_text("Page 18")
        image = frame.get_by_role("img")
        expect(image).to_have_attribute("alt", re.compile("^Page 18 of .*box around the quote$"))
        inner, outer = box.bounding_box(), image.bounding_box()
        assert inner
        assert outer
        assert outer["x"] < inner["x"] < inner["x"] + inner["width"] < outer["x"] + outer["width"]
        assert outer["y"] < inner["y"] < outer["y"] + outer["height"]
        assert outer["height"] > outer["width"] > 300
        assert len([url for url in asked_for if "/pages/" in url]) == 1
        page.screenshot(path=tmp_path / "page.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_no_barrier_is_found_where_a_page_is_open(browser: Browser, address: str) -> None:
    """The control has a name of its own, and what scrolls can be reached by keyboard."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visitor(browser, address) as page:
        ask(page, QUESTION)
        frame = open_page(page)
        page.keyboard.press("Tab")
        expect(frame).to_be_focused()
        names = page.locator(".print summary").evaluate_all(
            "all => all.map((one) => one.getAttribute('aria-label'))"
        )
        assert len(set(names)) == len(names)
        found = axe.run(page, context="#sources").response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_a_paper_without_a_pdf_offers_no_page(browser: Browser, address: str) -> None:
    """The one that comes with Footnote was a text file."""
    with visitor(browser, address) as page:
        with page.expect_response("**/pages?**"):
            ask(page, "Which amendment led the US to withhold F-16 jets from Pakistan?")
        expect(page.locator(".source .print").first).to_be_hidden()
