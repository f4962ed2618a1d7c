"""What a person changed in an exported file: notes and tags, on their way back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.annotations.exchange.markdown import Passage
from reader.annotations.exchange.markdown_alike import alike, stripped
from reader.annotations.exchange.markdown_file import parse
from reader.annotations.exchange.markdown_merge import known_in, resolved_in
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_passages import changed_copies
from reader.annotations.exchange.markdown_text import closed
from reader.annotations.exchange.markdown_versions import joined, split_versions
from reader.annotations.exchange.written import State, Written, WrittenPassage


class Edited(NamedTuple):
    """What the file says of an annotation that the library does not.

    ``note`` is None where only the tags differ. ``seen`` is the record of the annotation as it was
    when the file was written; None where nobody knows. Tags are as they stand in the file.
    ``base`` is what the file has, for when this is in the library. ``look`` are a colour, a style,
    a kind; ``also`` other notes in other copies of the passage. Where it is ``settled``, the person
    saw the other versions of the note, and decided between them.
    """

    id: str
    note: str | None
    more_tags: tuple[str, ...]
    fewer_tags: tuple[str, ...]
    seen: Mapping[str, object] | None
    base: WrittenPassage
    look: Mapping[str, str] = MappingProxyType({})
    also: tuple[str, ...] = ()
    settled: bool = False


def edited_in(text: str, ours: Ours, was: Written | None) -> list[Edited]:
    """The notes and tags of a file that somebody edited there, in the order of the annotations."""
    found = []
    resolved = resolved_in(text, ours, was)
    passages = was.passages if was else {}
    copies = changed_copies(parse(text.removeprefix("\ufeff")), known_in(ours, was or Written()))
    for passage in ours.pieces.passages:
        parts = resolved.get(passage.id)
        if parts is None or not (parts.body.edited or parts.about.edited):
            continue
        known = passages.get(passage.id)
        seen = known.seen if known else None
        note, is_settled = None, False
        if parts.body.edited:
            is_settled = _is_settled(parts.body.text, passage.body, known)
            raw = str((seen or ours.seen.get(passage.id, {})).get("note", ""))
            before = known.body if known and known.body is not None else passage.body
            note = _note_in(parts.body.text, before, raw, joins=is_settled)
        more, fewer = tags_edited(parts.tags_now, passage, known)
        base = known or WrittenPassage(parts.quote.base, None, parts.about.base, state=State.HERE)
        both = known.tags if known else [t for t in passage.tags if t in parts.tags_now]
        tags = [tag for tag in both if tag not in fewer]
        base = base._replace(
            body=stripped(parts.body.text) if note is not None else base.body,
            tags=tuple(dict.fromkeys([*tags, *more])),
        )
        others = [_note_in(one, "", "") for identity, one in copies if identity == passage.id]
        also = tuple(one for one in dict.fromkeys(others) if note is not None and one != note)
        found.append(
            Edited(passage.id, note, more, fewer, seen, base, parts.look, also, is_settled)
        )
    return found


def tags_edited(
    now: tuple[str, ...], passage: Passage, known: WrittenPassage | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags that the person added in the file, and those that they took away there."""
    base = known.tags if known else passage.tags
    more = tuple(tag for tag in now if tag not in base and tag not in passage.tags)
    fewer = tuple(tag for tag in base if tag not in now and tag in passage.tags)
    return more, fewer if known else ()


def _is_settled(now: str, then: str, known: WrittenPassage | None) -> bool:
    """Whether the other versions that stand here are those that the file had, where they are gone
    now, or somebody worked on them."""
    shown = split_versions(known.body or "")[2] if known else ""
    if not shown or not alike(shown, split_versions(then)[2]):
        return False
    return not alike(shown, split_versions(now)[2])


def _note_in(now: str, before: str, raw: str, *, joins: bool = False) -> str:
    """The note in what stands between a block id and the line of what else is known.

    ``before`` is what was written there, of the note ``raw``.
    """
    now = now.strip("\n").rstrip()
    mine, mark, others = split_versions(now)
    was, _, others_were = split_versions(before)
    if mark and not alike(others, others_were):
        # Somebody worked on the other versions: all of it is the note.
        mine, was = joined(now) if joins else now, before
    return _unclosed(mine.strip("\n").rstrip(), was, raw)


def _unclosed(note: str, was: str, raw: str) -> str:
    """Without what closed the blocks that the note had left open, when it was written."""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    written = closed(raw) if raw else ""
    if written == raw or not alike(was, written):
        return note
    if written.startswith(raw):
        return note.removesuffix(written[len(raw) :].strip("\n")).rstrip()
    first, last = written.partition("\n")[0], written.rpartition("\n")[2]
    if note.startswith(f"{first}\n") and note.endswith(f"\n{last}"):
        return note[len(first) + 1 : -len(last) - 1]
    return note
