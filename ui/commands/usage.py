"""Wrong usage that the argument parser cannot see by itself."""

from corpus.errors import FootnoteError


class UsageError(FootnoteError):
    """Arguments that parse but make no sense; exit status 2."""
