"""The library pane in a real Chromium: papers are given, chosen, looked into and removed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import BROWSER_TEST
from tests.pdf_pages import Pdf
from tests.web_panes import served_panes, visitor
from ui.web.page.limits import FILES_AT_ONCE

pytestmark = BROWSER_TEST

BEES = "# On Bees\n\n## Dance\n\nBees dance to share directions.\n"
HOSTILE = (
    "# &lt;script>document.title='x'&lt;/script> **Ants** [go](http://elsewhere.example)\n\n"
    "Ants carry leaves.\n"
)
READING_MS = 120_000
"""For many files, each read in a process of its own."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the server keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Return the address of the panes."""
    with served_panes(home) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the pane with its list of papers."""
    with visitor(browser, address) as shown:
        expect(shown.locator(".papers li").first).to_be_visible()
        yield shown


def give(page: Page, *files: Path) -> None:
    """Drop files, and come back when the page says what became of all of them."""
    page.set_input_files("#library-files input[type=file]", list(files))
    expect(page.locator(".outcome li")).to_have_count(len(files), timeout=READING_MS)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and give its path."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def count_chosen(page: Page) -> str:
    """Return how many papers the rest of the page is told to ask."""
    page.get_by_role("button", name="Count").click()
    expect(page.get_by_label("Chosen")).not_to_have_value("")
    return page.get_by_label("Chosen").input_value()


def test_files_are_added_told_and_listed(page: Page, tmp_path: Path, home: Path) -> None:
    """Under the names they were given by; what fails is told with the reason, without a folder."""
    give(
        page,
        written(tmp_path, "bees (1).md", BEES),
        written(tmp_path, "noise.txt", b"\0" * 20),
        written(tmp_path, "copy.md", BEES),
    )
    told = page.locator(".outcome")
    expect(told.locator(".added")).to_contain_text("On Bees")
    expect(told.locator(".added")).to_contain_text("bees (1).md")
    expect(told.locator(".failed .more")).to_have_text(
        "noise.txt is a binary file (byte 0 is zero), not a text. "
        "Convert it to plain text or Markdown first."
    )
    expect(told.locator(".skipped")).to_have_text("Already there copy.md")
    listed = page.locator(".papers li", has_text="On Bees")
    expect(listed).to_contain_text("2 sections · 1 passage · bees (1).md")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    assert not list(home.rglob("noise*"))


def test_so_many_files_are_taken_at_once_and_no_more(page: Page, tmp_path: Path) -> None:
    """The page names how many were left out; of the last number that is taken, none."""
    files = [written(tmp_path, f"{one}.txt", b"\0" * 20) for one in range(FILES_AT_ONCE + 1)]
    give(page, *files[:-1])
    expect(page.locator(".outcome")).not_to_contain_text("left out")
    page.reload()
    expect(page.locator(".papers li").first).to_be_visible()
    page.set_input_files("#library-files input[type=file]", files)
    # Each is read in a process of its own.
    told = page.locator("#library-progress")
    expect(told).to_contain_text("1 files were left out: 50 can be", timeout=READING_MS)
    expect(page.locator(".outcome li")).to_have_count(FILES_AT_ONCE)


def test_a_pdf_and_a_page_are_read_as_well(page: Page, tmp_path: Path) -> None:
    """And told with the count of what is in them."""
    pdf = Pdf()
    pdf.lines(["Wasps build their nests of paper in spring."])
    give(
        page,
        written(tmp_path, "wasps.pdf", pdf.finish()),
        written(tmp_path, "flies.html", "<h1>On Flies</h1><p>Flies taste with their feet.</p>"),
    )
    expect(page.locator(".outcome .added")).to_have_count(2)
    expect(page.locator(".papers li", has_text="wasps.pdf")).to_contain_text("1 passage")
    expect(page.locator(".papers li", has_text="On Flies")).to_contain_text("flies.html")


def test_text_of_a_paper_is_shown_as_text(page: Page, tmp_path: Path) -> None:
    """A title with a script tag and Markdown does nothing."""
    give(page, written(tmp_path, "ants.md", HOSTILE))
    expect(page.locator(".papers")).to_contain_text("<script>document.title='x'</script>")
    assert page.locator(".papers :is(script, a)").count() == 0
    assert page.title() == "Panes"


def test_papers_are_chosen_and_looked_into(page: Page, tmp_path: Path) -> None:
    """None ticked means all; the list keeps what is ticked by keyboard, and its focus."""
    give(page, written(tmp_path, "bees.md", BEES))
    expect(page.locator(".asked")).to_contain_text("all")
    assert count_chosen(page) == "0"
    box = page.get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".asked")).to_contain_text("1 of")
    expect(box).to_be_focused()
    page.get_by_role("button", name="Show outline").click()
    expect(page.locator("#library-outline .heading")).to_have_count(13)
    page.get_by_role("button", name="Ask all").click()
    expect(page.locator(".asked")).to_contain_text("all")
    expect(box).not_to_be_checked()


def test_a_paper_goes_only_after_a_second_word(page: Page, tmp_path: Path, home: Path) -> None:
    """Without a tick there is nothing to remove; "Keep" leaves it; "Remove" takes it away."""
    remove = page.get_by_role("button", name="Remove …")
    remove.click()
    expect(page.locator("#library-question")).to_contain_text("Tick the papers")
    give(page, written(tmp_path, "moths.md", "# On Moths\n\nMoths fly by night.\n"))
    page.get_by_role("checkbox", name="On Moths").check()
    expect(page.locator(".asked")).to_contain_text("1 of")
    remove.click()
    expect(page.locator(".confirm li")).to_have_text("On Moths")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".confirm")).to_have_count(0)
    remove.click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".papers li", has_text="On Moths")).to_have_count(0)
    expect(page.locator(".asked")).to_contain_text("all")
    assert "On Moths" not in _titles(home)


def _titles(home: Path) -> list[str]:
    newest = max((home / "library").rglob("catalogue.json"), key=lambda file: file.stat().st_mtime)
    return [entry["title"] for entry in json.loads(newest.read_text(encoding="utf-8"))]


def test_an_empty_library_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    """When the last paper is gone there is no list, but the way to the next one."""
    with served_panes(tmp_path) as address, visitor(browser, address, width=390) as page:
        expect(page.locator(".asked")).to_contain_text("one paper")
        page.get_by_role("checkbox").check()
        expect(page.locator(".asked")).to_have_attribute("data-chosen", "1")
        page.get_by_role("button", name="Remove …").click()
        page.get_by_role("button", name="Remove", exact=True).click()
        expect(page.locator("#library .empty")).to_contain_text("Drop a file above")
        expect(page.get_by_role("button", name="Show outline")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
