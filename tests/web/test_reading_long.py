"""A paper of three hundred pages in the reading view: it opens, and a footnote leads into it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import BROWSER_TEST
from tests.toy_site import add_to_library, served_library
from tests.web_panes import show_sources, visitor

pytestmark = [*BROWSER_TEST, pytest.mark.slow]

PAGES, SENTENCES_PER_PAGE = 300, 20
ANSWER = "The governor of Orava closed the salt road in 1934 because no ferry carried grain."
WORDS = (
    "mill river crown estate reform consent bridge toll meadow parish ledger harvest winter "
    "council fisher timber quarry canal market tithe"
).split()


def long_paper() -> str:
    """Write some 6,000 sentences in 300 sections; the answer is in the last but one."""
    words = random.Random(1)  # noqa: S311 - the same paper each time
    sections = []
    for number in range(PAGES):
        sentences = [
            f"{' '.join(words.choices(WORDS, k=14)).capitalize()}."
            for _ in range(SENTENCES_PER_PAGE)
        ]
        if number == PAGES - 2:
            sentences[15] = ANSWER
        paragraphs = (" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
        sections.append(
            f"## {number + 1}. On a {words.choice(WORDS)}\n\n" + "\n\n".join(paragraphs)
        )
    return "# The Roads of Orava\n\n" + "\n\n".join(sections) + "\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server whose library has the paper."""
    home: Path = tmp_path_factory.mktemp("home")
    file = home / "roads.md"
    file.write_text(long_paper(), encoding="utf-8")
    add_to_library(home, file)
    with served_library(home) as address:
        yield address


@pytest.mark.parametrize("width", [1400, 390])
def test_a_footnote_lands_on_its_sentence_in_a_long_paper(
    browser: Browser, address: str, width: int
) -> None:
    """It is marked, in sight and has the focus; what is far from it is not laid out."""
    with visitor(browser, address, width=width) as page:
        expect(page.locator(".suggestion").first).to_be_visible()
        box = page.get_by_label("Your question")
        box.fill("Why did the governor of Orava close the salt road in 1934?")
        box.press("Enter")
        card = page.locator(".source", has=page.locator("mark", has_text=ANSWER))
        expect(card).to_be_attached()
        show_sources(page)
        card.get_by_role("link", name="Read it in the paper").click()
        marked = page.locator(".reading .marked")
        expect(marked).to_have_text(ANSWER)
        expect(marked).to_be_in_viewport(ratio=0.9)
        expect(marked).to_be_focused()
        contents = page.get_by_role("navigation", name="Outline of the paper")
        contents.locator(".line").nth(PAGES // 2).click()
        expect(page.locator(".reading h4.marked, .reading h3.marked")).to_be_in_viewport(ratio=0.9)
        back = page.locator("#sheet-toggle")
        if back.is_visible():
            back.click()
        page.locator('.footnote[data-quote*="salt road"]').first.click()
        expect(marked).to_have_text(ANSWER)
        expect(marked).to_be_in_viewport(ratio=0.9)
        drawn = page.evaluate(
            "[...document.querySelectorAll('.reading > p .place-of')]"
            ".filter((part) => part.checkVisibility({ contentVisibilityAuto: true })).length"
        )
        assert 0 < drawn < PAGES * SENTENCES_PER_PAGE / 4
