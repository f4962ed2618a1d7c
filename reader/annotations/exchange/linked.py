"""What Reader wrote in a format of others, known again by the links to its annotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.incoming import Incoming, Work
from reader.annotations.passage_links import PassageLink, parsed_link
from reader.text.patterns import lazy

_LINK = lazy(r"reader://[\w%.~-]+(?:/[\w%.~-]*)?")
KINDS = {one.value: one for one in Kind if one is not Kind.HEADING}
STYLES = {one.value: one for one in Style}
_ID = lazy(r"[0-9a-hjkmnp-tv-z]{18}\Z")


def linked_in(text: str) -> PassageLink | None:
    """The first link to a document or an annotation in a text."""
    found = _LINK.search(text)
    link = parsed_link(found[0]) if found else None
    return link if link and (not link.annotation or _ID.match(link.annotation)) else None


def known_as(link: str, block: str = "") -> PassageLink | None:
    """The annotation that a record names by a ``link`` to it or by its ``block`` id, ``r-ID``."""
    found = linked_in(link)
    if found and found.annotation:
        return found
    identity = block.removeprefix("r-")
    return PassageLink("", identity) if identity != block and _ID.match(identity) else None


def of_ours(
    work: Work,
    link: PassageLink,
    target: Target,
    kind: Kind,
    *,
    colour: Colour = Colour.YELLOW,
    style: Style = Style.SOLID,
    note: str = "",
    tags: Sequence[str] = (),
    created: str = "",
    line: int = 0,
) -> Incoming:
    """An annotation of ours that comes back from a format of others."""
    annotation = Annotation(
        link.annotation,
        target,
        kind,
        colour,
        style,
        re.sub(r"[ \t]+$", "", note, flags=re.MULTILINE).strip("\n"),
        tuple(dict.fromkeys(filter(None, tags))),
        created,
        created,
    )
    return Incoming(work, annotation, line, own=True)
