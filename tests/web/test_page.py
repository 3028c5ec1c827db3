"""The web chat in a real Chromium, over a real server with a real library."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import BROWSER_TEST
from tests.web_chat import AMENDMENT, ask, go_to, served_chat, wait_until_open
from tests.web_panes import elsewhere, visitor

pytestmark = BROWSER_TEST


@pytest.fixture(scope="module")
def served_home(tmp_path_factory: pytest.TempPathFactory, real_library: Path) -> Path:
    """Return the folder that the server keeps its things in."""
    folder = tmp_path_factory.mktemp("home")
    copytree(real_library, folder / "library")
    return folder


@pytest.fixture(scope="module")
def address(served_home: Path) -> Iterator[str]:
    """Return the address of a chat over a library of its own."""
    with served_chat(served_home) as (served, _):
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page as a new visitor sees it."""
    with visitor(browser, address) as shown:
        wait_until_open(shown)
        yield shown


def test_a_footnote_leads_to_the_marked_quote_and_back(page: Page) -> None:
    """The card of the source is marked and in sight, with the quote, its section and its page."""
    ask(page, AMENDMENT)
    expect(page.locator(".turn").last).to_contain_text("Pressler Amendment")
    page.get_by_role("link", name="Footnote 1:").click()
    card = page.locator("#source-1-1")
    expect(card).to_have_class("source marked")
    expect(card).to_be_in_viewport()
    expect(card.locator("> summary")).to_be_focused()
    expect(card).to_contain_text("Pak-US Relations in the Post-Cold War Era")
    expect(card).to_contain_text("p. 93")
    quote = card.locator("mark[data-number='1']").inner_text()
    assert quote in page.locator(".sentence").first.inner_text()
    assert quote in card.locator(".passage").inner_text()
    card.get_by_role("link", name="Back to the answer").click()
    expect(page.locator("#mark-1-1")).to_be_focused()


def test_suggested_questions_come_from_the_headings_and_follow_the_talk(page: Page) -> None:
    """A click asks one, which is then offered no more; the next follow what was answered."""
    first = page.locator(".suggestion").nth(1)
    asked = first.inner_text()
    assert "Pakistan’s Relations with Russia and the US" in asked
    first.click()
    expect(page.locator(".question")).to_have_text(asked)
    expect(page.locator(".turn[data-kind=answered]")).to_have_count(1)
    ask(page, AMENDMENT)
    expect(page.locator(".suggestion").first).to_contain_text("Post-Cold War Era")
    expect(page.get_by_role("button", name=asked, exact=True)).to_have_count(0)


def test_a_source_leads_into_the_paper_and_the_paper_back(page: Page) -> None:
    """The sentence alone is marked there; a footnote followed from then on leads there too."""
    ask(page, AMENDMENT)
    quote = page.locator("#mark-1-1").get_attribute("data-quote")
    page.locator("#source-1-1").get_by_role("link", name="Read it in the paper").click()
    marked = page.locator(".reading .marked")
    expect(marked).to_have_count(1)
    expect(marked).to_be_in_viewport()
    assert marked.inner_text() == quote
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator("#mark-1-1")).to_be_focused()
    page.locator("#mark-1-2").click()
    expect(marked).to_contain_text("F-16")
    expect(marked).to_be_in_viewport()


def test_why_a_passage_was_chosen_is_charted_with_what_came_near(page: Page) -> None:
    """Each score has a bar as long as it is high; a near miss leads into the paper."""
    ask(page, AMENDMENT)
    why = page.locator("#source-1-1 .why")
    why.get_by_text("Why this passage?").click()
    labels = ["Meaning", "Words", "Both together", "Word by word", "Reader"]
    expect(why.locator("th")).to_have_text(labels)
    shares = why.locator("tr .bar").evaluate_all(
        "bars => bars.map(bar => parseFloat(bar.style.getPropertyValue('--share')))"
    )
    assert len(shares) == len(labels)
    assert max(shares) == 100
    expect(why.locator("tr .bar").first).to_be_visible()
    misses = why.locator(".misses li")
    expect(misses.first).to_be_hidden()
    why.get_by_text("Near misses").click()
    expect(misses).to_have_count(3)
    misses.first.get_by_role("link").click()
    expect(page.locator(".reading .marked").first).to_be_in_viewport()


