"""Questions put to a library, and what came of them, kept and read again."""
