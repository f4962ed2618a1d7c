"""Links to documents, annotations and places: ``reader://DOCUMENT/ANNOTATION``.

The ids are those of the library. ``reader://DOCUMENT`` is the document alone,
``reader://DOCUMENT?at=12345`` a place in its text, in code points.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.text.patterns import lazy

SCHEME = "reader://"
FORM = "a link is reader://DOCUMENT, reader://DOCUMENT/ANNOTATION or reader://DOCUMENT?at=NUMBER"
LONGEST = 12  # digits of a place
_LINK = lazy(r"(?i:reader)://([^/?#]+)(?:/([^/?#]*))?/?(?:\?([^#]*))?(?:#.*)?\Z")
_PLAIN = lazy(r"[\w-]+\Z")


class PassageLink(NamedTuple):
    """What a link names: a document, and in it an annotation, or a place, or neither."""

    document: str
    annotation: str = ""
    at: int | None = None


def link_to(document_id: str, annotation_id: str = "", at: int | None = None) -> str:
    """The link to a document, or to an annotation or an offset in it; empty without a document."""
    from urllib.parse import quote

    if not document_id:
        return ""
    link = SCHEME + quote(document_id, safe="")
    if annotation_id:
        return f"{link}/{quote(annotation_id, safe='')}"
    return link if at is None else f"{link}?at={at}"


def is_link(word: str) -> bool:
    """Whether a word begins as a link does; it need not be a good one."""
    return word[: len(SCHEME)].lower() == SCHEME


def parsed_link(word: str) -> PassageLink | None:
    """What a link names; None where it is none."""
    from urllib.parse import parse_qs, unquote

    found = _LINK.match(word.strip())
    if found is None:
        return None
    document, annotation = unquote(found[1]), unquote(found[2] or "")
    if not _PLAIN.match(document) or (annotation and not _PLAIN.match(annotation)):
        return None
    places = parse_qs(found[3] or "").get("at", [])
    place = places[0] if places else ""
    if not place:
        return PassageLink(document, annotation)
    if not (place.isascii() and place.isdecimal() and len(place) <= LONGEST):
        return None
    return PassageLink(document, annotation, int(place))
