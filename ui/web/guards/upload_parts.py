"""How much an upload brings, seen as it comes in."""

from typing import TYPE_CHECKING

from ui.web.page.limits import MEGABYTE, UPLOAD_PARTS

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope


class Counts:
    """Counts the bytes and the parts of an upload, and has it end when either are too many.

    To Gradio, that is the end of the connection.
    """

    def __init__(self, scope: "Scope", *, most_megabytes: int) -> None:
        """Begin with nothing of the upload of `scope`."""
        from python_multipart.multipart import parse_options_header
        from starlette.datastructures import Headers

        kind = Headers(scope=scope).get("content-type")
        self._mark = b"--" + parse_options_header(kind)[1].get(b"boundary", b"")
        self._end = b""
        self._parts = 0
        self._bytes = 0
        self._most_megabytes = most_megabytes

    @property
    def refusal(self) -> str | None:
        """Why no more is taken, if that is so; the end of an upload has a mark as well."""
        if self._bytes > self._most_megabytes * MEGABYTE:
            return too_large(self._most_megabytes)
        if self._parts > UPLOAD_PARTS + 1:
            return f"There are more than {UPLOAD_PARTS} files. Give fewer at once."
        return None

    def counted(self, receive: "Receive") -> "Receive":
        """Return `receive` that counts."""

        async def receive_counted() -> "Message":
            message = await receive()
            piece = message.get("body", b"")
            self._bytes += len(piece)
            seen = self._end + piece
            self._parts += seen.count(self._mark)
            # Too short for a whole mark, which would be counted twice.
            self._end = seen[max(0, len(seen) - len(self._mark) + 1) :]
            return {"type": "http.disconnect"} if self.refusal else message

        return receive_counted


def too_large(most_megabytes: int) -> str:
    """Return what is told of an upload that has more."""
    return (
        f"The files are larger than {most_megabytes} MB together. Give fewer at "
        "once, or add them with `footnote add`."
    )
