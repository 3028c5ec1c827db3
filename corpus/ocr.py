"""Whether the pages of scans are recognised."""

from enum import StrEnum


class Ocr(StrEnum):
    """Which pages of PDFs are recognised: those without text, all, or none."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"
