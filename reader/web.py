"""Pages of the web in the library: kept where they were fetched, found again by their address.

A page is a file in ``documents/web`` as it came, named by title and address, with its origin
beside it. From then on it is a document like any other.

The addresses that led to a page are aliases of it: each finds the same copy, with its notes. An
alias that leads elsewhere one day is one of the page that it leads to then. What came over https
is never replaced by what comes over plain http, which anybody on the way may have written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reader.annotations.files import make_folder, replace_file
from reader.catalogue import slug
from reader.documents.document import Document
from reader.documents.identifiers import identifier
from reader.documents.known import BY_SUFFIX, FORMATS, of_bytes
from reader.documents.opening import Source, open_document, read_source, source_from_bytes
from reader.documents.origin import OLDER, Origin, origin_of, origin_path, origin_record
from reader.errors import PasswordError, ReaderError, SourceError, StorageError
from reader.fetching import Address, Fetched, address_of, shown
from reader.library import Library
from reader.recognising import OTHER
from reader.text.digest import sha256
from reader.text.patterns import lazy
from reader.text.sketch import likeness_to, words_left

FOLDER = "web"  # of the documents of a library
_OLDER_COPIES = 8  # of one page that are set aside
_LEFT = 0.5  # of the words of a page, where it or the one that was kept is very short
_DIGITS = 8  # of the hash of the address, at the end of a name
_LONGEST_HOST = 30  # code points of a name

_FEW_WORDS = 250  # code points of a page that may lack what it is about
_PROGRAM = "the page is made by programs of its own, which are not run; a browser shows it"
_SCRIPT = lazy(rb"(?i)<script\b")
_CONSENT = lazy(r"(?i)consent|cookie-?wall|gdpr")

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/epub+zip": ".epub",
}


class Kept(NamedTuple):
    """What became of a page that was fetched: its file, what is to be said of it, and whether it
    is as it was."""

    path: Path
    remark: str = ""
    same: bool = False


def kept_at(library: Library, url: str) -> Path | None:
    """The file of the page with this address, or to which it led, the last one fetched; None if
    there is none."""
    mark = _mark(url)
    folder = library.documents / FOLDER
    try:
        names = {path.name: path for path in folder.iterdir() if path.is_file()}
    except OSError:
        return None
    pages = [path for name, path in names.items() if not name.startswith(".")]
    named = [path for path in pages if path.stem.endswith(f"-{mark}")]
    found = [path for path in named if mark in _marks_of(path, mark)]
    # Only where it is not named by this address, the words on all pages have to be read.
    found = found or [path for path in pages if mark in _marks_of(path)]
    return max(found, key=_fetched, default=None)


def copy_of(path: Path, address: Address) -> str:
    """What is said of the copy at ``path`` where the page cannot be had from its address."""
    words = f"this is the copy of {day_of(path)}"
    return f"{words}, which came over plain http" if came_plainly(path, address) else words


def came_plainly(path: Path, address: Address) -> bool:
    """Whether a copy came over plain http, though its address is one of https."""
    origin = origin_of(path)
    return origin is not None and _is_plain(origin.url) and not _is_plain(address.url)


def keep(library: Library, address: Address, fetched: Fetched) -> Kept:
    """Put a page into the library, in place of an older copy of it.

    Where the text is as it was, the older copy stays as it is. One with annotations is set aside,
    and one with annotations and an entirely different text stays: a page that is no longer there
    is often answered with another. Raises SourceError for what cannot be read as a document, and
    StorageError if it cannot be written.
    """
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    url = address_of(fetched.url).url
    origin = Origin(url, moment, fetched.encoding)
    source = source_from_bytes(shown(address.url), fetched.data)._replace(origin=origin)
    suffix = _suffix(source, fetched)
    document = _read(source, suffix, fetched)
    before, led_to = _copies(library, address.url, url)
    came_from = [address.url, *(address_of(one).url for one in fetched.passed)]
    try:
        if before is None:
            path = library.documents / FOLDER / _file_name(url, document, suffix)
            make_folder(path.parent)
            origin = _with_aliases(origin, came_from)
        else:
            path = before.with_suffix(suffix)
            older = _document_of(before)
            known = origin_of(before)
            same = path == before and (
                older.text == document.text
                if older and document
                else before.read_bytes() == fetched.data
            )
            if known is not None:
                if _is_plain(url) and not _is_plain(known.url):
                    said = (
                        "the page came over plain http only; "
                        f"this is the copy of {day_of(before)}, which came over https"
                    )
                    return Kept(before, "" if same else said, same)
                came_from += [known.url, *known.aliases]
            origin = _with_aliases(origin, came_from)
            if same:
                _say_origin(path, origin._replace(encoding=_encoding_of(before)))
                return Kept(path, _led_away(library, led_to, origin), same=True)
            if older is not None and _has_notes(library, before):
                if document is not None and _is_another(older, document):
                    return Kept(
                        before,
                        f"the page is another one now (“{document.metadata.title}”); "
                        f"this is the copy of {day_of(before)} with your notes",
                    )
                _set_aside(before)
        _say_origin(path, origin)
        replace_file(path, fetched.data)
        remark = _led_away(library, led_to, origin)
    except OSError as error:
        raise StorageError(f"the page cannot be kept: {error.strerror or error}") from None
    return Kept(path, remark or _wanting(address.url, url, fetched, document))


def _read(source: Source, suffix: str, fetched: Fetched) -> Document | None:
    """The document of a page that was fetched; None for one that is encrypted, which is asked for
    its password when it is shown. Raises SourceError, whose message calls it by its address."""
    name = f"page{suffix}"
    try:
        return open_document(source._replace(name=name))
    except PasswordError:
        return None
    except SourceError as error:
        message = str(error).replace(name, source.name)
        if suffix == ".html" and _SCRIPT.search(fetched.data):
            message = f"{message}: {_PROGRAM}"
        raise SourceError(message) from None


def _wanting(asked: str, url: str, fetched: Fetched, document: Document | None) -> str:
    """What a page seems to lack, for one line; "" if nothing."""
    if _is_plain(url) and not _is_plain(asked):
        return "the page came over plain http, to which its address leads"
    if _CONSENT.search(url) and not _CONSENT.search(asked):
        return "the address leads to a page that asks for consent first: a browser can give it"
    if document is None or document.metadata.format != "html":
        return ""
    if len(document.text) < _FEW_WORDS and _SCRIPT.search(fetched.data):
        return f"this is little: {_PROGRAM}"
    return ""


def _copies(library: Library, asked: str, url: str) -> tuple[Path | None, Path | None]:
    """The copy of a page that was found at ``url`` when ``asked`` was asked for, and the copy of
    another page to which that led before."""
    own = kept_at(library, asked)
    if own is None or _mark(asked) == _mark(url):
        return kept_at(library, url), None
    origin, there = origin_of(own), kept_at(library, url)
    stood_here = origin is None or _mark(origin.url) == _mark(asked)
    if there == own or (stood_here and (there is None or _has_notes(library, own))):
        return own, None
    return there, own


def _with_aliases(origin: Origin, addresses: Iterable[str]) -> Origin:
    """An origin with the other addresses of its page, each once."""
    by_mark = {_mark(one): one for one in addresses}
    by_mark.pop(_mark(origin.url), None)
    return origin._replace(aliases=tuple(by_mark.values()))


def _led_away(library: Library, path: Path | None, origin: Origin) -> str:
    """Let the addresses of a page be no aliases of the one at ``path`` any more; what is to be said
    of that."""
    before = origin_of(path) if path is not None else None
    if path is None or before is None:
        return ""
    gone = {*map(_mark, origin.aliases)}
    url = origin.url if _mark(before.url) in gone else before.url  # that was found there as well
    left = tuple(one for one in before.aliases if _mark(one) not in gone)
    _say_origin(path, before._replace(url=url, aliases=left))
    if not _has_notes(library, path):
        return ""
    return f"the address leads to another page now; the one with your notes: {shown(before.url)}"


def _has_notes(library: Library, path: Path) -> bool:
    entry = library.known_at(path)
    return entry is not None and entry.annotations != 0


def _is_plain(url: str) -> bool:
    return url[:5].lower() == "http:"


def _marks_of(path: Path, default: str = "") -> set[str]:
    """What stands for the addresses of a page; the ``default`` where nothing says them."""
    origin = origin_of(path)
    return set(map(_mark, (origin.url, *origin.aliases))) if origin else {default}


def _is_another(older: Document, document: Document) -> bool:
    """Whether a page is not the one that was kept, changed: "we are down" is too short to be told
    by its wording, and is told by how few of the words are left."""
    share = likeness_to(document.sketch)(older.sketch)
    if share is not None:
        return share < OTHER
    return words_left(older.text, document.text) < _LEFT


def day_of(path: Path) -> str:
    """The day when the copy at ``path`` was fetched."""
    return _fetched(path)[:10]


def _fetched(path: Path) -> str:
    origin = origin_of(path)
    if origin is not None and origin.fetched:
        return origin.fetched
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()


def _mark(url: str) -> str:
    """What stands for an address at the end of a file name: the same for all ways to write it."""
    return sha256((identifier(url, "url") or url).encode("utf-8", "surrogatepass"))[:_DIGITS]


def _file_name(url: str, document: Document | None, suffix: str) -> str:
    """The name of the file of a page: title, site, and what stands for the address."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    title = document.metadata.title if document else ""
    title = title if title not in ("", "page", f"page{suffix}") else last
    host = slug((parts.hostname or "").removeprefix("www."))[:_LONGEST_HOST].strip("-")
    words = f"{slug(title)}-{host}" if title else host
    return f"{words}-{_mark(url)}{suffix}"


