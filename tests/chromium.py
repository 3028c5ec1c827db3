"""The Chromium that tests look at pages with."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PROGRAM = next((path for name in _NAMES if (path := shutil.which(name))), None)
# Chromium's own housekeeping, which has nothing to do with a page, is switched off.
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NEEDS_CHROMIUM = pytest.mark.skipif(
    _PROGRAM is None, reason="Chromium is not installed: the browser tests were left out"
)
BROWSER_TEST = [pytest.mark.browser, NEEDS_CHROMIUM]
"""The marks of a test in it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=_SWITCHES)
        yield browser
        browser.close()
