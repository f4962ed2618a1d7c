"""Pages of the web in the library: kept where they were fetched, found again by their address.

A page is a file in ``documents/web`` as it came, named by title and address, with its origin
beside it. From then on it is a document like any other.
"""

from __future__ import annotations

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
from reader.errors import ReaderError, StorageError
from reader.fetching import Address, Fetched, shown
from reader.library import Library
from reader.recognising import OTHER
from reader.text.digest import sha256
from reader.text.sketch import likeness_to, words_left

FOLDER = "web"  # of the documents of a library
_OLDER_COPIES = 8  # of one page that are set aside
_LEFT = 0.5  # of the words of a page, where it or the one that was kept is very short
_DIGITS = 8  # of the hash of the address, at the end of a name
_LONGEST_HOST = 30  # code points of a name

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
    """The file of the page with this address, the last one fetched; None if there is none."""
    end = f"-{_mark(url)}"
    try:
        found = [p for p in (library.documents / FOLDER).iterdir() if p.stem.endswith(end)]
    except OSError:
        return None
    return max(filter(Path.is_file, found), key=_fetched, default=None)


def keep(library: Library, address: Address, fetched: Fetched) -> Kept:
    """Put a page into the library, in place of an older copy of it.

    Where the text is as it was, the older copy stays as it is. One with annotations is set aside,
    and one with annotations and an entirely different text stays: a page that is no longer there
    is often answered with another. Raises SourceError for what cannot be read as a document, and
    StorageError if it cannot be written.
    """
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    origin = Origin(address.url, moment, fetched.encoding)
    name = shown(address.url)
    source = source_from_bytes(name, fetched.data)._replace(origin=origin)
    suffix = _suffix(source, fetched)
    document = open_document(source._replace(name=f"page{suffix}"))
    before = kept_at(library, address.url)
    try:
        if before is None:
            path = library.documents / FOLDER / _file_name(address.url, document, suffix)
            make_folder(path.parent)
        else:
            path = before.with_suffix(suffix)
            older = _document_of(before)
            entry = library.known_at(before)
            noted = entry is not None and entry.annotations != 0
            if older is not None and older.text == document.text and path == before:
                _say_origin(path, origin._replace(encoding=_encoding_of(before)))
                return Kept(path, same=True)
            if older is not None and noted:
                if _is_another(older, document):
                    return Kept(
                        before,
                        f"the page is another one now (“{document.metadata.title}”); "
                        f"this is the copy of {day_of(before)} with your notes",
                    )
                _set_aside(before)
        _say_origin(path, origin)
        replace_file(path, fetched.data)
    except OSError as error:
        raise StorageError(f"the page cannot be kept: {error.strerror or error}") from None
    return Kept(path)


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


def _file_name(url: str, document: Document, suffix: str) -> str:
    """The name of the file of a page: title, site, and what stands for the address."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    title = document.metadata.title
    title = title if title and title != "page" else last
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
