"""An export into a file that exists: what changed is replaced, and nothing of the person's.

Three texts meet for each part of each passage: what was written last (the base), what the file
has, and what the annotations say now. What the person left alone is replaced in place; what the
person changed stays as it is, and is told of; without a base, what differs is the person's.
Every other line stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reader.annotations.exchange.markdown import NONE, NOTHING, ORPHANS, Passage
from reader.annotations.exchange.markdown_edits import Edits
from reader.annotations.exchange.markdown_file import File, Range, heading_key, parse
from reader.annotations.exchange.markdown_front import COUNT, merge_front, properties
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_passages import (
    Found,
    Known,
    about_of,
    changed_copies,
    is_unread,
    locate,
    mentioned,
    rest_of,
)
from reader.annotations.exchange.markdown_removed import remove
from reader.annotations.exchange.markdown_resolved import Resolved, resolved_parts
from reader.annotations.exchange.markdown_sections import (
    REMOVED,
    heading_lines,
    insert_all,
    is_orphan,
    known_headings,
    section_of,
    special_sections,
    without_empty_headings,
)
from reader.annotations.exchange.markdown_versions import versions_of
from reader.annotations.exchange.written import State, Written, WrittenPassage
from reader.text.patterns import lazy

ROUNDS = 5
_NOWHERE = Written()
_MARK = lazy(r"\^r-\w+")


class Merged(NamedTuple):
    """The file as it is to be, and the base for the next time; by ids, what became of the
    passages: ``edited`` are those of which the file has another note or other tags, which stay
    until they are brought in, ``left_out`` those that the person took out,
    ``unread`` those whose last line has other words in it than ours can have."""

    text: str
    base: Written
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def merge(text: str, ours: Ours, base: Written | None) -> Merged:
    """The text of a file that exists, with what the annotations say now.

    What is taken out may let other lines belong together; so it is done until nothing changes.
    """
    merged = nothing_lost(text, _merged(text, ours, base), ours, base)
    before = (text, base)
    for _ in range(ROUNDS):
        if before == (merged.text, merged.base):
            break
        before = (merged.text, merged.base)
        again = _merged(merged.text, ours, merged.base)
        again = nothing_lost(merged.text, again, ours, merged.base)
        changed = [one for one in (*merged.changed, *again.changed) if one not in merged.new]
        merged = again._replace(
            new=merged.new,
            changed=tuple(dict.fromkeys(changed)),
            removed=tuple(dict.fromkeys((*merged.removed, *again.removed))),
        )
    return merged


def nothing_lost(text: str, merged: Merged, ours: Ours, base: Written | None) -> Merged:
    """The same, with those lines of the file at its end that would be gone from it, though they
    have words that we never wrote: whatever else happens, nobody's words are dropped."""
    lost = set(_words(text)) - set(_words(merged.text))
    if not lost:
        return merged
    own = [part for one in ours.pieces.passages for part in (one.quote, one.body, one.about)]
    own += [note for notes in ours.former.values() for note in notes]
    own += _ours_by_form(parse(text.removeprefix("\ufeff")), ours)
    was = base or _NOWHERE
    own += [*was.front.values(), was.title, *was.headings, NOTHING, NONE, ORPHANS, REMOVED]
    for one in was.passages.values():
        own += [part for part in (one.quote, one.body, one.about) if part]
    lost -= {word for part in own for word in _words(part)}
    lines = [line for line in text.splitlines() if not lost.isdisjoint(_words(line))]
    if not lines:
        return merged
    kept = "\n".join(line.strip() for line in lines)
    return merged._replace(text=f"{merged.text.rstrip()}\n\n{kept}\n")


def _ours_by_form(file: File, ours: Ours) -> list[str]:
    """What is ours in a file whose base nobody knows: properties with our names, and what is
    written of passages in their last lines, without the words behind it."""
    there = properties(file)
    own = [file.text(there[name]) for name in ours.pieces.front if name in there]
    for block in file.blocks:
        for line in (block.text, *block.text.split("\n")):
            if said := about_of(line):
                own.append(said["head"])
    return own


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _MARK.sub("", text))


