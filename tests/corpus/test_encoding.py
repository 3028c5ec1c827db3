"""Characters and the bytes that stand for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import decode_unicode, encodable

ANY = st.text(st.characters(codec=None), max_size=20)


@given(ANY)
def test_what_is_encodable_can_be_written_and_keeps_what_could_be(text: str) -> None:
    """Only halves of surrogate pairs change."""
    written = encodable(text)
    assert written.encode().decode() == written
    halves = [character for character in text if "\ud800" <= character <= "\udfff"]
    assert written == text or halves
    if not halves:
        assert written == text


def test_two_halves_are_one_character_and_one_is_none() -> None:
    """As UTF-16 has it."""
    assert encodable("\ud83d\ude00 \ude00\ud83d") == "😀 \ufffd\ufffd"


@given(
    st.text(max_size=20).filter(lambda text: not text.startswith("\ufeff")),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]),
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_character(text: str, name: str) -> None:
    """Whatever text stands behind it; UTF-16 that begins with a zero would be UTF-32."""
    if name == "utf-16-le" and text.startswith("\0"):
        return
    assert decode_unicode(f"\ufeff{text}".encode(name)) == text


def test_without_a_mark_only_utf8_is_read() -> None:
    """Nothing is guessed."""
    assert decode_unicode("Tee — 茶".encode()) == "Tee — 茶"
    with pytest.raises(UnicodeDecodeError):
        decode_unicode("café".encode("cp1252"))
