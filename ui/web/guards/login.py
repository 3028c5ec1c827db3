"""Who has logged in, for what is served beside Gradio's own routes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio.routes import App
    from starlette.requests import Request


def pages_of(site: "FastAPI") -> "list[App]":
    """Return the applications of Gradio that are mounted in a site."""
    from gradio.routes import App

    mounted = [getattr(route, "app", None) for route in site.routes]
    return [page for page in mounted if isinstance(page, App)]


def user_of(request: "Request") -> str | None:
    """Return the name of the visitor who has logged in to the Gradio page of the same site.

    Gradio keeps the tokens of those who have, and puts them into one of two cookies.
    """
    tokens = [
        (page, request.cookies.get(f"{name}-{page.cookie_id}"))
        for page in pages_of(request.app)
        for name in ("access-token", "access-token-unsecure")
    ]
    return next((page.tokens[token] for page, token in tokens if token in page.tokens), None)


def is_logged_in(request: "Request") -> bool:
    """Whether the visitor has logged in to the Gradio page of the same site."""
    return user_of(request) is not None