def _merged(text: str, ours: Ours, base: Written | None) -> Merged:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    file = parse(text[len(mark) :])
    was = base or _NOWHERE
    found = located(file, ours, base)
    there, special = mentioned(file), special_sections(file)
    copies = {identity for identity, _ in changed_copies(file, known_in(ours, was))}
    edits = Edits(file)
    passages: dict[str, WrittenPassage] = {}
    new: list[Passage] = []
    moved: dict[str, str] = {}
    changed, edited, left_out, unread = [], [], [], []
    for passage in ours.pieces.passages:
        identity = passage.id
        known, place = was.passages.get(identity), found.get(identity)
        if place is None:
            if identity in there:  # in code, or where nobody can tell what belongs to it
                passages |= {identity: known} if known else {}
            elif known and known.state is not State.REMOVED and not ours.everything:
                passages[identity] = known._replace(state=State.LEFT_OUT)
                left_out.append(identity)
            else:
                new.append(passage)
            continue
        resolved = resolved_parts(file, place, passage, known, ours.former.get(identity, ()))
        if resolved.body.edited or resolved.about.edited or identity in copies:
            edited.append(identity)
        if known and known.about and is_unread(file, place):
            unread.append(identity)
        before = len(edits.replaced)
        if _is_elsewhere(special, place, passage, known):
            edits.take_out((place.start, place.end))
            if rest := rest_of(file, place):
                edits.insert(place.start, rest)
            moved[identity] = _text_of(place, passage, resolved)
            new.append(passage)
        else:
            _rewrite(edits, place, passage, resolved)
        if len(edits.replaced) > before:
            changed.append(identity)
        passages[identity] = _written(passage, known, resolved, ours)
    fresh = tuple(one.id for one in new if one.id not in moved)
    for passage in new:
        if passage.id not in moved:
            passages[passage.id] = written_passage(passage, ours.seen.get(passage.id))
    insert_all(edits, found, new, moved, ours.pieces)
    removed = remove(edits, found, ours, was, passages)
    if ours.pieces.passages:
        for block in file.blocks:
            if block.kind == "paragraph" and block.text in (NOTHING, NONE) and block.parent < 0:
                edits.take_out((block.start, block.end))
    _retitle(edits, ours.pieces.title, was.title)
    ids = {one.id for one in ours.pieces.passages} | was.passages.keys()
    left = ((there & ids) | found.keys() | {one.id for one in new}) - set(ours.gone)
    front = {**ours.pieces.front, COUNT: f"{COUNT}: {len(left)}"}  # as many as the file has
    merge_front(edits.put, file, front, was.front if base else None)
    result = edits.result()
    if edits.taken_out:
        result = without_empty_headings(result, ours.pieces, was)
    headings = tuple(dict.fromkeys([*heading_lines(ours.pieces), *was.headings]))
    written = Written(front, ours.pieces.title, headings, passages)
    return Merged(
        mark + result,
        written,
        fresh,
        tuple(changed),
        removed,
        tuple(edited),
        tuple(left_out),
        tuple(unread),
    )


def resolved_in(text: str, ours: Ours, base: Written | None) -> dict[str, Resolved]:
    """What a merge makes of each passage that is in the file, by its id."""
    file = parse(text.removeprefix("\ufeff"))
    was = base or _NOWHERE
    found = located(file, ours, base, changed=True)
    return {
        passage.id: resolved_parts(
            file,
            found[passage.id],
            passage,
            was.passages.get(passage.id),
            ours.former.get(passage.id, ()),
        )
        for passage in ours.pieces.passages
        if passage.id in found
    }


def located(
    file: File, ours: Ours, base: Written | None, *, changed: bool = False
) -> dict[str, Found]:
    """Where the passages are that a file is known to hold; see `locate`."""
    was = base or _NOWHERE
    known = known_in(ours, was)
    written = known if base is None else was.passages
    return locate(file, known, known_headings(ours.pieces, was), written, changed=changed)


def fresh(ours: Ours) -> Written:
    """The base of a file that was written anew."""
    passages = {one.id: written_passage(one, ours.seen.get(one.id)) for one in ours.pieces.passages}
    return Written(
        dict(ours.pieces.front), ours.pieces.title, tuple(heading_lines(ours.pieces)), passages
    )


