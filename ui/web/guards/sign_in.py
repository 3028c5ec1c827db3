"""The one place where visitors are asked for a password, before anything else of a request."""

import asyncio
import logging
from base64 import b64decode
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from ui.web.api.tools import PATH as TOOLS
from ui.web.guards.bodies import BadBody, read_body, replayed
from ui.web.guards.guesses import Guesses
from ui.web.guards.login import user_of
from ui.web.guards.networks import network_of
from ui.web.guards.refusing import refuse
from ui.web.page.limits import LOGIN_KILOBYTES, LONGEST_DELAY_SECONDS, PASSWORDS_AT_ONCE
from ui.web.work.limiter import Limiter

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ui.accounts.accounts import Accounts

_FORM = ("/login", "/login/")
_PUBLIC = frozenset({"/", "/favicon.ico", "/logout", "/theme.css"})
"""What the page needs to ask for the password; to who has not given it, it shows nothing else."""
_PUBLIC_FOLDERS = ("/assets/", "/static/")
_LONGEST_NAME = 64
_TOO_MANY = {"Retry-After": f"{LONGEST_DELAY_SECONDS:.0f}"}
_log = logging.getLogger(__name__)


class SignInGuard:
    """An ASGI layer that passes on only what is public, and requests of who has signed in.

    Of others no body is read but the form with name and password. Visitors of the page
    have a cookie that Gradio gave them for that; clients of the tools, which Gradio leaves
    open, send name and password with each request as HTTP Basic authentication (RFC 7617).
    Who guesses is slowed, and told of in the log.
    """

    def __init__(self, app: "ASGIApp", *, accounts: "Accounts") -> None:
        """Wrap `app`, which is for those who have one of the accounts."""
        self._app = app
        self._accounts = accounts
        # A try takes much memory, and a thread.
        self._checking = Limiter(at_once=PASSWORDS_AT_ONCE, most_waiting=0)
        self._guesses = Guesses()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or refuse it."""
        from starlette.requests import Request

        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(TOOLS):
            await self._ask_tools(scope, receive, send)
        elif scope["path"] in _FORM and scope["method"] == "POST":
            await self._take_form(scope, receive, send)
        elif _is_public(scope) or self._knows(user_of(Request(scope))):
            await self._app(scope, receive, send)
        else:
            reason = {"error": "Not authenticated", "auth_message": None}
            await refuse(scope, receive, send, status=401, reason=reason)

    def _knows(self, user: str | None) -> bool:
        return user is not None and self._accounts.know(user)

    async def _ask_tools(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.datastructures import Headers

        given = _basic(Headers(scope=scope).get("authorization", ""))
        if given is not None:
            right = await self._hear(scope, *given)
            if right is None:
                await _refuse_guess(scope, receive, send)
                return
            if right:
                await self._app(scope, receive, send)
                return
        reason = "These tools ask for the user name and the password of this server."
        ask = {"WWW-Authenticate": 'Basic realm="Footnote", charset="UTF-8"'}
        await refuse(scope, receive, send, status=401, reason=reason, headers=ask)

    async def _take_form(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Look at the form; if it is right, let Gradio give the visitor a cookie."""
        try:
            body = await read_body(scope, receive, most_bytes=LOGIN_KILOBYTES * 1024)
            if body is None:
                return
            name, password = await _fields(scope, body)
        except BadBody as bad:
            await refuse(scope, receive, send, status=bad.status, reason=str(bad))
            return
        right = await self._hear(scope, name, password)
        if right:
            await self._app(scope, replayed(body, receive), send)
        elif right is None:
            await _refuse_guess(scope, receive, send)
        else:
            await refuse(scope, receive, send, status=400, reason="Incorrect credentials.")

    async def _hear(self, scope: "Scope", name: str, password: str) -> bool | None:
        """Whether name and password are right, when it is their turn; None if it is too soon."""
        address = network_of(scope["client"][0] if scope["client"] else "")
        wait = self._guesses.take_turn(address, _digest(name).hex())
        if wait is None:
            return None
        if wait:
            await asyncio.sleep(wait)
        if await self._checking.run(partial(self._accounts.check, name, password)):
            self._guesses.forgive(address, _digest(name).hex())
            return True
        # Whoever types the password into the wrong box must not find it in the log.
        may_tell = self._accounts.may_tell(name)
        told = repr(name[:_LONGEST_NAME]) if may_tell else "another name"
        _log.warning("A wrong password for %s came from %s.", told, address)
        return False


def _is_public(scope: "Scope") -> bool:
    route = scope["path"]
    return scope["method"] in {"GET", "HEAD"} and (
        route in _PUBLIC or route.startswith(_PUBLIC_FOLDERS)
    )


def _basic(header: str) -> tuple[str, str] | None:
    """Return the name and the password of a header; None if it gives none."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = b64decode(token.strip(), validate=True).partition(b":")
    except ValueError:
        return None
    return (_text(name), _text(password)) if colon else None


async def _fields(scope: "Scope", body: bytes) -> tuple[str, str]:
    """Return the name and the password of a form. Raises `BadBody` if it is none."""
    from starlette.datastructures import FormData
    from starlette.exceptions import HTTPException
    from starlette.requests import Request

    async def nothing() -> dict[str, str]:
        return {"type": "http.disconnect"}

    try:
        form: FormData = await Request(scope, replayed(body, nothing)).form(
            max_files=0, max_fields=10
        )
    except HTTPException as error:
        raise BadBody(400, "The form cannot be read.") from error
    name, password = (form.get(field) for field in ("username", "password"))
    if not (isinstance(name, str) and isinstance(password, str)):
        raise BadBody(422, "The form needs a username and a password.")
    return name.strip(), password


async def _refuse_guess(scope: "Scope", receive: "Receive", send: "Send") -> None:
    reason = "Too many wrong passwords came from where you are. Try again in half a minute."
    await refuse(scope, receive, send, status=429, reason=reason, headers=_TOO_MANY)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
