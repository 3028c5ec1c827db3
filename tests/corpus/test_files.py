import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from corpus import UnreadableFile, UnsupportedContent
from corpus.formats import KNOWN_SUFFIXES, MOST_BYTES, read_paper
from corpus.identity import paper_id
from corpus.paper import Paper
from corpus.passages import split_into_passages
from tests.corpus_reading import check, outline, paragraphs


def read(folder: Path, content: str | bytes, name: str = "file.txt") -> Paper:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_paper(path)


def test_an_id_is_a_hash_of_the_bytes(tmp_path: Path) -> None:
    """The same bytes are the same paper, whatever the file is called."""
    first = read(tmp_path, "Some text.")
    assert first.id == paper_id(b"Some text.") == sha256(b"Some text.").hexdigest()[:32]
    assert read(tmp_path, "Some text.", "other.md").id == first.id
    assert read(tmp_path, "Some text.\n").id != first.id
    assert first.source == "file.txt"


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("file.md", ["Part"]),
        ("FILE.MARKDOWN", ["Part"]),
        ("file.txt", []),
        ("file.text", []),
        ("file", []),
        ("file.rst", []),
    ],
)
def test_the_ending_of_a_name_says_what_a_file_is(
    tmp_path: Path, name: str, titles: list[str]
) -> None:
    """Markdown is told by its ending; everything else is plain text."""
    paper = read(tmp_path, "# Part\n\nSome text.", name)
    assert [title for _, title in outline(paper)] == titles
    assert {".md", ".markdown", ".txt", ".text"} <= KNOWN_SUFFIXES


def test_a_missing_file(tmp_path: Path) -> None:
    """The message names the path."""
    with pytest.raises(UnreadableFile, match=r"There is no file .*absent\.txt"):
        read_paper(tmp_path / "absent.txt")


def test_a_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_paper(tmp_path)


def test_devices_and_pipes(tmp_path: Path) -> None:
    """What may never end, or never begin, is not read."""
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (Path("/dev/zero"), tmp_path / "pipe.txt"):
        with pytest.raises(UnreadableFile, match="is a device or a pipe"):
            read_paper(path)


