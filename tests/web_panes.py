"""How the page is visited."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect


@contextmanager
def visitor(
    browser: Browser, address: str, *, width: int = 1400, place: str = ""
) -> Iterator[Page]:
    """Open a place of the page as a new visitor; at the end nothing must have gone wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: troubles.extend(elsewhere(asked.url, address)))
    page.goto(f"{address}/{place}")
    yield page
    context.close()
    assert not troubles, "\n".join(troubles)


def show_sources(page: Page) -> None:
    """Where there is room for one column, lay what an answer rests on over the conversation."""
    toggle = page.locator("#sheet-toggle[aria-expanded=false]")
    if toggle.is_visible():
        toggle.click()


def elsewhere(url: str, address: str) -> list[str]:
    """Return the address that was asked for if it is not one of the server."""
    return [] if url.startswith((f"{address}/", "data:", "blob:", "about:")) else [url]
