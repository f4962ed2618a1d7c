"""EPUB 2 and 3: the text of all files in reading order, under the book's own table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from reader.documents.document import (
    FURTHEST_BEGINNING,
    BlockKind,
    Document,
    Mark,
    MarkKind,
    Page,
    SpineItem,
)
from reader.documents.encoding import decode
from reader.documents.footnotes import ROLE
from reader.documents.formats.block_parts import Place
from reader.documents.formats.epub_contents import Contents, place_of, read_contents
from reader.documents.formats.epub_package import Item, Package, read_package
from reader.documents.formats.epub_sections import Line, sections_of
from reader.documents.formats.html import declared_encoding, link, read
from reader.documents.formats.zipped import Archive, UnreadableError, shown_name
from reader.documents.made import with_made_sections
from reader.documents.parts import Part, build
from reader.errors import SourceError

_MARKUP = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_FIRST = 12_000  # code points of the first piece
_TOLD = 3  # problems that are told one by one

_FIXED = "the book is made of fixed pages: only their text is shown"


class _Read(NamedTuple):
    """What was read of the files: parts, and the places, pages and landmarks in them."""

    parts: list[Part]
    places: list[Place]
    pages: list[Place]
    problems: list[str]
    landmarks: list[Place]


def parse(name: str, data: bytes) -> Document:
    """The document of an EPUB book; ``name`` is what messages call it.

    Raises SourceError for what is no such book, is encrypted, or has nothing to read. Files that
    are missing or damaged are told in the notices; the rest is read.
    """
    archive = Archive(name, data)
    package = read_package(archive)
    contents = read_contents(archive, package)
    found = _read(archive, package)
    if not found.parts:
        reason = f": {found.problems[0]}" if found.problems else ""
        raise SourceError(f"{name} is an EPUB book without anything to read in it{reason}")
    return _document(package, contents, found)


def parse_piece(name: str, data: bytes) -> Document | None:
    """The document of the first files of a book, whose text begins that of the whole.

    None when that is the whole book, or when there is nothing to read in it.
    """
    archive = Archive(name, data)
    package = read_package(archive)
    contents = read_contents(archive, package)
    begins = [place for role, place in contents.landmarks if role == "bodymatter"]
    found = _read(archive, package, _FIRST, "".join(begins[:1]).partition("#")[0])
    if not found.parts or any(place.name == package.spine[-1].path for place in found.places):
        return None
    return _document(package, contents, found, complete=False)


def _read(archive: Archive, package: Package, enough: int = 0, begins: str = "") -> _Read:
    """The files in reading order; only the first ones if so many code points are ``enough``, which
    count from the file on with which the text ``begins``, as far as that is not too far away."""
    found = _Read([], [], [], [], [])
    length = before = 0
    ahead = any(item.path == begins for item in package.spine)
    for item in package.spine:
        if item.path == begins:
            ahead, before = False, length
        if enough and length - before >= (FURTHEST_BEGINNING if ahead else enough):
            break
        first = len(found.parts)
        found.places.append(Place(item.path, first, 0))
        try:
            _read_item(archive, item, "cover" if item.path == package.cover else "image", found)
        except UnreadableError as error:
            found.problems.append(str(error))
        length += sum(len(part.text) for part in found.parts[first:])
    return found


def _read_item(archive: Archive, item: Item, picture: str, found: _Read) -> None:
    """Add what one file has to the parts, places and pages; ``picture`` is what a page is called
    that is one and does not say what it shows."""
    first = len(found.parts)
    if "cover" in item.path.lower():
        picture = "cover"
    if item.media_type.startswith("image/") and item.media_type != "image/svg+xml":
        found.parts.append(_figure(picture, item.path))
        return
    data = archive.read(item.path)
    decoded = decode(data, declared_encoding(data))
    markup = read(decoded.text, _linker(item.path), partial(place_of, item.path))
    if not markup.parts and ("<img" in decoded.text or "<image" in decoded.text):
        markup.parts.append(_figure(picture, *markup.images[:1]))
    found.parts.extend(markup.parts)
    for place in markup.blocks.places:
        name = f"{item.path}#{place.name}"
        found.places.append(Place(name, first + place.part, place.offset))
    for marked, more in (
        (found.pages, markup.blocks.pages),
        (found.landmarks, markup.blocks.landmarks),
    ):
        marked.extend(place._replace(part=first + place.part) for place in more)
    found.problems.extend(f"{shown_name(item.path)}: {notice}" for notice in decoded.notices)
    found.problems.extend(markup.notices)


def _figure(words: str, image: str = "") -> Part:
    """A picture that says no more of itself; ``image`` is its name in the archive."""
    shown = f"[{words}]"
    part = Part(BlockKind.FIGURE, shown, 0, 0)
    part.marks = (Mark(MarkKind.IMAGE, 0, len(shown), image),) if image else ()
    return part


def _linker(base: str) -> Callable[[str], str]:
    """Links of one file as targets of the document: ``#file`` or ``#file#id`` inside the book."""

    def target(href: str) -> str:
        place = place_of(base, href)
        return f"#{place.replace('%', '%25')}" if place else link(href)

    return target


