"""Annotations that were made here, and come back from an exported file of another format.

Such a file tells of the note and the tags, set as its format sets them, and nobody noted what it
said when it was written. So what an annotation said at one time or another is no news, and what is
news was edited from the version that is most like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType

from reader.annotations.annotation import Annotation
from reader.annotations.coming_again import IMPORTED, News, Update, digests
from reader.text.patterns import lazy

_SET = lazy(r"^[ \t]*[-*+,]+[ \t]|[\s\\\u200b]+", re.MULTILINE)
_LONGEST = 20_000  # characters of notes that are compared


def came_home(here: Annotation, there: Annotation, past: Iterable[Annotation] = ()) -> Update:
    """What to do with an annotation that is ``here``, was as ``past`` says, and is in an exported
    file as ``there``."""
    # What is newer than it is was taken back.
    versions = [here, *(one for one in past if one.modified <= here.modified)]
    fields: dict[str, object] = {}
    news, seen = News.SAME, here
    note = _plain(there.note)
    if all(note != _plain(one.note) for one in versions) and not _said_before(here, there):
        fields["note"] = there.note
        news = News.NEWER
        if here.note.strip() and _edited_from(there, versions).note != here.note:
            news = News.BOTH  # it changed here after it was exported
            seen = here._replace(note=f"{there.note}\0")
    tags = _tags(here, there)
    if all(set(tags) != set(one.tags) for one in versions):
        fields["tags"] = tags
        news = News.NEWER if news is News.SAME else news
    if not fields:
        return Update(News.SAME, here)
    fields["extra"] = MappingProxyType({**here.extra, IMPORTED: digests(there)})
    return Update(news, seen, MappingProxyType(fields))


def _said_before(here: Annotation, there: Annotation) -> bool:
    """Whether the file said this note when it came in last."""
    base = here.extra.get(IMPORTED)
    return isinstance(base, Mapping) and base.get("note") == digests(there)["note"]


def _edited_from(there: Annotation, versions: Iterable[Annotation]) -> Annotation:
    """The version with the note that is most like that of the file; the first of several."""
    match = SequenceMatcher(b=there.note[:_LONGEST], autojunk=len(there.note) > 1000)

    def likeness(one: Annotation) -> float:
        match.set_seq1(one.note[:_LONGEST])
        return match.ratio()

    return max((one for one in versions if one.note.strip()), key=likeness)


def _tags(here: Annotation, there: Annotation) -> tuple[str, ...]:
    """The tags of the file, as they are written here: not every format has all letters."""
    known = {_as_word(tag): tag for tag in here.tags}
    return tuple(dict.fromkeys(known.get(_as_word(tag), tag) for tag in there.tags))


def _as_word(tag: str) -> str:
    return re.sub(r"[\W_]+", "_", tag).strip("_").casefold()


def _plain(note: str) -> str:
    """A note without what formats set otherwise: white space, signs of lists, escapes."""
    return _SET.sub("", note)