def test_what_is_copied_has_the_numbers(page: Page) -> None:
    """As they stand on the page, each behind its sentence."""
    ask(page, AMENDMENT)
    copied = page.locator(".turn .answer").evaluate(
        """answer => {
            getSelection().selectAllChildren(answer);
            return getSelection().toString().replaceAll("\\u00a0", " ");
        }"""
    )
    assert "Pressler Amendment. [1]" in copied
    assert "already paid for. [2]" in copied


def test_a_note_of_the_paper_opens_in_place(page: Page) -> None:
    """By keyboard as well, and it is said whether it is open; a second press closes it."""
    page.get_by_role("tab", name="Paper").click()
    marker = page.get_by_role("button", name="Note 1 of the paper")
    marker.focus()
    page.keyboard.press("Enter")
    expect(marker).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("Fatima Raza")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Fatima Raza")).to_be_hidden()


def test_a_footnote_shows_its_quote_and_place_on_hover_and_focus(page: Page) -> None:
    """Escape takes it away; the link is described by it for who cannot see it."""
    ask(page, AMENDMENT)
    tip = page.get_by_role("tooltip")
    page.locator("#mark-1-1").hover()
    expect(tip).to_contain_text("Pressler Amendment")
    expect(tip).to_contain_text("p. 93")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("#mark-1-1").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#mark-1-2")).to_be_focused()
    expect(tip).to_contain_text("F-16")
    expect(page.locator("#mark-1-2")).to_have_attribute("aria-describedby", "tip")


def test_a_question_can_be_edited_and_asked_again(page: Page) -> None:
    """It replaces the old one and what followed; leaving it changes nothing."""
    ask(page, AMENDMENT)
    ask(page, "When did it come?")
    box = page.get_by_label("Your question")
    edit = page.get_by_role("button", name="Edit and ask again: question 1")
    edit.click()
    expect(box).to_have_value(AMENDMENT)
    page.get_by_role("button", name="Leave it as it was").click()
    expect(box).to_have_value("")
    expect(page.locator(".turn")).to_have_count(2)
    edit.click()
    expect(box).to_have_value(AMENDMENT)
    box.fill("Why is the port of Gwadar important?")
    box.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".question")).to_have_text("Why is the port of Gwadar important?")