def _document(
    package: Package, contents: Contents, found: _Read, *, complete: bool = True
) -> Document:
    notices = [_FIXED] if package.fixed else []
    problems = list(dict.fromkeys((*package.problems, *found.problems)))
    if contents.problem:
        problems.append(contents.problem)
    notices += problems[:_TOLD]
    if len(problems) > _TOLD:
        notices.append(f"and {len(problems) - _TOLD} more problems of this kind")
    document = build(
        found.parts, package.metadata, tuple(notices) if complete else (), complete, lined=False
    )
    starts = _starts(document, found.places)
    lines = [
        Line(entry.title, entry.level, _start(starts, entry.place)) for entry in contents.entries
    ]
    if not complete:
        lines = [line for line in lines if line.start is not None]
    document = document.with_(
        sections=sections_of(document, lines) if lines else document.sections,
        places=MappingProxyType(_linked(document, starts)),
        pages=_pages(document, starts, contents, found.pages),
        spine=tuple(
            SpineItem(item.href, item.idref, starts[item.path])
            for item in package.spine
            if item.path in starts
        ),
        landmarks=_landmarks(document, starts, contents, found.landmarks),
    )
    return with_made_sections(document)


def _starts(document: Document, places: Iterable[Place]) -> dict[str, int]:
    """Where in the text the named places are; the first of the same name counts."""
    starts: dict[str, int] = {}
    for place in places:
        starts.setdefault(place.name, _offset(document, place))
    return starts


def _offset(document: Document, place: Place) -> int:
    """Where a place is in the text; behind the last part it is the last one's end."""
    blocks = document.blocks
    if place.part >= len(blocks):
        return max(0, len(document.text) - 1)
    return min(blocks.starts[place.part] + place.offset, blocks.ends[place.part])


def _start(starts: Mapping[str, int], place: str) -> int | None:
    """Where a place of the tables is; the file's beginning where it does not have that id."""
    if place in starts:
        return starts[place]
    return starts.get(place.partition("#")[0])


def _linked(document: Document, starts: Mapping[str, int]) -> dict[str, int]:
    """The places that links in the text lead to, and those at which notes begin: there ends the
    note before."""
    wanted = {
        mark.target[1:].replace("%25", "%") for mark in document.marks if mark.target[:1] == "#"
    }
    wanted |= {name for name, start in starts.items() if "#" in name and _is_note(document, start)}
    found = ((name, _start(starts, name)) for name in wanted)
    return {name: start for name, start in found if start is not None}


def _is_note(document: Document, start: int) -> bool:
    """Whether a paragraph of notes begins there."""
    index = document.block_at(start)
    return document.blocks.starts[index] == start and document.blocks[index].role == ROLE


def _landmarks(
    document: Document, starts: Mapping[str, int], contents: Contents, marked: Sequence[Place]
) -> Mapping[str, int]:
    """The parts that the book names, where they are in the text; the first of a role counts, and
    what its tables say before what the text says of itself."""
    landmarks: dict[str, int] = {}
    for role, place in contents.landmarks:
        start = _start(starts, place)
        if start is not None:
            landmarks.setdefault(role, start)
    for part in marked:
        landmarks.setdefault(part.name, _offset(document, part))
    return MappingProxyType(landmarks)


def _pages(
    document: Document,
    starts: Mapping[str, int],
    contents: Contents,
    breaks: Sequence[Place],
) -> tuple[Page, ...]:
    """The printed pages: those of the book's list, else those that the text marks."""

    def listed() -> Iterator[Page]:
        for entry in contents.pages:
            start = starts.get(entry.place)
            if start is not None:
                yield Page(entry.title, start)

    pages = list(listed()) or [Page(place.name, _offset(document, place)) for place in breaks]
    return tuple(sorted(pages, key=lambda page: page.start))
