"""Fetching a page of the web: bounded in time, size and redirects, and stopped at any moment.

Only http and https, whatever a page says; nothing of this is imported before an address is opened.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import zlib
from base64 import b64encode
from collections.abc import Callable
from html import unescape
from threading import Event, Timer
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

import reader
from reader.errors import SourceError
from reader.text.patterns import lazy

SCHEMES = ("http", "https")
_SAFE = "/%:@!$&'()*+,;=~-._?"  # signs that stay as they are in an address
_ACCEPT = (
    "text/html,application/xhtml+xml,application/epub+zip,application/pdf,text/markdown,"
    "text/plain;q=0.9,*/*;q=0.8"
)
_PIECE = 64 * 1024  # bytes


class Limits(NamedTuple):
    """How long a server may be silent and how long all may take, in seconds; how many bytes a page
    may have, packed or not; how often it may lead elsewhere."""

    silence: float = 20.0
    total: float = 120.0
    largest: int = 64 * 1024 * 1024
    redirects: int = 10


class Address(NamedTuple):
    """An address as it is asked for: without fragment, and without user and password, which are
    in ``login`` as the server wants them."""

    url: str
    fragment: str = ""
    login: str = ""


class Fetched(NamedTuple):
    """A page: where it was found in the end, its bytes, its media type and encoding as the server
    says them, in lower case, "" where it does not; and the addresses that led from the one that
    was asked for to there."""

    url: str
    data: bytes
    media_type: str = ""
    encoding: str = ""
    passed: tuple[str, ...] = ()


class FetchError(SourceError):
    """A page could not be fetched. ``gone`` is whether its server answered, and has no such page
    for us."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


class _StoppedError(Exception):
    """Nobody waits for the page any more."""


def is_address(word: str) -> bool:
    """Whether a word names a page of the web, and not a file."""
    return word[:8].lower().startswith(("http://", "https://"))


def address_of(word: str) -> Address:
    """The address that was written; raises SourceError for what is none."""
    try:
        parts = urlsplit(word.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SourceError(f"{shown(word)} is no address of the web") from None
    if parts.scheme not in SCHEMES or not host:
        raise SourceError(f"{shown(word)} is no address of the web: http://… and https://… are")
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    if any(char.isspace() or not char.isprintable() for char in host):
        raise SourceError(f"{shown(word)} is no address of the web")
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port is not None else ""
    url = urlunsplit(
        (parts.scheme, place, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), "")
    )
    login = ""
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        login = f"Basic {b64encode(pair.encode()).decode('ascii')}"
    return Address(url, parts.fragment, login)


def shown(url: str) -> str:
    """An address as messages and lists show it: without user and password, and on one line."""
    before, sign, rest = url.partition("//")
    place, slash, path = rest.partition("/")
    url = f"{before}{sign}{place.rpartition('@')[2]}{slash}{path}" if sign else url
    return "".join(char for char in url if char.isprintable())


