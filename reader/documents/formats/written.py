"""Documents of formats that say in other signs what HTML says: they are read as its events.

So there is one way from elements to blocks and marks, and every format has all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.formats.html import link
from reader.documents.formats.markup import Markup
from reader.documents.made import with_made_sections
from reader.documents.parts import build

_LONG = 20_000  # code points of a paragraph in which signs are counted
_SIGNS = "*_`#[<^~+$\\(/="
_MOST_SIGNS = 5_000  # looking for the ends of more would take too long
TOO_DENSE = "a paragraph with too many signs of markup is shown as it is written"
DEEPEST = 30  # levels of nesting that inline markup and blocks are followed

Act = Callable[["Writer", re.Match[str], int], None]


class Writer(Markup):
    """Markup with whole elements, and numbered footnotes that are written at the end."""

    def __init__(self) -> None:
        super().__init__(link)
        self._notes: dict[str, int] = {}
        self._later: dict[str, Callable[[], None]] = {}

    def element(self, tag: str, text: str = "", **attributes: str) -> None:
        """An element that holds nothing but text."""
        self.start(tag, attributes)
        if text:
            self.data(text)
        self.end(tag)

    def code(self, text: str, language: str = "") -> None:
        """A block of code, or of lines that are kept as they are."""
        self.start("pre", {})
        self.blocks.language = language
        self.data(text)
        self.end("pre")

    def not_included(self, file: str) -> None:
        """Say, in a paragraph, that another file belongs here: none is opened."""
        self.start("p", {})
        self.data("[not included: ")
        self.element("a", file, href=file)
        self.data("]")
        self.end("p")

    def reference(self, label: str) -> None:
        """A reference to the footnote with this label, which gets the next number."""
        number = self._notes.setdefault(label, len(self._notes) + 1)
        self.start("a", {"href": f"#note-{number}", "role": "doc-noteref"})
        self.data(f"[{number}]")
        self.end("a")

    def begin_note(self, label: str) -> None:
        """The text of a footnote follows, as paragraphs; ``end("aside")`` ends it."""
        number = self._notes.setdefault(label, len(self._notes) + 1)
        self.start("aside", {"id": f"note-{number}", "role": "doc-footnote"})
        self.start("p", {})
        self.blocks.marker = f"[{number}]"

    def later(self, label: str, act: Callable[[], None]) -> None:
        """The text of a footnote, to be written by ``act`` with the others."""
        self._later.setdefault(label, act)

    def write_notes(self) -> None:
        """The footnotes in the order of their references, then those that nothing refers to."""
        order = iter(list(self._notes))
        while self._later:
            label = next((one for one in order if one in self._later), next(iter(self._later)))
            act = self._later.pop(label)
            self.begin_note(label)
            act()
            self.end("aside")

    @property
    def noted(self) -> int:
        """How many footnotes there are so far."""
        return len(self._notes)

    def document(self, metadata: Metadata, notices: Sequence[str] = ()) -> Document:
        """What was written, as a document."""
        self.close()
        if not metadata.title:
            metadata = metadata._replace(title=_title(self))
        told = tuple(dict.fromkeys((*notices, *self.notices)))
        document = build(self.parts, metadata, told, lined=False)
        wanted = {mark.target[1:] for mark in document.marks if mark.target.startswith("#")}
        places: dict[str, int] = {
            place.name: document.blocks.starts[place.part] + place.offset
            for place in reversed(self.blocks.places)
            if place.name in wanted and place.part < len(document.blocks)
        }
        return with_made_sections(document.with_(places=MappingProxyType(places)))


def is_dense(paragraph: str) -> bool:
    """Whether a paragraph has more signs of markup than their ends can be looked for in time."""
    return len(paragraph) > _LONG and sum(map(paragraph.count, _SIGNS)) > _MOST_SIGNS


def write(
    writer: Writer, text: str, signs: re.Pattern[str], acts: Mapping[str, Act], depth: int = 0
) -> None:
    """Write inline text: what the pattern finds is done by the act with the name of its group,
    which is told how deep it is; the rest is text."""
    at = 0
    dense = is_dense(text)
    if dense:
        writer.notices[TOO_DENSE] = None
    if depth < DEEPEST and not dense:
        for found in signs.finditer(text):
            if found.start() > at:
                writer.data(text[at : found.start()])
            acts[found.lastgroup or ""](writer, found, depth + 1)
            at = found.end()
    if at < len(text):
        writer.data(text[at:])


def _title(writer: Writer) -> str:
    """The first heading, where it is the only one of the first level."""
    top = [p for p in writer.parts if p.kind is BlockKind.HEADING and p.depth == 1]
    first = next((p for p in writer.parts if p.kind is BlockKind.HEADING), None)
    return (first.title or first.text) if first is not None and top == [first] else ""