def test_a_file_that_cannot_be_reached(tmp_path: Path) -> None:
    """What the system says is passed on."""
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(UnreadableFile, match="Too many levels of symbolic links"):
        read_paper(tmp_path / "loop.txt")
    (tmp_path / "file.txt").write_text("Some text.", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="Not a directory"):
        read_paper(tmp_path / "file.txt" / "inner.txt")
    with pytest.raises(UnreadableFile, match="File name too long"):
        read_paper(tmp_path / ("x" * 300))
    with pytest.raises(UnreadableFile, match="is not a path"):
        read_paper(tmp_path / "a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    """A file that one may not read."""
    (tmp_path / "file.txt").write_text("Some text.", encoding="utf-8")
    (tmp_path / "file.txt").chmod(0)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        read_paper(tmp_path / "file.txt")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    """White space alone is empty as well."""
    with pytest.raises(UnsupportedContent, match="is empty"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    ["---\n***\n", "!!! ??? ...", "\ufeff\u200b", "__ _ __", "\f\f.\f"],
)
@pytest.mark.parametrize("name", ["file.txt", "file.md"])
def test_a_file_of_signs(tmp_path: Path, content: str, name: str) -> None:
    """Without a letter or a digit there is nothing to ask about."""
    with pytest.raises(UnsupportedContent, match="no sentence to ask about"):
        read(tmp_path, content, name)


def test_a_file_of_headings(tmp_path: Path) -> None:
    """Headings are no sentences."""
    with pytest.raises(UnsupportedContent, match="only headings"):
        read(tmp_path, "# One\n\n## Two\n", "file.md")


def test_a_binary_file(tmp_path: Path) -> None:
    """A zero byte is in no text; the message says where it is and what to do."""
    with pytest.raises(UnsupportedContent, match=r"byte 4 is zero.*Convert it to plain text"):
        read(tmp_path, b"%PDF\0\xff\xfe")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    """The first byte that is not UTF-8 is named, with a command that names no encoding."""
    with pytest.raises(UnsupportedContent, match=r"UTF-8 text: byte 3 is 0xe9.*-f ENCODING"):
        read(tmp_path, "café".encode("latin-1"))
    with pytest.raises(UnsupportedContent, match="byte 1 is 0xed"):
        read(tmp_path, b"a\xed\xa0\x80")
    for encoding, text in (("gbk", "北海的燕鸥"), ("iso8859-2", "rády"), ("shift-jis", "燕")):
        with pytest.raises(UnsupportedContent, match="Save it as UTF-8") as caught:
            read(tmp_path, f"Terns breed here. {text} They leave.".encode(encoding))
        assert not re.search(r"(?i)windows|1252|latin|gbk|jis|8859", str(caught.value))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
@pytest.mark.parametrize("name", ["file.txt", "file.md"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    """Of plain text and of Markdown; the mark is not in the text."""
    text = "A café closed early.\n\nNobody came 😀."
    paper = read(tmp_path, f"\ufeff{text}".encode(encoding), name)
    assert paper.text == text


def test_a_damaged_or_empty_file_behind_a_byte_order_mark(tmp_path: Path) -> None:
    """It is called what its mark says, and is refused as any other."""
    with pytest.raises(UnsupportedContent, match="UTF-16-LE text: byte 2 is 0x00"):
        read(tmp_path, b"\xff\xfea\0\x00\xd8b\0")
    with pytest.raises(UnsupportedContent, match="character 1 is zero"):
        read(tmp_path, "\ufeffa\0".encode("utf-16-le"))
    for mark in (b"\xff\xfe", b"\xff\xfe\n\0", b"\xef\xbb\xbf"):
        with pytest.raises(UnsupportedContent, match="is empty"):
            read(tmp_path, mark)


@pytest.mark.parametrize(("name", "limit"), [("file.txt", "32 MB"), ("file.md", "8 MB")])
def test_a_file_too_large(tmp_path: Path, name: str, limit: str) -> None:
    """The size and the limit are in the message, and the file is not read."""
    assert MOST_BYTES == 32 * 2**20
    path = tmp_path / name
    path.touch()
    os.truncate(path, 50 * 2**20)
    with pytest.raises(UnsupportedContent, match=rf"50\.0 MB.*{limit}.*Split it"):
        read_paper(path)


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    """A paper's source can always be written out."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Some text.", encoding="utf-8")
    paper = read_paper(path)
    assert paper.source == "caf\ufffd.txt"
    assert paper.title.encode() == "caf\ufffd".encode()


def test_a_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    """Text from other systems reads the same."""
    paper = read(tmp_path, b"\xef\xbb\xbfOne line\r\nand two.\r\n\r\nThree.\r\n")
    assert paragraphs(paper) == ["One line and two.", "Three."]


SIZE = 60_000
"""Enough that work which grows with the square of it does not come to an end."""


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("x", "file.txt"),
        ("word ", "file.txt"),
        ("x\n", "file.txt"),
        ("1\n", "file.txt"),
        ("1 x\n\n", "file.txt"),
        ("govern-\n", "file.txt"),
        ("http://a/\n", "file.txt"),
        ("A Heading Here\n\nAnd text.\n\n", "file.txt"),
        ("x y\n\n Tight line\n", "file.txt"),
        ("Some words\n\f12\n\n", "file.txt"),
        ("!", "file.txt"),
        (". ", "file.txt"),
        ("e.g. ", "file.txt"),
        ("a.[1] ", "file.txt"),
        ("\u4e2d\u6587\u3002", "file.txt"),
        ("e\u0301", "file.txt"),
        ("x\n", "file.md"),
        ("x\n\n", "file.md"),
        ("- x\n", "file.md"),
        ("# x\n\ny\n\n", "file.md"),
        ("*x ", "file.md"),
        ("<a", "file.md"),
        ("[^1] ", "file.md"),
    ],
)
def test_a_long_file_of_anything_is_read(tmp_path: Path, piece: str, name: str) -> None:
    """Reading and cutting take time in proportion to a file, whatever it is full of."""
    paper = read(tmp_path, "Here it starts. " + piece * (SIZE // len(piece)), name)
    passages = split_into_passages(paper)
    assert sum(len(passage.sentences) for passage in passages) == len(paper.sentences)
    assert paper.text.startswith("Here it starts.")


def test_a_file_of_thousands_of_headings(tmp_path: Path) -> None:
    """Each section ends where the next begins, and every passage knows its own."""
    text = "".join(f"## Part {n}\n\nIt is {n}.\n\n" for n in range(30_000))
    paper = read(tmp_path, text, "file.md")
    passages = split_into_passages(paper)
    assert len(paper.sections) == len(passages) == 30_000
    assert passages[29_999].section == ("Part 29999",)
    assert passages[15_000].text == "It is 15000."


def test_a_small_file_of_everything_holds_together(tmp_path: Path) -> None:
    """Signs of many scripts and formats at once keep every invariant."""
    arabic = "\u0645\u0631\u062d\u0628\u0627 \u202e1990\u202c"
    content = f"{arabic}\n\n\x1b[1mBold\x1b[0m \U0001f600.\n1\n More.\n"
    check(read(tmp_path, content))
    check(read(tmp_path, content, "file.md"))
