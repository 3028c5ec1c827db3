"""What a visitor is told where Footnote itself fails: the server's window has the details."""


def describe_unforeseen(what_then: str = "", remedy: str = "") -> str:
    """Return the notice; `what_then` goes on with its first sentence, `remedy` ends it."""
    happened = f"Something went wrong inside Footnote{what_then}."
    details = "The window in which the server runs has the details."
    return " ".join(part for part in (happened, details, remedy) if part)
