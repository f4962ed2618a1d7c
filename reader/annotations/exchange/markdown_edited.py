"""What a person changed in an exported file: notes and tags, on their way back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reader.annotations.exchange.markdown import ANOTHER, Passage
from reader.annotations.exchange.markdown_alike import alike, stripped
from reader.annotations.exchange.markdown_merge import resolved_in
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_text import closed
from reader.annotations.exchange.written import State, Written, WrittenPassage
from reader.text.patterns import lazy


class Edited(NamedTuple):
    """What the file says of an annotation that the library does not.

    ``note`` is None where only the tags differ. ``seen`` is the record of the annotation as it was
    when the file was written; None where nobody knows. Tags are as they stand in the file.
    ``base`` is what the file has, for when this is in the library.
    """

    id: str
    note: str | None
    more_tags: tuple[str, ...]
    fewer_tags: tuple[str, ...]
    seen: Mapping[str, object] | None
    base: WrittenPassage


def edited_in(text: str, ours: Ours, was: Written | None) -> list[Edited]:
    """The notes and tags of a file that somebody edited there, in the order of the annotations."""
    found = []
    resolved = resolved_in(text, ours, was)
    passages = was.passages if was else {}
    for passage in ours.pieces.passages:
        parts = resolved.get(passage.id)
        if parts is None or not (parts.body.edited or parts.about.edited):
            continue
        known = passages.get(passage.id)
        seen = known.seen if known else None
        note = None
        if parts.body.edited:
            raw = str((seen or ours.seen.get(passage.id, {})).get("note", ""))
            before = known.body if known and known.body is not None else passage.body
            note = _note_in(parts.body.text, before, raw)
        more, fewer = tags_edited(parts.tags_now, passage, known)
        base = known or WrittenPassage(parts.quote.base, None, parts.about.base, state=State.HERE)
        both = known.tags if known else [t for t in passage.tags if t in parts.tags_now]
        tags = [tag for tag in both if tag not in fewer]
        base = base._replace(
            body=stripped(parts.body.text) if note is not None else base.body,
            tags=tuple(dict.fromkeys([*tags, *more])),
        )
        found.append(Edited(passage.id, note, more, fewer, seen, base))
    return found


def tags_edited(
    now: tuple[str, ...], passage: Passage, known: WrittenPassage | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tags that the person added in the file, and those that they took away there."""
    base = known.tags if known else passage.tags
    more = tuple(tag for tag in now if tag not in base and tag not in passage.tags)
    fewer = tuple(tag for tag in base if tag not in now and tag in passage.tags)
    return more, fewer if known else ()


_ANOTHER = lazy(rf"(?m)^[*_]{re.escape(ANOTHER.strip('*'))}[*_][ \t]*$")


def _note_in(now: str, before: str, raw: str) -> str:
    """The note in what stands between a block id and the line of what else is known.

    ``before`` is what was written there, of the note ``raw``.
    """
    now = now.strip("\n").rstrip()
    mine, mark, others = split_versions(now)
    was, _, others_were = split_versions(before)
    if mark and not alike(others, others_were):
        mine, was = now, before  # somebody worked on the other versions: all of it is the note
    return _unclosed(mine.strip("\n").rstrip(), was, raw)


def split_versions(text: str) -> tuple[str, str, str]:
    """A note, what says that other versions of it follow, and these; empty without any."""
    found = _ANOTHER.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


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
