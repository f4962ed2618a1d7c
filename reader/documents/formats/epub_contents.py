"""The tables of an EPUB book: contents and printed pages, from nav (EPUB 3) or NCX (EPUB 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reader.documents.encoding import harmless
from reader.documents.formats.epub_package import Package, local
from reader.documents.formats.zipped import Archive, UnreadableError, decoded, resolved

MOST_ENTRIES = 50_000


class Entry(NamedTuple):
    """A line of a table: its words, how deep it stands (from 1), and the place it names.

    A place is the name of a file in the archive, with ``#id`` for an element in it; "" for none.
    """

    title: str
    level: int
    place: str


class Contents(NamedTuple):
    """The tables of a book, each in its own order; ``problem`` says which could not be read.

    ``landmarks`` are the roles of parts, and the places that they begin at.
    """

    entries: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    problem: str = ""
    landmarks: tuple[tuple[str, str], ...] = ()


def read_contents(archive: Archive, package: Package) -> Contents:
    """The tables of EPUB 3, and of EPUB 2 for what these do not have."""
    found = Contents(landmarks=package.guide)
    for path, read in ((package.nav, _nav), (package.ncx, _ncx)):
        if not path or (found.entries and found.pages):
            continue
        try:
            more = read(archive.xml(path), path)
        except UnreadableError as error:
            found = found._replace(problem=f"the table of contents cannot be read: {error}")
            continue
        found = Contents(
            found.entries or more.entries,
            found.pages or more.pages,
            "" if more.entries else found.problem,
            more.landmarks + found.landmarks,
        )
    return found


def place_of(base: str, href: str) -> str:
    """The place that the file ``base`` calls ``href``; "" for one that is not in the book."""
    href = href.strip()
    scheme = href.partition("#")[0].partition("/")[0]
    if not href or ":" in scheme:
        return ""
    fragment = decoded(href.partition("#")[2])
    return resolved(base, href) + (f"#{fragment}" if fragment else "")


# --- EPUB 3 --------------------------------------------------------------------------------------


def _nav(root: Element, path: str) -> Contents:
    tables: dict[str, tuple[Entry, ...]] = {}
    landmarks: list[tuple[str, str]] = []
    for nav in root.iter():
        if local(nav) != "nav":
            continue
        kinds = " ".join(
            value
            for name, value in nav.attrib.items()
            if name.rpartition("}")[2] in ("type", "role")
        )
        for kind in ("toc", "page-list"):
            if kind in kinds.replace("doc-", "").replace("pagelist", "page-list").split():
                tables.setdefault(kind, tuple(_lists(nav, path)))
        if "landmarks" in kinds.split():
            landmarks += _landmarks(nav, path)
    return Contents(tables.get("toc", ()), tables.get("page-list", ()), landmarks=tuple(landmarks))


def _landmarks(nav: Element, path: str) -> Iterator[tuple[str, str]]:
    for link in nav.iter():
        kinds = (value for name, value in link.attrib.items() if name.rpartition("}")[2] == "type")
        for role in " ".join(kinds).lower().split():
            yield role, place_of(path, link.get("href", ""))


def _lists(nav: Element, path: str) -> Iterator[Entry]:
    """The entries of the nested lists in a ``nav``, without recursion."""
    waiting = [(child, 1) for child in reversed(nav)]
    count = 0
    while waiting and count < MOST_ENTRIES:
        element, level = waiting.pop()
        name = local(element)
        if name == "li":
            label = next((one for one in element if local(one) in ("a", "span")), None)
            label = (
                label
                if label is not None
                else next((a for a in element.iter() if local(a) == "a"), None)
            )
            below = level
            if label is not None and (title := _text(label)):
                count += 1
                below += 1
                yield Entry(title, level, place_of(path, label.get("href", "")))
            inner = (one for one in element if local(one) in ("ol", "ul", "div"))
            waiting += [(child, below) for child in reversed(list(inner))]
        elif name in ("ol", "ul", "div", "section"):
            waiting += [(child, level) for child in reversed(element)]


def _text(element: Element) -> str:
    """The words of an element; where it has none, those that describe its pictures."""
    words = " ".join(harmless("".join(element.itertext())).split())
    if words:
        return words
    told = (one.get("alt") or one.get("title") or "" for one in element.iter())
    return " ".join(harmless(" ".join(told)).split())


# --- EPUB 2 --------------------------------------------------------------------------------------


def _ncx(root: Element, path: str) -> Contents:
    entries: list[Entry] = []
    pages: list[Entry] = []
    for element in root.iter():
        if local(element) == "navmap" and not entries:
            entries += _points(element, path)
        elif local(element) == "pagelist" and not pages:
            pages += _points(element, path)
    return Contents(tuple(entries), tuple(pages))


def _points(table: Element, path: str) -> Iterator[Entry]:
    """The entries of an NCX, without recursion."""
    waiting = [(child, 1) for child in reversed(table)]
    count = 0
    while waiting and count < MOST_ENTRIES:
        element, level = waiting.pop()
        if local(element) not in ("navpoint", "pagetarget"):
            continue
        label = next((one for one in element if local(one) == "navlabel"), None)
        target = next((one for one in element if local(one) == "content"), None)
        below = level
        if label is not None and (title := _text(label)):
            count += 1
            below += 1
            yield Entry(
                title, level, place_of(path, "" if target is None else target.get("src", ""))
            )
        waiting += [(child, below) for child in reversed(element)]
