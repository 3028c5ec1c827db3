"""Reads the text of a QA file, or says why that cannot be."""

from pathlib import Path

from corpus.encoding import decode_unicode
from corpus.errors import QAFileError


def read_text_file(path: Path) -> str:
    """Return the text of a file in UTF-8, or in what its byte order mark tells.

    Raises `QAFileError`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise QAFileError(f"There is no QA file {path}. Check the path.") from error
    except OSError as error:
        raise QAFileError(
            f"The QA file {path} cannot be read: {error.strerror}. Give a file you may read."
        ) from error
    try:
        text = decode_unicode(content)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QAFileError(
            f"{path} is not {error.encoding.upper()} at line {line}. Save it as UTF-8 text; "
            "spreadsheets call that “CSV UTF-8”."
        ) from error
    if "\0" in text:
        raise QAFileError(f"{path} is binary, not text. Save it as UTF-8 text.")
    return text
