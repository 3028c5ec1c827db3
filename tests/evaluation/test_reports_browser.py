"""The page of a run in a real Chromium: without a network, wide and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from qa.evaluation.comparison.compare import compare_runs
from qa.evaluation.reports import comparison_page, write_report
from qa.evaluation.reports.report_page import report_page
from tests.chromium import BROWSER_TEST, chromium
from tests.stored_runs import abstained, answered, stored, wrong

pytestmark = BROWSER_TEST


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page of a browser that runs no scripts; nothing may be fetched but files."""
    requests: list[Request] = []
    with chromium() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - wraps
        yield page
    assert {request.url.partition(":")[0] for request in requests} == {"file"}


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    """Open the report of a run with long words and three questions that failed."""
    long = "Donaudampfschifffahrtsgesellschaft" * 5
    lines = [
        wrong("q1", question=f"Why {long}?", answer=long, gold_answers=[long]),
        answered("q2", scores={"citation_recall": 0.5}),
        abstained("q3", abstained=False),
        abstained("q4"),
    ]
    path = tmp_path / "report.html"
    write_report(path, report_page(stored(*lines)))
    page.goto(path.as_uri())
    return page


def test_a_click_shows_only_the_questions_that_failed_so(report: Page) -> None:
    """An arrow key goes to the choice before, which is all of them."""
    report.set_viewport_size({"width": 1400, "height": 900})
    cards = report.locator("article")
    expect(cards).to_have_count(3)
    report.get_by_text("Wrong citation 2").click()
    assert [card.is_visible() for card in cards.all()] == [True, True, False]
    report.get_by_text("Should have abstained 1").click()
    assert [card.is_visible() for card in cards.all()] == [False, False, True]
    report.keyboard.press("ArrowLeft")
    assert [card.is_visible() for card in cards.all()] == [True, True, True]


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_the_page(report: Page, width: int, scheme: str) -> None:
    """On a phone as on a desk; tables scroll by themselves."""
    report.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    report.set_viewport_size({"width": width, "height": 900})
    box = report.locator("main").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for card in report.locator("article, figure, .wide").all():
        inside = card.bounding_box()
        assert inside is not None
        assert inside["x"] + inside["width"] <= width
    for column in report.locator(".columns > div > *").all():
        inside = column.bounding_box()
        assert inside is None or inside["x"] + inside["width"] <= width


def test_a_comparison_fits_a_phone(page: Page, tmp_path: Path) -> None:
    """Up to the column with p, which decides; what is behind it scrolls."""
    runs = stored(answered("q1"), name="a"), stored(wrong("q1"), name="b")
    write_report(tmp_path / "page.html", comparison_page(compare_runs(*runs, resamples=10)))
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto((tmp_path / "page.html").as_uri())
    heading = page.get_by_role("columnheader", name="p", exact=True).bounding_box()
    assert heading is not None
    assert heading["x"] + heading["width"] <= 390
