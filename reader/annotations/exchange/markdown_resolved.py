"""What becomes of each part of a passage that is in an exported file: whose text it is.

Three texts meet: what was written last, what the file has, what the annotations say now.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.annotations.exchange.markdown import Passage
from reader.annotations.exchange.markdown_alike import alike, stripped
from reader.annotations.exchange.markdown_file import File
from reader.annotations.exchange.markdown_passages import (
    Found,
    about_of,
    look_of,
    mark_now,
    quote_now,
)
from reader.annotations.exchange.markdown_versions import versions_of
from reader.annotations.exchange.written import WrittenPassage


class Part(NamedTuple):
    """What becomes of a part of a passage: its text now, whether that is to be written, whether
    the person changed it, and what is the base of it from now on."""

    text: str
    write: bool = False
    edited: bool = False
    base: str | None = None


class Resolved(NamedTuple):
    """A passage that is in the file: what becomes of each part."""

    quote: Part
    body: Part
    about: Part
    tags: tuple[str, ...]
    tags_now: tuple[str, ...] = ()
    look: Mapping[str, str] = MappingProxyType({})  # colour, style, kind: as the person has them
    again: bool = False  # the note and what else is known are written behind the block id


def resolved_parts(
    file: File,
    place: Found,
    passage: Passage,
    known: WrittenPassage | None,
    former: tuple[str, ...],
) -> Resolved:
    """A passage of ours that is in the file: see `Resolved`. ``former`` are earlier notes of it."""
    written = known or WrittenPassage()
    again = False
    quote = _quote(file, place, passage, written)
    if place.body is None:
        # Where the note ends nobody can say; a new one is written before it.
        again = known is not None and written.body is not None and written.body != passage.body
        body = Part(passage.body if again else "", base=passage.body if again else written.body)
    else:
        now = file.text(place.body, place.prefix)
        # One of several versions, where all were written, is what the person chose.
        earlier = () if versions_of(written.body or "") else former
        body = _three_way(now, passage.body, written.body, earlier)
    about, tags = _about(file, place, passage, known)
    look = _look(file, place, passage, written)
    about = about._replace(edited=about.edited or bool(look))
    return Resolved(quote, body, about, passage.tags, tags, look, again)


def _quote(
    file: File,
    place: Found,
    passage: Passage,
    written: WrittenPassage,
) -> Part:
    now = quote_now(file, place) if passage.quote else mark_now(file, place)
    if now is None:
        return Part("", base=written.quote)
    return _three_way(now, passage.quote or passage.mark, written.quote, ())


def _three_way(now: str, then: str, base: str | None, former: tuple[str, ...]) -> Part:
    """What becomes of a part whose text is ``now`` in the file and ``then`` in the annotations."""
    if base is not None and stripped(now) == stripped(base):
        return Part(then, write=stripped(then) != stripped(base), base=then)
    if alike(now, then):
        return Part(now, base=then)
    if base is not None and alike(now, base):
        return Part(then, write=then != base, base=then)
    if any(alike(now, one) for one in former):
        return Part(then, write=True, base=then)
    return Part(now, edited=True, base=base)


def _about(
    file: File, place: Found, passage: Passage, known: WrittenPassage | None
) -> tuple[Part, tuple[str, ...]]:
    """The line of what else is known, and the tags in it.

    Tags that only one side changed are as that side has them.
    """
    written = known or WrittenPassage()
    found = about_of(file.text(place.about, place.prefix)) if place.about else None
    if found is None:
        return Part("", base=written.about), ()
    head, base = found["head"], written.about
    if _same_head(head, passage.about):
        base = passage.about
    elif base is None or _same_head(head, base):
        head = base = passage.about
    words = found["tail"].split()
    tags = [word[1:] for word in words if word.startswith("#")]
    gone = set(written.tags) - set(passage.tags)
    more = [tag for tag in passage.tags if tag not in written.tags and tag not in tags]
    kept = [word for word in words if not (word.startswith("#") and word[1:] in gone)]
    line = " ".join([head, *kept, *(f"#{tag}" for tag in more)])
    same = line == " ".join([found["head"], *words])
    edited = set(tags) - gone != set(passage.tags) - set(more)
    return Part(line, write=not same, edited=edited, base=base), tuple(tags)


def _look(file: File, place: Found, passage: Passage, written: WrittenPassage) -> Mapping[str, str]:
    """The colour, the style and the kind that the person changed in the file."""
    if place.about is None or written.about is None:
        return {}
    now, base, then = map(
        look_of, (file.text(place.about, place.prefix), written.about, passage.about)
    )
    if not (now and base and then):
        return {}
    return {name: now[name] for name in now if now[name] not in (base[name], then[name])}


def _same_head(one: str, other: str) -> bool:
    return " ".join(one.split())[1:-1] == " ".join(other.split())[1:-1]