def _suffix(source: Source, fetched: Fetched) -> str:
    """The end of a page's file name, by which it is read as what it is."""
    binary = of_bytes(fetched.data)
    if binary is not None:
        return binary.suffixes[0]
    if fetched.media_type in _SUFFIXES:
        return _SUFFIXES[fetched.media_type]
    named = Path(unquote(urlsplit(fetched.url).path)).suffix.lower()
    if named in BY_SUFFIX and not BY_SUFFIX[named].binary:
        return named
    found = open_document(source._replace(name="page")).metadata.format
    return FORMATS[found].suffixes[0]


def _document_of(path: Path) -> Document | None:
    try:
        return open_document(read_source(path))
    except ReaderError:
        return None


def _encoding_of(path: Path) -> str:
    origin = origin_of(path)
    return origin.encoding if origin else ""


def _say_origin(path: Path, origin: Origin) -> None:
    replace_file(origin_path(path), origin_record(origin))


def _set_aside(path: Path) -> None:
    """Keep the copy that is about to be replaced."""
    older = path.parent / OLDER / f"{path.stem}.{_fetched(path)[:19].replace(':', '')}{path.suffix}"
    make_folder(older.parent)
    replace_file(older, path.read_bytes())
    # Some pages change at every visit. The texts on which notes stood are kept in any case.
    for old in sorted(older.parent.glob(f"{path.stem}.*"))[:-_OLDER_COPIES]:
        old.unlink()
