"""Files that are more than they seem, or hurt whoever reads them."""

import io
import json
import socket
import time
import zlib
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from bench.attacks.attack import Attack, Outcome, refused
from bench.attacks.target import UPLOAD, UPLOAD_MEGABYTES, Target
from bench.chat_server import resident_bytes

_MEGABYTE = 2**20
_SECONDS = 60.0
"""For the server to be done with a file, or not."""
_MULTIPART = {"Content-Type": "multipart/form-data; boundary=edge"}
_PART = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\na\r\n'


def _too_large(target: Target) -> Outcome:
    over = {**_MULTIPART, "Content-Length": str(UPLOAD_MEGABYTES * _MEGABYTE + 1)}
    zeros = bytes(UPLOAD_MEGABYTES * _MEGABYTE + 1)
    replies = [
        target.send("POST", UPLOAD, zeros, headers=over),
        target.send("POST", UPLOAD, (zeros for _ in range(2)), headers=_MULTIPART),
        target.send("POST", UPLOAD, zeros, headers=over, signed_in=False),
    ]
    return refused([reply.status for reply in replies])


def _length_and_chunks(target: Target) -> Outcome:
    """Say a small length, and send more than the limit in chunks."""
    half = bytes(UPLOAD_MEGABYTES * _MEGABYTE * 3 // 5)
    pieces = (_PART, half, b"\r\n", _PART, half, b"\r\n--edge--\r\n", b"")
    chunks = (b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    headers = {**_MULTIPART, "Content-Length": "5"}
    return refused([target.send("POST", UPLOAD, chunks, headers=headers).status])


def _two_marks(target: Target) -> Outcome:
    """Bring too many files by the mark that is named first, of two."""
    body = _PART * 201 + b"--edge--\r\n"
    connection = HTTPConnection("127.0.0.1", target.port, timeout=_SECONDS)
    connection.putrequest("POST", UPLOAD)
    for name, value in (
        *target.cookies_header().items(),
        *_MULTIPART.items(),
        ("Content-Type", "multipart/form-data; boundary=other"),
        ("Content-Length", str(len(body))),
    ):
        connection.putheader(name, value)
    connection.endheaders(body)
    status = connection.getresponse().status
    connection.close()
    return refused([status])


def _too_many(target: Target) -> Outcome:
    body = _PART * 1001 + b"--edge--\r\n"
    return refused([target.send("POST", UPLOAD, body, headers=_MULTIPART).status])


def _names(target: Target) -> Outcome:
    """Return names that lead elsewhere; each file must lie in its own folder, two below one."""
    before = _files(target)
    names = ("../../x.md", "..\\..\\x.md", "/etc/x.md", "a/../../../x.md", "\x00", "n" * 999)
    replies = [target.upload(name, b"Bees.") for name in names]
    for reply in replies:
        if reply.status == HTTPStatus.OK:
            before |= {json.loads(reply.text)[0]}
    astray = _files(target) - before
    return Outcome(not astray, f"{len(astray)} astray")


def _cut_off(target: Target) -> Outcome:
    """Leave in the middle of uploads; nothing of them may stay."""
    before = _files(target)
    head = "".join(f"{name}: {value}\r\n" for name, value in target.cookies_header().items())
    request = (
        f"POST {UPLOAD} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n{head}"
        f"Content-Type: {_MULTIPART['Content-Type']}\r\nContent-Length: 999999\r\n\r\n"
    )
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", target.port), timeout=5) as one:
            one.sendall(request.encode() + _PART[:-3] + b"a" * 100_000)
            time.sleep(0.5)
    time.sleep(2)
    left = _files(target) - before
    return Outcome(not left, f"{len(left)} left")


def _files(target: Target) -> set[str]:
    return {str(path) for path in (target.home / "footnote").rglob("*") if path.is_file()} - {
        str(path) for path in (target.home / "footnote" / "library").rglob("*")
    }


def _drop(zone: str, name: str, content: bytes, target: Target) -> Outcome:
    """Drop a file on the page, and wait until the server is done with it."""
    uploaded = target.upload(name, content)
    if uploaded.status != HTTPStatus.OK:
        return refused([uploaded.status])
    file = {
        "path": json.loads(uploaded.text)[0],
        "orig_name": name,
        "size": len(content),
        "meta": {"_type": "gradio.FileData"},
    }
    start = time.monotonic()
    target.fire(*_dropping(target, zone, file), seconds=_SECONDS)
    seconds = time.monotonic() - start
    ended = target.process.poll() is not None
    memory = 0 if ended else resident_bytes(target.process.pid) // _MEGABYTE
    return Outcome(not ended and seconds < _SECONDS, f"{seconds:.1f} s, {memory} MB")


def _dropping(target: Target, zone: str, file: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """Return the event that takes what was dropped on a zone, and what it takes."""
    config = target.config()
    names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    event = next(
        event
        for event in config["dependencies"]
        if event["queue"] and zone in [names[part] for part in event["inputs"]]
    )
    return event, [[file] if names[part] == zone else None for part in event["inputs"]]


def _pdf(megabytes: int) -> bytes:
    """Return a PDF whose only page unpacks to so much, twice packed."""
    packer, packed = zlib.compressobj(9), b""
    for _ in range(megabytes):
        packed += packer.compress(b" " * _MEGABYTE)
    stream = zlib.compress(packed + packer.flush(), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream"
        % (len(stream), stream),
    ]
    text, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(text)
    return text + head + table + end


def _zip(megabytes: int) -> bytes:
    """Return an archive like a folder of questions, whose corpus unpacks to so much."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open("corpus.jsonl", "w") as corpus:
            for _ in range(megabytes):
                corpus.write(bytes(_MEGABYTE))
        archive.writestr("queries.jsonl", "{}")
    return file.getvalue()


_LIBRARY = {
    "Markdown of colons and tabs": ("tabs.md", lambda: b"# A\n\n:::" + b"\t" * 3000 + b"!\n"),
    "Markdown of brackets": ("brackets.md", lambda: b"# A\n\n" + b"![a](" * 2_000),
    "HTML of tags that do not end": ("tags.html", lambda: b"<p" + b" a=" * 40_000),
    "HTML of comments that do not end": ("comments.html", lambda: b"<!--" * 40_000),
    "HTML of nested parts": ("nested.html", lambda: b"<div>" * 40_000 + b"Bees."),
}


def _drop_made(zone: str, name: str, make: Any, target: Target) -> Outcome:  # noqa: ANN401
    return _drop(zone, name, make(), target)


ATTACKS = (
    Attack("uploads", "larger than the limit", _too_large),
    Attack("uploads", "a small length, and more in chunks", _length_and_chunks),
    Attack("uploads", "a thousand and one files", _too_many),
    Attack("uploads", "two hundred files, and two marks between them", _two_marks),
    Attack("uploads", "names that lead elsewhere", _names),
    Attack("uploads", "cut off in the middle", _cut_off),
    Attack(
        "uploads",
        "a ZIP that unpacks to 300 MB",
        partial(_drop_made, "evaluation-files", "bomb.zip", partial(_zip, 300)),
    ),
    Attack(
        "uploads",
        "a PDF that unpacks to 100 MB",
        partial(_drop_made, "library-files", "bomb.pdf", partial(_pdf, 100)),
    ),
    Attack(
        "uploads",
        "a PDF that unpacks to 1 GB",
        partial(_drop_made, "library-files", "bomb.pdf", partial(_pdf, 1000)),
        long=True,
    ),
    *(
        Attack("uploads", label, partial(_drop_made, "library-files", name, make))
        for label, (name, make) in _LIBRARY.items()
    ),
)
