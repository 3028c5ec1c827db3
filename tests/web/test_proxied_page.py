"""The page behind a proxy, as a person uses it in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import BROWSER_TEST
from tests.proxying import NEEDS, PASSWORD, proxied_chat
from tests.web_chat import AMENDMENT, ask, wait_until_open
from tests.web_panes import elsewhere

pytestmark = [*BROWSER_TEST, NEEDS["nginx"]]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of the page, which is a path of nginx."""
    with proxied_chat("nginx", tmp_path) as outside:
        yield outside


def test_a_question_is_asked_and_answered(browser: Browser, address: str) -> None:
    """After the sign-in; nothing is asked for outside the path, and nothing goes wrong."""
    window = browser.new_page(viewport={"width": 1400, "height": 900})
    window.set_default_timeout(15_000)
    troubles: list[str] = []
    window.on("request", lambda asked: troubles.extend(elsewhere(asked.url, address)))
    window.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    window.goto(f"{address}/")
    for box, text in zip(("username", "password"), PASSWORD, strict=True):
        window.get_by_label(box).fill(text)
    window.get_by_role("button", name="Login").click()
    wait_until_open(window)
    ask(window, AMENDMENT)
    expect(window.locator(".turn .footnote").first).to_be_visible()
    window.close()
    assert troubles == []
