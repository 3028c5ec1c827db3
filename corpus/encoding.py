"""Characters, and the bytes that stand for them."""

import codecs

_MARKS = (
    # UTF-32's mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


def decode_unicode(data: bytes) -> str:
    """Return the text of UTF-8, or of what a byte order mark tells, without the mark.

    Raises `UnicodeDecodeError`, whose `start` counts from behind the mark.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    return data.decode("utf-8")


def encodable(text: str) -> str:
    """Return text that UTF-8 can hold: halves of surrogate pairs are joined, or replaced by U+FFFD.

    Files, SQLite and tokenizers take no other.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