class Fetch:
    """One page that is being fetched; `stop` ends it from another thread. ``got`` counts the bytes
    that have come."""

    def __init__(self, address: Address, limits: Limits | None = None) -> None:
        self.address = address
        self.limits = limits or Limits()
        self.got = 0
        self._stopped = Event()
        self._late = False
        self._connections: list[http.client.HTTPConnection] = []

    @property
    def stopped(self) -> bool:
        """Whether somebody gave it up."""
        return self._stopped.is_set() and not self._late

    def stop(self) -> None:
        """Give up; `run` raises FetchError soon after."""
        self._stopped.set()
        for connection in self._connections:
            sock = connection.sock
            if sock is not None:
                with contextlib.suppress(OSError, ValueError, AttributeError):
                    sock.shutdown(socket.SHUT_RDWR)

    def run(self, progress: Callable[[int], object] = lambda got: None) -> Fetched:
        """Fetch the page; ``progress`` is told how many bytes have come, after every piece.

        Raises FetchError, whose message is one line for a person.
        """
        host = urlsplit(self.address.url).hostname or ""
        clock = Timer(self.limits.total, self._is_late)
        clock.daemon = True
        clock.start()
        try:
            return self._run(progress)
        except FetchError:
            raise
        except Exception as error:  # whatever a server or a library comes up with
            if self.stopped:
                raise FetchError("given up") from None
            if self._late or isinstance(error, TimeoutError):
                raise FetchError(f"{host} does not answer in time") from None
            raise _refused(error, host) from None
        finally:
            clock.cancel()
            for connection in self._connections:
                connection.close()

    def _is_late(self) -> None:
        self._late = True
        self.stop()

    def _run(self, progress: Callable[[int], object]) -> Fetched:
        headers = {
            "User-Agent": f"Reader/{reader.__version__}",
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        }
        request = Request(self.address.url, headers=headers)
        if self.address.login:  # not for where it leads
            request.add_unredirected_header("Authorization", self.address.login)
        opener = OpenerDirector()
        redirects = _Redirects(self.limits.redirects)
        for handler in (
            ProxyHandler(),
            _Http(self),
            _Https(self),
            redirects,
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
        ):
            opener.add_handler(handler)
        while True:
            self.got = 0
            with opener.open(request, timeout=self.limits.silence) as answer:
                data = self._body(answer, progress)
                said = answer.headers
            page = Fetched(
                urldefrag(answer.url)[0],
                data,
                said.get_content_type() if "Content-Type" in said else "",
                said.get_content_charset() or "",
                tuple(redirects.passed),
            )
            place = _leads_to(page)
            if not place:
                return page
            here = Request(page.url, headers=headers)
            there = redirects.redirect_request(here, answer, 302, "", said, place)
            assert there is not None  # 302 to a page of the web
            request = there

    def _body(self, answer: Any, progress: Callable[[int], object]) -> bytes:
        """The bytes of the page, unpacked."""
        largest = self.limits.largest
        unpack = _unpacker(answer.headers.get("Content-Encoding", ""))
        data = bytearray()
        while True:
            piece = answer.read1(_PIECE)
            if self._stopped.is_set():
                raise _StoppedError
            self.got += len(piece)
            data += unpack(piece, largest - len(data) + 1)
            if len(data) > largest or self.got > largest:
                raise FetchError(
                    f"the page is too large: the most that is fetched is {largest // 2**20} MB"
                )
            progress(self.got)
            if not piece:
                break
        expected = answer.headers.get("Content-Length", "")
        if expected.isdecimal() and self.got < int(expected):
            raise FetchError("the page broke off before its end")
        return bytes(data)


