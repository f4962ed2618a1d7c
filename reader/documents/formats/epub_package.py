"""The package file of an EPUB book: what it is called, which files are read, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reader.documents.document import Metadata
from reader.documents.encoding import harmless
from reader.documents.formats.zipped import Archive, UnreadableError, decoded, resolved
from reader.documents.identifiers import identifier
from reader.errors import SourceError
from reader.text.patterns import lazy

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MARKUP = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_MOST_FALLBACKS = 10
_MOMENT = lazy(r"\d{4}-\d\d-\d\dT")
# What the guide of EPUB 2 calls otherwise than EPUB 3 does.
_ROLES = {
    "text": "bodymatter",
    "start": "bodymatter",
    "title-page": "titlepage",
    "notes": "endnotes",
    "acknowledgements": "acknowledgments",
}


class Item(NamedTuple):
    """A file of the book: its name in the archive, its media type and what it is for; ``href``
    and ``idref`` are its address and its id in the manifest."""

    path: str
    media_type: str = ""
    properties: frozenset[str] = frozenset()
    fallback: str = ""
    href: str = ""
    idref: str = ""


class Package(NamedTuple):
    """What the package file says.

    ``spine`` are the files that are read, in this order; ``nav`` and ``ncx`` the tables of
    contents of EPUB 3 and 2, ``cover`` the page that is one; "" where there is none. ``guide`` are
    the parts that EPUB 2 names: their roles, and where in which file they are. ``problems`` are
    remarks on what is wrong.
    """

    path: str
    metadata: Metadata
    spine: tuple[Item, ...]
    nav: str = ""
    ncx: str = ""
    cover: str = ""
    guide: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    problems: tuple[str, ...] = ()


def read_package(archive: Archive) -> Package:
    """The package of a book; SourceError if it is none, or if its text is encrypted."""
    name = archive.name
    if _CONTAINER not in archive:
        raise SourceError(f"{name} is not an EPUB book: it has no {_CONTAINER}")
    try:
        path = _package_path(archive)
        root = archive.xml(path)
    except UnreadableError as error:
        raise SourceError(f"{name} cannot be read as an EPUB book: {error}") from None
    items: dict[str, Item] = {}
    for element in _all(root, "item"):
        href = element.get("href") or ""
        if href and "://" not in href:
            items[element.get("id", "")] = Item(
                resolved(path, href),
                element.get("media-type", "").strip().lower(),
                frozenset(element.get("properties", "").split()),
                element.get("fallback", ""),
                _words(href),
                _words(element.get("id")),
            )
    spine_element = next(_all(root, "spine"), None)
    references = list(_all(spine_element, "itemref")) if spine_element is not None else []
    problems: list[str] = []
    spine: dict[str, Item] = {}
    for reference in references:
        item = _readable(items, reference.get("idref", ""))
        if item is None:
            idref = _words(reference.get("idref")) or "an item without a name"
            problems.append(f"“{idref}” of the reading order is missing from the book")
        else:
            spine.setdefault(item.path, item)
    if not spine:
        raise SourceError(f"{name} is an EPUB book without anything to read in it")
    _refuse_encrypted(archive, spine)
    guide = tuple(_guide(root, path))
    toc = items.get(spine_element.get("toc", "")) if spine_element is not None else None
    ncxs = (item for item in items.values() if item.media_type == "application/x-dtbncx+xml")
    return Package(
        path,
        _metadata(root),
        tuple(spine.values()),
        next((item.path for item in items.values() if "nav" in item.properties), ""),
        (toc or next(ncxs, Item(""))).path,
        next((place for role, place in guide if role == "cover"), "").partition("#")[0],
        guide,
        any(_is_fixed(element) for element in _all(root, "meta")),
        tuple(problems),
    )


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local(element) == name)


def _guide(root: Element, path: str) -> Iterator[tuple[str, str]]:
    """The parts that the guide of EPUB 2 names, by the terms of EPUB 3."""
    for reference in _all(root, "reference"):
        kind = reference.get("type", "").lower()
        href = reference.get("href", "")
        fragment = href.partition("#")[2]
        place = resolved(path, href) + (f"#{decoded(fragment)}" if fragment else "")
        yield _ROLES.get(kind, kind), place


def _package_path(archive: Archive) -> str:
    for element in _all(archive.xml(_CONTAINER), "rootfile"):
        path = element.get("full-path", "")
        if path:
            return resolved("", path)
    raise UnreadableError(f"{_CONTAINER} names no package file")


def _readable(items: Mapping[str, Item], name: str) -> Item | None:
    """The item with this id, or what stands in for it where it is a picture, say."""
    item = items.get(name)
    for _ in range(_MOST_FALLBACKS):
        if item is None or item.media_type in _MARKUP or not item.fallback:
            return item
        item = items.get(item.fallback, item._replace(fallback=""))
    return item


def _refuse_encrypted(archive: Archive, spine: Mapping[str, Item]) -> None:
    """Raise SourceError for a book whose text only the programs of its seller can read.

    Fonts may be made useless outside of the book: that does not matter.
    """
    if _ENCRYPTION not in archive:
        return
    try:
        root = archive.xml(_ENCRYPTION)
    except UnreadableError:
        return
    for element in _all(root, "encrypteddata"):
        uris = (one.get("URI", "") for one in _all(element, "cipherreference"))
        if any(resolved("", uri) in spine for uri in uris):
            system = "its seller's copy protection"
            if "META-INF/license.lcpl" in archive:
                system = "Readium LCP"
            elif "META-INF/rights.xml" in archive:
                system = "Adobe's copy protection (ADEPT)"
            elif "META-INF/sinf.xml" in archive:
                system = "Apple's copy protection (FairPlay)"
            raise SourceError(
                f"{archive.name} is encrypted with {system}: "
                "only the programs that it was sold for can read it"
            )


def _is_fixed(meta: Element) -> bool:
    return meta.get("property") == "rendition:layout" and (meta.text or "").strip() == (
        "pre-paginated"
    )


# --- metadata ------------------------------------------------------------------------------------


def _metadata(root: Element) -> Metadata:
    """Title, authors, date, language, identifiers, and in ``extra`` publisher, series and more."""
    found: dict[str, list[Element]] = {}
    refined: dict[tuple[str, str], str] = {}
    named: dict[str, str] = {}
    for element in _within(root, "metadata"):
        found.setdefault(local(element), []).append(element)
        if local(element) == "meta":
            words = _words(element.text) or _words(element.get("content"))
            about = element.get("refines", "").lstrip("#")
            named.setdefault(element.get("property") or element.get("name") or "", words)
            refined.setdefault((about, element.get("property", "")), words)

    def texts(name: str) -> list[str]:
        return [words for one in found.get(name, ()) if (words := _words(one.text))]

    titles = found.get("title", [])
    main = [one for one in titles if refined.get((one.get("id", "-"), "title-type")) == "main"]
    creators = found.get("creator", [])
    authors = [one for one in creators if _role(one, refined) in ("aut", "")] or creators
    dates = [one for one in found.get("date", []) if _attribute(one, "event") != "modification"]
    published = [one for one in dates if _attribute(one, "event") in ("publication", "issued")]
    unique = root.get("unique-identifier", "")
    names = sorted(found.get("identifier", ()), key=lambda one: one.get("id", "") != unique)
    extra: dict[str, object] = {
        "publisher": next(iter(texts("publisher")), ""),
        "subjects": texts("subject"),
        "description": next(iter(texts("description")), ""),
        "series": _series(found, refined, named),
    }
    return Metadata(
        title=next((words for one in [*main, *titles] if (words := _words(one.text))), ""),
        authors=tuple(dict.fromkeys(words for one in authors if (words := _words(one.text)))),
        date=next((day for one in [*published, *dates] if (day := _day(one.text))), ""),
        language=next(iter(texts("language")), ""),
        identifiers=tuple(
            dict.fromkeys(one for one in (identifier(_words(name.text)) for name in names) if one)
        ),
        extra=MappingProxyType({key: value for key, value in extra.items() if value}),
    )


def _day(text: str | None) -> str:
    """A date without the time of day that programs write behind it."""
    words = _words(text)
    return words[:10] if _MOMENT.match(words) else words


def _within(root: Element, name: str) -> list[Element]:
    """The elements inside of the first one with this name."""
    outer = next(_all(root, name), None)
    return [] if outer is None else list(outer.iter())[1:]


def _role(creator: Element, refined: Mapping[tuple[str, str], str]) -> str:
    return _attribute(creator, "role") or refined.get((creator.get("id", "-"), "role"), "")


def _attribute(element: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((v.lower() for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _series(
    found: Mapping[str, list[Element]],
    refined: Mapping[tuple[str, str], str],
    named: Mapping[str, str],
) -> str:
    """The series with the number in it: of EPUB 3, or as Calibre writes it."""
    for element in found.get("meta", ()):
        if element.get("property") == "belongs-to-collection":
            identity = element.get("id", "-")
            if refined.get((identity, "collection-type"), "series") == "series":
                number = refined.get((identity, "group-position"), "")
                return f"{_words(element.text)} {number}".strip()
    series, number = named.get("calibre:series", ""), named.get("calibre:series_index", "")
    return f"{series} {number.removesuffix('.0')}".strip() if series else ""


def _words(text: str | None) -> str:
    """Text on one line, with nothing in it that a terminal would obey."""
    return " ".join(harmless(text or "").split())
