"""The web chat as a person starts it, and asking in it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serving import PROJECT, free_port

AMENDMENT = "Which amendment led the US to withhold F-16 jets from Pakistan?"
ANSWERING = 60_000
"""Milliseconds that an answer may take at most; the first one loads what answers."""


@contextmanager
def served_chat(
    home: Path, *options: str, program: str = "ui.cli"
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Start the web chat over a library in `home`; give its address and its process."""
    command = [sys.executable, "-m", program, "chat", "--quiet", "--port", free_port(), *options]
    environment = {
        **os.environ,
        "FOOTNOTE_HOME": str(home),
        "FOOTNOTE_AUTH": "",
        "FOOTNOTE_USERS": "",
    }
    log = home / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=errors) as process,
    ):
        try:
            yield _wait_for_address(process, log), process
        finally:
            process.kill()
    assert "Traceback" not in log.read_text(), log.read_text()


def _wait_for_address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    while process.poll() is None:
        for line in log.read_text().splitlines():
            if line.startswith("Footnote is ready at "):
                return line.split()[-1]
        time.sleep(0.1)
    pytest.fail(f"the server ended: {log.read_text()}")


def wait_until_open(page: Page) -> None:
    """Wait for the last that comes when the page opens: then it hears what is typed."""
    expect(page.get_by_role("heading", name="Ask the paper")).to_be_visible()
    expect(page.locator(".suggestion").first).to_be_visible(timeout=20_000)


def go_to(page: Page, place: str) -> None:
    """Follow a link of the rail to a place of the page."""
    if page.locator("#rail").get_attribute("inert") is not None:
        page.get_by_role("button", name="Conversations and papers").click()
    page.get_by_role("navigation", name="Places").get_by_role("link", name=place).click()


def send(page: Page, question: str) -> None:
    """Type a question and send it with Enter."""
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")


def ask(page: Page, question: str) -> None:
    """Send a question; come back when it has been answered."""
    turns = page.locator(
        ".turn:is([data-kind=answered], [data-kind=closest], [data-kind=declined])"
    )
    before = turns.count()
    send(page, question)
    expect(turns).to_have_count(before + 1, timeout=ANSWERING)