def look_at(page: Page, name: str) -> None:
    """Go to a place of the page, or to a tab beside the conversation."""
    if name not in {"Sources", "Paper"}:
        go_to(page, name)
        return
    go_to(page, "Conversation")
    over = page.locator("#sheet-toggle[aria-expanded=false]")
    if over.is_visible():
        over.click()
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_no_serious_barrier_is_found_by_axe(page: Page) -> None:
    """In the light and in the dark, wide and narrow, in every place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    ask(page, AMENDMENT)
    page.locator("#source-1-1").get_by_text("Why this passage?").click()
    found = []
    for scheme, width in (("light", 1400), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        # Colours pass over into each other; what is between them is nobody's choice.
        page.wait_for_timeout(1_000)
        for name in ("Conversation", "Sources", "Paper", "Library", "Evaluation"):
            look_at(page, name)
            found += [
                (scheme, name, fault["id"], fault["nodes"][0]["html"])
                for fault in axe.run(page).response["violations"]
                if fault["impact"] in {"serious", "critical"}
            ]
    assert found == []


def test_a_question_that_the_paper_does_not_answer_is_declined(page: Page) -> None:
    """The page says so, and offers the passages that came nearest, which can be opened."""
    ask(page, "What is the boiling point of water?")
    expect(page.locator(".turn")).to_have_attribute("data-kind", "declined")
    page.locator(".nearest").first.click()
    expect(page.locator("#near-1-1")).to_have_class("source marked")
    expect(page.locator("#near-1-1 .passage")).to_be_in_viewport()


def test_a_follow_up_is_shown_as_it_was_understood(page: Page) -> None:
    """The question that was answered is named under the one that was typed."""
    ask(page, AMENDMENT)
    ask(page, "When did it come?")
    expect(page.locator(".turn").last.locator(".understood")).to_contain_text("Pressler Amendment")
    expect(page.locator(".turn").first.locator(".understood")).to_have_count(0)


def test_a_footnote_of_an_earlier_answer_still_leads_to_its_source(page: Page) -> None:
    """Whose group has closed meanwhile; the quote that is meant is marked among others."""
    ask(page, AMENDMENT)
    ask(page, "Why is the port of Gwadar important?")
    page.locator("#mark-1-2").click()
    marked = page.locator("#source-1-1 mark.marked")
    expect(marked).to_be_in_viewport()
    assert marked.inner_text() == page.locator("#mark-1-2").get_attribute("data-quote")


def test_a_question_is_text_whatever_is_in_it(page: Page) -> None:
    """A script tag, Markdown, templates and reordering characters are shown and do nothing."""
    question = (
        "<script>document.title = 'x'</script><img src=x onerror=\"document.title = 'x'\"> "
        "**F-16** [jets](http://elsewhere.example) {{value}} ${1 + 1} \u202epakistan"
    )
    ask(page, question)
    assert page.locator(".question").text_content() == question
    assert page.locator(":is(#conversation, #sources) :is(script, img)").count() == 0
    assert page.title() == "Footnote"


def test_nothing_is_fetched_from_elsewhere(page: Page, address: str) -> None:
    """A whole visit, from the first byte on, speaks to its server alone: `visitor` looks on."""
    ask(page, AMENDMENT)
    page.locator("#mark-1-1").click()
    page.get_by_role("tab", name="Paper").click()
    expect(page.locator("#reading .title")).to_be_visible()
    assert elsewhere(f"{address}/theme.css", address) == []
    assert elsewhere("https://example.org/a.js", address) == ["https://example.org/a.js"]


def test_the_outline_lists_headings_with_pages_and_the_notes(page: Page) -> None:
    """Thirteen, seven of them below another; twenty-four notes, four with a text; 17 pages."""
    page.get_by_role("tab", name="Paper").click()
    contents = page.get_by_role("navigation", name="Outline of the paper")
    expect(contents.locator(".heading")).to_have_count(13)
    expect(contents.locator("li li .heading")).to_have_count(7)
    expect(contents.locator("li").first).to_contain_text("p. 87")
    expect(page.locator(".reading .opens")).to_have_count(24)
    expect(page.get_by_text("text not in this file")).to_have_count(20)
    expect(page.locator(".reading .page-break")).to_have_count(17)
    contents.get_by_role("link", name="Conclusion").click()
    expect(page.locator(".reading h3.marked")).to_have_text("Conclusion")
    expect(page.locator(".reading h3.marked")).to_be_in_viewport()


def test_a_question_that_cannot_be_asked_is_explained(page: Page) -> None:
    """What was typed is kept in the box, and the next question is answered as ever."""
    box = page.get_by_label("Your question")
    box.press("Enter")
    expect(page.locator(".turn .notice")).to_be_visible()
    box.fill("word " * 10_000)
    box.press("Enter")
    expect(page.locator(".turn .notice")).to_contain_text("word")
    expect(box).to_have_value("word " * 10_000)
    ask(page, AMENDMENT)
    expect(page.locator(".turn")).to_have_count(1)


def test_a_new_conversation_starts_empty(page: Page) -> None:
    """Answers and sources go, and the first suggestions are back."""
    first = page.locator(".suggestion").first
    suggested = first.inner_text()
    ask(page, AMENDMENT)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask the paper")).to_be_visible()
    expect(page.locator(".source")).to_have_count(0)
    expect(first).to_have_text(suggested)
    ask(page, "When did it come?")
    expect(page.locator(".understood")).to_have_count(0)


def test_visitors_do_not_see_each_other(page: Page, browser: Browser, address: str) -> None:
    """Each has a conversation of their own."""
    ask(page, AMENDMENT)
    other = browser.new_context()
    theirs = other.new_page()
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="Ask the paper")).to_be_visible()
    ask(theirs, "Why is the port of Gwadar important?")
    expect(theirs.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn")).to_have_count(1)
    other.close()


def test_the_page_works_on_a_narrow_screen_by_keyboard(page: Page) -> None:
    """Nothing is wider than 390 pixels, and a footnote opens with Enter and is scrolled to."""
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, AMENDMENT)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#mark-1-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-1-1 > summary")).to_be_focused()
    expect(page.locator("#source-1-1 mark").first).to_be_in_viewport()
    expect(page.get_by_label("Your question")).to_be_hidden()
    page.locator("#source-1-1").get_by_role("link", name="Back to the answer").click()
    expect(page.locator("#mark-1-1")).to_be_focused()
    expect(page.get_by_label("Your question")).to_be_in_viewport()


def test_a_verdict_on_an_answer_is_kept(page: Page, served_home: Path) -> None:
    """On any of the answers: one click keeps it, a comment may follow, and it shows."""
    ask(page, AMENDMENT)
    ask(page, "What is the boiling point of water?")
    first = page.get_by_role("group", name="Answer 1")
    helpful = first.get_by_role("button", name="Helpful", exact=True)
    helpful.click()
    expect(page.get_by_text("Kept on this machine").first).to_be_visible()
    expect(helpful).to_have_attribute("aria-pressed", "true")
    comment = page.get_by_label("What was right, or wrong?")
    comment.fill("To the point.")
    comment.press("Enter")
    expect(comment).to_have_count(0)
    lines = (served_home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    kept, remarked = (json.loads(line) for line in lines)
    assert kept["question"] == remarked["question"] == AMENDMENT
    assert remarked["answers"] == ["Pressler Amendment"]
    assert (kept["comment"], remarked["comment"]) == ("", "To the point.")


def test_an_answer_is_copied_and_cited(page: Page) -> None:
    """As text and Markdown on the clipboard, or as a file, from a menu that works by keyboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, AMENDMENT)
    quote = page.locator("#mark-1-1").get_attribute("data-quote") or ""
    tools = page.get_by_role("group", name="Answer 1")
    tools.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Copied: Plain text")).to_be_visible()
    assert f"[1] “{quote}”" in page.evaluate("navigator.clipboard.readText()")
    tools.get_by_role("button", name="Copy").click()
    page.get_by_role("menuitem", name="Quotes with author, year, page (Harvard)").click()
    expect(page.get_by_text("Copied: the quotes")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{quote}” (“Pakistan’s Growing Relations with Russia” n.d., p. 93)")
    tools.get_by_role("button", name="Copy").click()
    page.keyboard.press("Escape")
    expect(tools.get_by_role("button", name="Copy")).to_be_focused()
    tools.get_by_role("button", name="Cite").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save as BibTeX").click()
    text = download.value.path().read_text("utf-8")
    assert "title = {{Pakistan’s Growing Relations with Russia}}" in text


def test_a_menu_stays_with_its_button_until_it_is_left(page: Page) -> None:
    """What scrolls beneath moves it; Escape and a click elsewhere close it."""
    for _ in range(2):
        ask(page, AMENDMENT)
    menu = page.get_by_role("menu")
    button = page.locator("#turn-2").get_by_role("button", name="Copy", exact=True)
    gap = """button => Math.min(...["top", "bottom"].map(side => Math.abs(
        button.getBoundingClientRect()[side === "top" ? "bottom" : "top"]
        - document.querySelector("#menu").getBoundingClientRect()[side])))"""
    button.click()
    page.locator("#conversation").evaluate("pane => { pane.scrollTop -= 60; }")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(menu).to_be_visible()
    assert button.evaluate(gap) < 10
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    button.click()
    expect(menu).to_be_visible()
    page.locator("#turn-2 .question").click()
    expect(menu).to_be_hidden()


def test_the_three_decisions_are_told_apart_in_words(page: Page) -> None:
    """An answer needs none; that there is none stands over what is said instead."""
    ask(page, AMENDMENT)
    ask(page, "What is the boiling point of water?")
    expect(page.locator("#turn-1 .decision")).to_have_count(0)
    expect(page.locator("#turn-2 .decision")).to_have_text("Not found in what was asked")


def test_a_source_leads_into_a_paper_that_is_not_shown(
    page: Page, served_home: Path, tmp_path: Path
) -> None:
    """The tab was never opened, and would show the first paper."""
    file = tmp_path / "ferries.md"
    file.write_text(
        "# Ferries of Orava\n\n## The strike\n\nThe ferry crews of Orava went on strike in 1934. "
        "The company gave in since no lorry could reach the northern villages.\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "FOOTNOTE_HOME": str(served_home)}
    added = subprocess.run(
        [sys.executable, "-m", "ui.cli", "add", "--json", str(file)],
        env=environment, capture_output=True, check=True,
    )  # fmt: skip
    (paper,) = json.loads(added.stdout)["added"]
    try:
        ask(page, "When did the ferry crews of Orava go on strike?")
        page.locator("#source-1-1").get_by_role("link", name="Read it in the paper").click()
        expect(page.locator(".reading .marked")).to_contain_text("went on strike in 1934")
        expect(page.get_by_label("Paper", exact=True)).to_have_value("Ferries of Orava")
    finally:
        remove = [sys.executable, "-m", "ui.cli", "remove", paper["id"]]
        subprocess.run(remove, env=environment, capture_output=True, check=True)
