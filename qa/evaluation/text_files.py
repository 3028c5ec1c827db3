"""Reads the text of a QA file, or says why that cannot be."""

from pathlib import Path

from corpus.errors import QAFileError


def read_text_file(path: Path) -> str:
    """Give the text of a UTF-8 file. Raises `QAFileError`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise QAFileError(f"There is no QA file {path}. Check the path.") from error
    except OSError as error:
        raise QAFileError(
            f"The QA file {path} cannot be read: {error.strerror}. Give a file you may read."
        ) from error
    if b"\0" in content:
        raise QAFileError(f"{path} is binary, not text. Save it as UTF-8 text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QAFileError(f"{path} is not UTF-8 at line {line}. Save it as UTF-8 text.") from error
