"""Who has logged in, for what is served beside Gradio's own routes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request


def user_of(request: "Request") -> str | None:
    """Return the name of the visitor who has logged in to the Gradio page of the same site.

    Gradio keeps the tokens of those who have, and puts them into one of two cookies.
    """
    from gradio.routes import App

    pages = [route.app for route in request.app.routes if isinstance(getattr(route, "app", 0), App)]
    tokens = [
        (page, request.cookies.get(f"{name}-{page.cookie_id}"))
        for page in pages
        for name in ("access-token", "access-token-unsecure")
    ]
    return next((page.tokens[token] for page, token in tokens if token in page.tokens), None)


def is_logged_in(request: "Request") -> bool:
    """Whether the visitor has logged in to the Gradio page of the same site."""
    return user_of(request) is not None
