"""What the parts of the page are told besides values: to stay as they are, to appear, to go."""

from typing import Any

UNSEEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""How an event is wired that nothing shows to be under way."""
QUIET: dict[str, Any] = {**UNSEEN, "queue": False}
"""How an event is wired that answers at once besides, waiting for no other."""


def unchanged() -> Any:  # noqa: ANN401  # Gradio's own value.
    """Leave a part as it is."""
    import gradio

    return gradio.skip()


def visible(*, shown: bool) -> dict[str, Any]:
    """Let a part be seen or not; its value stays."""
    import gradio

    update: dict[str, Any] = gradio.update(visible=shown)
    return update
