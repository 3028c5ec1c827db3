"""The ways to cite that there are."""

from enum import Enum

from corpus.errors import RequestError


class Style(Enum):
    """A way to cite: by author and date in three, by author alone in MLA's."""

    HARVARD = "harvard"
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"

    @classmethod
    def parse(cls, text: str) -> "Style":
        """Return the style of a name. Raises `RequestError` if there is none."""
        try:
            return cls(text.strip().lower())
        except ValueError:
            known = ", ".join(style.value for style in cls)
            raise RequestError(f"There is no style {text!r}. There are: {known}.") from None