def written_passage(passage: Passage, seen: Mapping[str, object] | None) -> WrittenPassage:
    """The base of a passage that is written as it is."""
    state = State.ORPHAN if is_orphan(passage) else State.HERE
    quote = passage.quote or passage.mark
    return WrittenPassage(quote, passage.body, passage.about, passage.tags, state, seen)


def known_in(ours: Ours, was: Written) -> dict[str, Known]:
    """How passages may stand in a file."""
    known: dict[str, Known] = {}
    for passage in ours.pieces.passages:
        former = ours.former.get(passage.id, ())
        bodies = (passage.body, *former, *versions_of(passage.body))
        known[passage.id] = Known((passage.quote,), bodies, (passage.about,))
    for identity, one in was.passages.items():
        if one.state is State.LEFT_OUT and identity not in known:
            continue
        there = known.get(identity, Known())
        # A bookmark has no quote, and its line is kept in the place of it.
        quote = one.quote if one.quote and one.quote.startswith(">") else ""
        quotes = (*there.quotes, quote)
        bodies = (one.body or "", *there.bodies, *versions_of(one.body or ""))
        known[identity] = Known(quotes, bodies, (*there.abouts, one.about or ""))
    for identity in ours.gone:
        known.setdefault(identity, Known(("> ",), ()))
    return known


# A passage that is in the file


def _is_elsewhere(
    special: list[tuple[Range, str]], place: Found, passage: Passage, known: WrittenPassage | None
) -> bool:
    """Whether a passage stands where only those stand that it is none of any more."""
    section = section_of(special, place.start)
    if section == REMOVED:
        return known is None or known.state is State.REMOVED
    return (
        section == ORPHANS
        and not is_orphan(passage)
        and (known is None or known.state is State.ORPHAN)
    )


def _rewrite(edits: Edits, place: Found, passage: Passage, resolved: Resolved) -> None:
    """Replace those parts of a passage that are to be written, where they are."""
    lines = edits.file.lines
    if resolved.quote.write:
        new = resolved.quote.text.split("\n")
        if not passage.quote:
            edits.put((place.head - 1, place.head), new, place.prefix)
        elif place.quote:
            edits.put(place.quote, [*new, "", passage.mark] if place.joined else new, place.prefix)
    behind = place.head
    if not place.marked:
        follows = behind < len(lines) and bool(lines[behind].strip())
        edits.put((behind, behind), ["", passage.mark, *([""] if follows else [])], place.prefix)
    if resolved.again:
        new = ["", *filter(None, [*_spaced(resolved.body.text)]), passage.last_line()]
        follows = behind < len(lines) and bool(lines[behind].strip())
        edits.put((behind, behind), [*new, *([""] if follows else [])], place.prefix)
    elif resolved.body.write and place.body:
        start, end = place.body
        new = _spaced(resolved.body.text)
        edits.put((start, end), ["", *new] if place.about else ["", *new][:-1], place.prefix)
    if resolved.about.write and place.about:
        edits.put(place.about, [resolved.about.text], place.prefix)


def _spaced(text: str) -> list[str]:
    return [*text.split("\n"), ""] if text else []


def _text_of(place: Found, passage: Passage, resolved: Resolved) -> str:
    """A passage as it goes to another place: with what the person changed in it."""
    parts = [resolved.quote.text, passage.mark] if passage.quote else [resolved.quote.text]
    if resolved.again:
        return "\n\n".join(filter(None, [*parts, passage.body, passage.last_line()]))
    return "\n\n".join(filter(None, [*parts, resolved.body.text.strip("\n"), resolved.about.text]))


def _written(
    passage: Passage, known: WrittenPassage | None, resolved: Resolved, ours: Ours
) -> WrittenPassage:
    seen = known.seen if known and resolved.body.edited else ours.seen.get(passage.id)
    if resolved.body.edited and known is None:
        seen = None
    return WrittenPassage(
        resolved.quote.base,
        resolved.body.base,
        resolved.about.base,
        resolved.tags,
        State.ORPHAN if is_orphan(passage) else State.HERE,
        seen,
    )


# What is around them


def _retitle(edits: Edits, title: str, was: str) -> None:
    """The title, where the person left it alone."""
    if not was or was == title:
        return
    for heading in edits.file.headings():
        if heading.level == 1 and heading_key(heading.text) == heading_key(was.lstrip("# ")):
            edits.put((heading.start, heading.end), [title], "")
            return
