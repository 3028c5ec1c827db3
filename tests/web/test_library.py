"""The library in a real Chromium: papers are given, sorted, corrected, removed and brought back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import BROWSER_TEST
from tests.pdf_pages import Pdf
from tests.toy_site import served_library
from tests.web_panes import visitor
from ui.web.page.limits import FILES_AT_ONCE

pytestmark = BROWSER_TEST

BUNDLED = "Pakistan’s Growing Relations with Russia"
BEES = "# On Bees\n\n## Dance\n\nBees dance to share directions.\n"
HOSTILE = (
    "# &lt;script>document.title='x'&lt;/script> **Ants** [go](http://elsewhere.example)\n\n"
    "Ants carry leaves.\n"
)
READING_MS = 120_000
"""For many files, each read in a process of its own."""
DROP = """
([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(
      new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the server keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Return the address of the page."""
    with served_library(home) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the library with its list of papers."""
    with visitor(browser, address, place="library") as shown:
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


def titles(page: Page) -> list[str]:
    """Return the titles of the rows that are seen, in their order."""
    return page.locator(".papers li:visible .title").all_inner_texts()


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
    expect(told.locator(".skipped")).to_contain_text("Already there copy.md")
    listed = page.locator(".papers li", has_text="On Bees")
    expect(listed).to_contain_text("2 sections · 1 passage · bees (1).md")
    expect(page.locator("#library").get_by_role("button", name="Stop")).to_be_hidden()
    assert not list(home.rglob("noise*"))


def test_a_file_that_failed_stays_listed_until_it_is_read_or_put_aside(
    page: Page, tmp_path: Path
) -> None:
    """What is given later is told beside it."""
    give(page, written(tmp_path, "one.txt", b"\0" * 20), written(tmp_path, "two.txt", b"\0" * 20))
    failed = page.locator(".outcome .failed")
    page.set_input_files(
        "#library-files input[type=file]", written(tmp_path, "one.txt", "# One\n\nOne is one.\n")
    )
    expect(page.locator(".outcome .added")).to_be_visible(timeout=READING_MS)
    expect(failed).to_have_count(1)
    expect(failed).to_contain_text("two.txt")
    page.get_by_role("button", name="Put aside: two.txt").click()
    expect(failed).to_have_count(0)


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


def test_files_may_be_dropped_anywhere(browser: Browser, address: str) -> None:
    """Over the conversation as well: the library opens, and reads them."""
    with visitor(browser, address) as page:
        expect(page.locator(".suggestion").first).to_be_visible()
        page.evaluate(DROP, ["ticks.md", "# On Ticks\n\nTicks wait in the grass.\n"])
        expect(page.locator(".outcome .added")).to_contain_text("On Ticks", timeout=READING_MS)
        assert page.url.endswith("/library")
        expect(page.locator("#rail-papers")).to_contain_text("On Ticks")


def test_text_of_a_paper_is_shown_as_text(page: Page, tmp_path: Path) -> None:
    """A title with a script tag and Markdown does nothing."""
    give(page, written(tmp_path, "ants.md", HOSTILE))
    expect(page.locator(".papers")).to_contain_text("<script>document.title='x'</script>")
    assert page.locator(".papers :is(script, a:not(.to-paper))").count() == 0
    assert page.title() == "Footnote"


def test_a_row_opens_its_paper_beside_the_list(page: Page) -> None:
    """At an address of its own, and the way back leads to the library."""
    page.locator(".papers a", has_text=BUNDLED).click()
    expect(page.locator(".reading .title")).to_have_text(BUNDLED)
    assert "/p/" in page.url
    expect(page.locator("#library")).to_be_visible()
    page.go_back()
    assert page.url.endswith("/library")


def test_papers_are_sorted_and_filtered(page: Page, tmp_path: Path) -> None:
    """The last that was added is the first; by title in the order of the alphabet."""
    give(page, written(tmp_path, "aphids.md", "# Aphids\n\nAphids drink sap.\n"))
    expect(page.locator(".papers .title").first).to_have_text("Aphids")
    page.get_by_label("Sorted by").select_option("title")
    listed = titles(page)
    assert listed == sorted(listed, key=str.lower)
    page.get_by_label("Filter the library").fill("growing russia")
    assert titles(page) == [BUNDLED]


def test_what_a_paper_is_called_is_corrected_in_its_row(page: Page, tmp_path: Path) -> None:
    """It is called so everywhere; what is no year is told, and changes nothing."""
    give(page, written(tmp_path, "mites.md", "# Mitse\n\nMites are small.\n"))
    page.get_by_role("button", name="Edit: Mitse").click()
    page.get_by_label("Title", exact=True).fill("On Mites")
    page.get_by_label("Authors, parted by semicolons").fill("Ann Lee; Jan Roe")
    page.get_by_label("Year", exact=True).fill("soon")
    keep = page.locator(".edit-paper").get_by_role("button", name="Keep")
    keep.click()
    expect(page.get_by_text("'soon' is no year. Write it like 1999.")).to_be_visible()
    page.get_by_label("Year", exact=True).fill("1999")
    keep.click()
    row = page.locator(".papers li", has_text="On Mites")
    expect(row).to_contain_text("Ann Lee, Jan Roe · 1999 · ")
    expect(page.locator("#rail-papers")).to_contain_text("On Mites")


def test_a_removed_paper_can_be_brought_back(page: Page, tmp_path: Path, home: Path) -> None:
    """With its file, from where the click removed it."""
    give(page, written(tmp_path, "moths.md", "# On Moths\n\nMoths fly by night.\n"))
    page.get_by_role("button", name="Remove: On Moths").click()
    row = page.locator(".papers li", has_text="On Moths")
    expect(row).to_have_count(0)
    assert "On Moths" not in _titles(home)
    kept = len(list((home / "library" / "originals").iterdir()))
    page.get_by_role("button", name="Undo: On Moths").click()
    expect(row).to_be_visible()
    expect(page.locator(".undo")).to_have_count(0)
    assert "On Moths" in _titles(home)
    assert len(list((home / "library" / "originals").iterdir())) == kept + 1


def _titles(home: Path) -> list[str]:
    newest = max((home / "library").rglob("catalogue.json"), key=lambda file: file.stat().st_mtime)
    return [entry["title"] for entry in json.loads(newest.read_text(encoding="utf-8"))]


def test_an_empty_library_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    """When the last paper is gone there is no list, but the way to the next one."""
    with (
        served_library(tmp_path) as address,
        visitor(browser, address, width=390, place="library") as page,
    ):
        page.get_by_role("button", name=f"Remove: {BUNDLED}").click()
        expect(page.locator("#library .empty")).to_contain_text("Drop a file here")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
