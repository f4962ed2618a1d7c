"""Annotations that come in from a file, and those of them that came before.

An annotation remembers in ``extra["imported"]`` what the file said of it when it came in last, a
short digest of each field. So what a person changed here can be told from what changed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Target, detached
from reader.annotations.exchange.incoming import Incoming
from reader.annotations.lineage import BOOK
from reader.text.digest import sha256

IMPORTED = "imported"
FIELDS = ("note", "tags", "colour", "style", "kind")
_DIGITS = 10


class News(StrEnum):
    """What a file says of an annotation that is here already.

    SAME: nothing new. NEWER: it changed there, and not here. BOTH: the note changed on both sides.
    """

    SAME = "same"
    NEWER = "newer"
    BOTH = "both"


class Update(NamedTuple):
    """What is to be done: the annotation as it was ``seen``, and the fields to be changed."""

    news: News
    seen: Annotation
    fields: Mapping[str, object] = MappingProxyType({})


def as_new(one: Incoming, target: Target | None = None) -> Annotation:
    """The annotation as it is kept when it comes in for the first time, at ``target`` where its
    words were found. What has no words that could be found is wanted without a place."""
    annotation = one.annotation
    extra = {name: value for name, value in annotation.extra.items() if name not in BOOK}
    extra[IMPORTED] = digests(annotation)
    told = extra.get("from")
    if one.place >= 0 and isinstance(told, Mapping) and "place" not in told:
        extra["from"] = {**told, "place": round(one.place, 5)}
    kept = annotation._replace(
        target=target or annotation.target, deleted="", extra=MappingProxyType(extra)
    )
    return kept if has_words(kept.target) else detached(kept)


def has_words(target: Target) -> bool:
    """Whether a target says by which words it is found."""
    return any(part.strip() for part in target[:3])


def digests(annotation: Annotation) -> dict[str, str]:
    """What an annotation says, as short digests of its fields."""
    return {name: _digest(getattr(annotation, name)) for name in FIELDS}


def update(here: Annotation, there: Annotation, known: Iterable[str] = ()) -> Update:
    """What to do with an annotation that is ``here`` and comes in again as ``there``.

    ``known`` are notes that it has or had here: one of these is no news.
    """
    base = here.extra.get(IMPORTED)
    base = base if isinstance(base, Mapping) else {}
    now = digests(there)
    fields: dict[str, object] = {}
    news = News.SAME
    seen = here
    for name in FIELDS:
        mine, other = getattr(here, name), getattr(there, name)
        if mine == other or base.get(name) == now[name]:
            continue
        if base.get(name) == _digest(mine):
            fields[name] = other
        elif name == "note" and other.strip() and other not in known:
            fields[name] = other
            if mine.strip():
                news = News.BOTH
    if not fields:
        return Update(News.SAME, here)
    if news is News.BOTH:
        # As nobody wrote it here: so the two versions do not replace each other.
        seen = here._replace(note=f"{there.note}\0")
    fields["extra"] = MappingProxyType({**here.extra, IMPORTED: now})
    return Update(news if news is News.BOTH else News.NEWER, seen, MappingProxyType(fields))


def _digest(value: object) -> str:
    written = "\0".join(value) if isinstance(value, tuple) else str(value)
    return sha256(written.encode("utf-8", "surrogatepass"))[:_DIGITS]
