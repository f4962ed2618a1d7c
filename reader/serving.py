"""`reader serve`: Reader in a browser, through textual-serve, with a lock on the door.

Who can open the page can do what the person can do who started it: read, write files by exporting.
So it listens on the loopback address unless told otherwise, wants a token elsewhere, and answers
neither pages of other sites (their Origin) nor names that only pretend to be this computer
(DNS rebinding: their Host).
"""

from __future__ import annotations

import argparse
import hmac
import ipaddress
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

from reader import extras
from reader.errors import ReaderError, UsageError
from reader.locating import find_library

if TYPE_CHECKING:
    from aiohttp import web

PORT = 8000
_PARAMETER = "token"
_LOCAL_NAMES = ("localhost", "localhost.localdomain")

# What a page of ours may load: nothing from elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

# Keys go to the terminal without a click into it first.
_TAKE_KEYS = """<script>
addEventListener("load", () => {
  const timer = setInterval(() => {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys) { keys.focus(); clearInterval(timer); }
  }, 50);
});
</script>"""

# This very program is found before another that is installed, but after Python's own modules.
_START = (
    "import sys; "
    "at = [n for n, p in enumerate(sys.path) if p.endswith('-packages')] or [len(sys.path)]; "
    "sys.path.insert(at[0], {!r}); "
    "from reader.cli import main; sys.exit(main())"
)


class Door(NamedTuple):
    """Who is let in: ``token`` must be known, if there is one; without it, only this computer."""

    token: str
    port: int

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies do not tell the ports of a computer apart."""
        return f"reader_{self.port}"

    def knows(self, given: str | None) -> bool:
        """Whether this is the token, found out in the same time whatever it is."""
        return bool(self.token) and hmac.compare_digest((given or "").encode(), self.token.encode())


def refusal(
    door: Door, *, host: str, origin: str | None, cookie: str | None, websocket: bool
) -> str:
    """Why a request is not let in; nothing if it is.

    ``host`` and ``origin`` are the headers of these names, ``cookie`` the value of ours. The page
    that opens a websocket must be our own; browsers always say whose it is.
    """
    if door.token:
        if not door.knows(cookie):
            return "Open the address that reader serve printed: it has the token in it."
    elif not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return "This address is not that of this computer."
    if origin is None:
        return "Only the page itself may connect." if websocket else ""
    if urlsplit(origin).netloc != host:
        return "Only the page itself may connect."
    return ""


def is_loopback(host: str) -> bool:
    """Whether a name or address can only mean this computer."""
    if host.casefold().rstrip(".") in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def serve(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if arguments.port is not None and not 0 <= arguments.port <= 65535:
        raise UsageError(f"--port {arguments.port}: ports are from 0 to 65535")
    try:
        import textual_serve  # noqa: F401
    except ImportError:
        raise ReaderError(f"serving needs one more package: {extras.install('serve')}") from None
    command = command_for(arguments.source, arguments.library)
    token = arguments.token
    if token == "" or (token is None and not is_loopback(arguments.host)):
        token = secrets.token_urlsafe(24)
    listening = listen(arguments.host, arguments.port)
    run(command, listening, arguments.host, token or "")
    return 0


def command_for(source: str | None, library: str | None) -> str:
    """The line of the shell that starts Reader for a visitor.

    ``-P`` keeps Python from importing what happens to lie in the current folder.
    """
    words = ["--library", str(find_library(library).root)]
    if source == "-":
        raise UsageError("serve reads files: name one, or none for the last one")
    if source is not None:
        path = Path(source).absolute()
        if not path.is_file():
            raise ReaderError(f"{source}: no such file")
        words += ["--", str(path)]
    start = _START.format(str(Path(__file__).parents[1]))
    return shlex.join([sys.executable, "-P", "-c", start, *words])


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens; without a port on 8000, or on a free one where that is taken."""
    ports = [PORT, 0] if port is None else [port]
    for wanted in ports:
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                host, wanted, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            listening = socket.socket(family, kind, protocol)
        except OSError as error:
            reason = error
            continue
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(16)
        except OSError as error:
            listening.close()
            reason = error
        else:
            return listening
    hint = "; --port 0 takes a free one" if port else ""
    raise ReaderError(f"cannot listen on {host}, port {ports[-1]}: {reason.strerror}{hint}")


def address_of(host: str, port: int, token: str) -> str:
    """The address to open; a wildcard host is named by the name of this computer."""
    if host in ("0.0.0.0", "::", ""):
        host = socket.gethostname()
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/" + (f"?{_PARAMETER}={quote(token)}" if token else "")


def run(command: str, listening: socket.socket, host: str, token: str) -> None:
    """Answer browsers on this socket until ctrl+c."""
    from aiohttp import web
    from textual_serve.server import Server

    port = listening.getsockname()[1]
    door = Door(token, port)

    class Browser(Server):
        """textual-serve's server, behind a door, with addresses as the visitor wrote them."""

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(_guard(door))
            return app

        async def on_startup(self, app: web.Application) -> None:
            """Say where it is."""
            print(f"Reader is at {address_of(host, port, token)}", flush=True)
            print("ctrl+c ends it.", file=sys.stderr)

        async def handle_index(self, request: web.Request) -> Any:
            """The page; its addresses are those of the request, which was let in."""
            secure = request.headers.get("X-Forwarded-Proto") == "https"
            self.public_url = f"{'https' if secure else 'http'}://{request.host}"
            page: Any = await super().handle_index(request)
            page.text = page.text.replace("</body>", f"{_TAKE_KEYS}</body>")
            return page

    server = Browser(command, host=host, port=port, title="Reader")
    web.run_app(server._make_app(), sock=listening, print=None, access_log=None)


def _guard(door: Door) -> Callable[..., Awaitable[web.StreamResponse]]:
    from aiohttp import web

    @web.middleware
    async def guard(
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        if door.knows(request.query.get(_PARAMETER)) and request.path == "/":
            return _welcome(door)
        why = refusal(
            door,
            host=request.headers.get("Host", ""),
            origin=request.headers.get("Origin"),
            cookie=request.cookies.get(door.cookie),
            websocket=request.path == "/ws",
        )
        if why:
            return web.Response(status=403, text=f"{why}\n", headers=_HEADERS)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    return guard


def _welcome(door: Door) -> web.Response:
    """The cookie, and a page that goes on without the token in its address.

    A redirection would not do: a browser that comes from another site or program would not send
    a strict cookie along with it.
    """
    from aiohttp import web

    page = web.Response(
        text='<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Reader</title>',
        content_type="text/html",
        headers=_HEADERS,
    )
    page.set_cookie(door.cookie, door.token, httponly=True, samesite="Strict", path="/")
    return page
