"""How many files an upload has, seen as it comes in."""

from typing import TYPE_CHECKING

from ui.web.page.limits import UPLOAD_PARTS

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope


class Parts:
    """Counts the parts of an upload as they come in, and has it end when they are too many.

    To Gradio, that is the end of the connection.
    """

    def __init__(self, scope: "Scope") -> None:
        """Begin with none of the upload of `scope`."""
        from python_multipart.multipart import parse_options_header

        kind = dict(scope["headers"]).get(b"content-type", b"")
        self._mark = b"--" + parse_options_header(kind)[1].get(b"boundary", b"")
        self._end = b""
        self._count = 0

    @property
    def are_too_many(self) -> bool:
        """Whether there were more than are taken; the end of an upload has a mark as well."""
        return self._count > UPLOAD_PARTS + 1

    def counted(self, receive: "Receive") -> "Receive":
        """Return `receive` that counts."""

        async def receive_counted() -> "Message":
            message = await receive()
            seen = self._end + message.get("body", b"")
            self._count += seen.count(self._mark)
            # Too short for a whole mark, which would be counted twice.
            self._end = seen[max(0, len(seen) - len(self._mark) + 1) :]
            return {"type": "http.disconnect"} if self.are_too_many else message

        return receive_counted
