"""Which document of the library the notes of a work belong to.

What names a text beyond doubt is believed: its words, an identifier, its path, an earlier import.
A title only proposes: quotes must stand in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path, PurePath
from typing import NamedTuple

from reader.annotations.exchange.formats import named
from reader.annotations.exchange.incoming import Work, same_id
from reader.catalogue import NO_TEXT, Entry, file_name
from reader.documents.identifiers import identifier
from reader.library import Library
from reader.text.digest import sha256
from reader.titles import SUFFIXES, name_of, names_of, people, stem_of

NAMELESS = "Notes of "  # what the name of a work begins with that no file gives a title


class By(StrEnum):
    """By what the document of a work is known."""

    TEXT = "text"
    LINK = "link"  # to it, in the file
    IDENTIFIER = "identifier"
    PLACE = "place"
    BEFORE = "before"  # it came in before
    TITLE = "title"  # and quotes that stand in the text
    CHOSEN = "chosen"
    NOTHING = "nothing"


class Known(NamedTuple):
    """The documents of a library, by what they may be known by."""

    entries: tuple[Entry, ...]
    by_id: dict[str, Entry]
    by_text: dict[str, list[Entry]]
    by_identifier: dict[str, list[Entry]]
    by_place: dict[str, list[Entry]]
    by_word: dict[str, list[Entry]]


def known(library: Library) -> Known:
    """What is on the shelf of a library, and what was annotated."""
    found = Known(
        (), {}, defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    )
    entries = [one for one in library.browse() if not one.off_the_shelf or one.annotations > 0]
    for entry in entries:
        if entry.id:
            found.by_id[entry.id] = entry
        if entry.sha256:
            found.by_text[entry.sha256].append(entry)
        for name in entry.identifiers:
            found.by_identifier[name].append(entry)
        for path in (entry.path, *entry.places):
            if path:
                found.by_place[str(library.root / path)].append(entry)
                found.by_place[path].append(entry)
        words = {
            word for name in names_of(entry.title, entry.path) for word in (*name.whole, *name.main)
        }
        for word in words:
            found.by_word[word].append(entry)
    return found._replace(entries=tuple(entries))


def sure(shelf: Known, work: Work) -> tuple[By, Entry] | None:
    """The document that a work is beyond doubt."""
    if work.document and (entry := shelf.by_id.get(work.document)):
        return By.LINK, entry
    if work.sha256 and (entry := _best(shelf.by_text.get(work.sha256, ()))):
        return By.TEXT, entry
    for name in identifiers_of(work):
        if entry := _best(shelf.by_identifier.get(name, ())):
            return By.IDENTIFIER, entry
    places = [work.source]
    if work.source and "://" not in work.source:
        places.append(str(Path(work.source).expanduser()))
    for place in filter(None, places):
        if entry := _best(shelf.by_place.get(place, ())):
            return By.PLACE, entry
    if entry := shelf.by_id.get(id_without_text(work)):
        return By.BEFORE, entry
    return None


def proposed(shelf: Known, work: Work) -> list[Entry]:
    """The documents whose title may be that of a work, the likeliest first."""
    names = names_of(work.title, work.source)
    writers = people(work.authors)
    seen: dict[int, Entry] = {}
    for name in names:
        words = [shelf.by_word[word] for word in set(name.main) if word in shelf.by_word]
        for entries in sorted(words, key=len):
            seen |= {id(entry): entry for entry in entries}
    ranked: list[tuple[tuple[bool, bool, str], Entry]] = []
    for entry in seen.values():
        others = names_of(entry.title, entry.path)
        if not any(one.fits(other) for one in names for other in others):
            continue
        wrote = people(entry.authors)
        same_writer = bool(writers & wrote)
        # Names are spelt in too many ways for another one to say that it is another work.
        rank = (same_writer, name_of(work.title) == name_of(entry.title), entry.opened)
        ranked.append((rank, entry))
    ranked.sort(key=lambda one: one[0], reverse=True)
    return [entry for _, entry in ranked]


def is_same(work: Work, entry: Entry) -> bool:
    """Whether a work and a document have the same title and an author in common."""
    return name_of(work.title) == name_of(entry.title) and bool(
        people(work.authors) & people(entry.authors)
    )


def same_without_text(work: Work, entries: Iterable[Entry]) -> Entry | None:
    """The document without a text that has an identifier of a work, or its title and an author, by
    another program."""
    names = set(identifiers_of(work))
    for entry in entries:
        if entry.format == NO_TEXT and not names.isdisjoint(entry.identifiers):
            return entry
        if entry.format != NO_TEXT or name_of(work.title).whole != name_of(entry.title).whole:
            continue
        writers, others = people(work.authors), people(entry.authors)
        if writers & others or not (writers or others):
            return entry
    return None


def identifiers_of(work: Work) -> tuple[str, ...]:
    """The names that the world has given to a work, its address among them."""
    address = identifier(work.source, "url")
    return tuple(dict.fromkeys((*work.identifiers, *filter(None, (address,)))))


def title_of(work: Work, name: str = "", format: str = "") -> str:  # noqa: A002
    """What a work is called, for a person. One without a title is called by its page or its file;
    where these say nothing, by the file of notes, called ``name``, and the format of that."""
    scheme = work.source.partition("://")[0].lower()
    if work.title:
        return work.title
    if scheme in ("http", "https") or work.source.lower().endswith(SUFFIXES):
        return stem_of(work.source) or work.source
    kind = named(format)
    own = stem_of(work.source) if "://" in work.source else identifier(work.source, "url")
    told = " ".join(filter(None, (PurePath(name).stem, own)))
    return f"{NAMELESS}{kind.called if kind else 'another program'}{f' ({told})' if told else ''}"


def _key_of(work: Work, name: str) -> str:
    """The words by which the notes of a work are known again; never to be changed."""
    return work.title or stem_of(work.source) or work.source or stem_of(name) or "Untitled"


def as_named(entry: Entry, work: Work) -> Entry:
    """A document without a text that came without a title, with that of a work that has one."""
    nameless = entry.title.startswith(NAMELESS) or (
        identifier(entry.title, "url") in entry.identifiers
    )
    if entry.format != NO_TEXT or not work.title or not nameless:
        return entry
    names = tuple(dict.fromkeys((*entry.identifiers, *identifiers_of(work))))
    authors = work.authors or entry.authors
    return entry._replace(title=work.title, authors=authors, identifiers=names)


def id_without_text(work: Work, name: str = "") -> str:
    """The id of the document that holds the notes of a work while there is no text: the same
    whenever and wherever they come in."""
    words = name_of(_key_of(work, name)).whole
    return same_id("work", " ".join(words), " ".join(sorted(people(work.authors))))


def without_text(work: Work, name: str = "", format: str = "") -> Entry:  # noqa: A002
    """A document that holds notes, whose text may come later."""
    identity, title = id_without_text(work, name), title_of(work, name, format)
    return Entry(
        id=identity,
        title=title,
        authors=work.authors,
        # Stands for the text that is not there: two of these are not the same.
        sha256=sha256(f"no text: {identity}".encode()),
        format=NO_TEXT,
        file=file_name(title, identity),
        annotations=0,
        questions=0,
        identifiers=identifiers_of(work),
    )


def _best(entries: Iterable[Entry]) -> Entry | None:
    """Of several documents the one with a text at its place, read last."""
    return max(
        entries,
        key=lambda one: (one.format != NO_TEXT, not one.displaced, bool(one.path), one.opened),
        default=None,
    )