def _unpacker(coding: str) -> Callable[[bytes, int], bytes]:
    """What unpacks the pieces of a body that is packed in this way, at most so many bytes of it.

    Raises zlib.error for what is not packed so, and FetchError for a way that was not asked for.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return lambda piece, most: piece
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"the page is packed in a way that is not known: {shown(coding)}")
    first: list[Any] = []

    def unpack(piece: bytes, most: int) -> bytes:
        if not piece:
            return b""
        if not first:  # servers say "deflate" of two things
            bare = coding == "deflate" and (piece[0] & 15 != 8 or piece[0] >> 4 > 7)
            first.append(zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32))
        out: bytes = first[0].decompress(piece, most)
        return out

    return unpack


class _Redirects(HTTPRedirectHandler):
    """Follows where a page leads: so often, and to pages of the web only."""

    max_redirections = max_repeats = 1000  # we count ourselves

    def __init__(self, most: int) -> None:
        self._left = most
        self.passed: list[str] = []  # the addresses that led on

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        self._left -= 1
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.scheme not in SCHEMES:
            raise FetchError(f"the page leads to {shown(newurl)}, which is not opened")
        if self._left < 0:
            raise FetchError(_CIRCLE)
        if _is_private(new.hostname or "") and not _is_private(old.hostname or ""):
            raise FetchError(f"the page leads into your own network ({shown(newurl)}): not opened")
        self.passed.append(urldefrag(req.full_url)[0])
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def http_error_302(self, req: Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except HTTPError as error:
            if error.code not in _LEADS_ON:
                raise
            place = shown(headers.get("Location", ""))
            if "not allowed" in error.reason:
                raise FetchError(f"the page leads to {place}, which is not opened") from None
            raise FetchError(_CIRCLE) from None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


_REFRESH = lazy(
    r"(?i)<meta\b(?=[^>]{0,500}\bhttp-equiv\s*=\s*[\"']?refresh\b)"
    r"[^>]{0,500}\bcontent\s*=\s*[\"']?\s*\d?(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'>\s]+)"
)
_UNREAD = lazy(r"(?is)<(script|style|title|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
_LONGEST_LEAD = 20_000  # bytes of a page that says nothing but where it leads
_FEW = 200  # code points of its text: "You are taken to the new page"


def _leads_to(page: Fetched) -> str:
    """The address of the page that this one, which has next to nothing to be read, makes room for
    by itself; "" where it is one to be read."""
    if page.media_type not in ("", "text/html", "application/xhtml+xml"):
        return ""
    if len(page.data) > _LONGEST_LEAD:
        return ""
    text = page.data.decode("ascii", "replace")
    found = _REFRESH.search(text)
    if found is None or len("".join(_UNREAD.sub("", text).split())) > _FEW:
        return ""
    place = urldefrag(urljoin(page.url, unescape(found[1])))[0]
    return "" if place == page.url else place


_LEADS_ON = (301, 302, 303, 307, 308)
_CIRCLE = "the page leads from one address to the next without an end"


def _is_private(host: str) -> bool:
    """Whether a host is this machine, or one of the network around it, by its name alone."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


class _Http(HTTPHandler):
    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        def connect(host: str, **options: Any) -> http.client.HTTPConnection:
            connection = http.client.HTTPConnection(host, **options)
            self._fetch._connections.append(connection)
            return connection

        return self.do_open(connect, req)


class _Https(HTTPSHandler):
    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        def connect(host: str, **options: Any) -> http.client.HTTPConnection:
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, context=context, **options)
            self._fetch._connections.append(connection)
            return connection

        return self.do_open(connect, req)


_CODES = {
    401: "wants a name and a password",
    402: "wants to be paid",
    403: "does not let us read it",
    404: "has no such page",
    410: "has no such page any more",
    429: "was asked too often; try again later",
    451: "may not show it for reasons of law",
}


def _refused(error: Exception, host: str) -> FetchError:
    """What to say of an error."""
    if isinstance(error, HTTPError):
        said = _CODES.get(error.code, "")
        reason = said or f"says {error.code} {shown(str(error.reason))[:60]}".rstrip()
        return FetchError(f"{host} {reason}", gone=400 <= error.code < 500)
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    return FetchError(_said_of(error, host))


def _said_of(error: Exception, host: str) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            why = shown(error.verify_message)
            return f"the certificate of {host} is not to be trusted: {why}"
        case ssl.SSLError():
            return f"{host} cannot be reached securely: {shown(str(error.reason))}"
        case socket.gaierror():
            return f"{host} cannot be found: is there a connection to the web?"
        case TimeoutError():
            return f"{host} does not answer in time"
        case ConnectionRefusedError():
            return f"{host} does not take connections"
        case http.client.IncompleteRead():
            return "the page broke off before its end"
        case zlib.error():
            return "the page is packed wrongly"
        case http.client.HTTPException() | ValueError():
            return f"{host} does not answer as servers of the web do"
    why = getattr(error, "strerror", None) or str(error)
    return f"{host} cannot be reached: {shown(str(why))[:120]}"
