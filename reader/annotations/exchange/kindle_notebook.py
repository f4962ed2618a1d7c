"""The notebook that Kindle's apps export as HTML: a heading and a text for each highlight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.kindle import authors_of
from reader.annotations.exchange.kindle_words import Where, kind_of, where_of
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name
from reader.annotations.exchange.values import came_from, colour_of
from reader.documents.formats.tags import feed
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "kindle"
CALLED = "a Kindle notebook"

_PARTS = frozenset(
    ("bookTitle", "authors", "citation", "sectionHeading", "noteHeading", "noteText")
)
_CLOSES = frozenset(("div", "h1", "h2", "h3", "h4", "p"))
_SIGNS = lazy(r"""class\s*=\s*["'](?:bookTitle|noteHeading)\b""")
_COLOUR = lazy(r"highlight_(\w+)")
_FAR = 20  # locations between a highlight and a note that is of it


@dataclass
class _Part:
    """One piece of the page: its class, its text, the colour in it, its line in the file."""

    name: str
    line: int
    text: str = ""
    colour: str = ""


class _Parts:
    """Gathers the pieces; their elements are not always closed by their own names."""

    def __init__(self) -> None:
        self.found: list[_Part] = []
        self._open = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "").split()
        name = next((one for one in classes if one in _PARTS), "")
        if name:
            self.found.append(_Part(name, len(self.found)))
            self._open = True
        elif self._open and (colour := _COLOUR.match(" ".join(classes))):
            self.found[-1].colour = colour[1]
        elif self._open and tag == "br":
            self.found[-1].text += " "

    def data(self, text: str) -> None:
        if self._open:
            self.found[-1].text += text

    def end(self, tag: str) -> None:
        if tag in _CLOSES:
            self._open = False


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return _SIGNS.search(head_of(data)) is not None


def read(data: bytes, name: str = "") -> Imported:
    """The highlights and notes of a book; raises ReaderError where there is no notebook."""
    parts = _Parts()
    feed(read_text(data, name, CALLED), parts)
    found = [
        _Part(part.name, part.line, " ".join(part.text.split()), part.colour)
        for part in parts.found
    ]
    if not any(part.name == "noteHeading" for part in found):
        raise ReaderError(f"{shown_name(name)} is not {CALLED}: there are no highlights in it")
    title = next((part.text for part in found if part.name == "bookTitle"), "")
    authors = next((part.text for part in found if part.name == "authors"), "")
    work = Work(title, authors_of(authors))
    incoming: list[Incoming] = []
    problems: list[Problem] = []
    new_id = ids(FORMAT)
    section, last = "", Where()
    for part, following in zip(found, [*found[1:], _Part("", 0)], strict=True):
        if part.name == "sectionHeading":
            section, last = part.text, Where()
        if part.name != "noteHeading":
            continue
        text = following.text if following.name == "noteText" else ""
        said, _, where = part.text.partition(" - ")
        kind, place = kind_of(said) or "highlight", where_of(_last_part(where))
        if kind == "note" and incoming and _is_near(last, place):
            incoming[-1] = _with_note(incoming[-1], text, part.text)
            continue
        if not text and kind != "bookmark":
            problems.append(Problem(0, f"a {kind} without text", part.text))
        incoming.append(_incoming(work, section, part, (kind, text, where), new_id))
        last = place if kind != "bookmark" else Where()
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def _with_note(one: Incoming, text: str, heading: str) -> Incoming:
    """A highlight with a note that stands below it, under a heading of its own."""
    there = one.annotation
    told = there.extra["from"]
    said = dict(told) if isinstance(told, dict) else {}
    said["note heading"] = "; ".join(filter(None, (str(said.get("note heading", "")), heading)))
    note = f"{there.note}\n\n{text}".strip()
    extra = MappingProxyType({"from": said})
    return one._replace(annotation=there._replace(note=note, extra=extra))


def _last_part(where: str) -> str:
    """The place in "Chapter 3 > Page 12 · Location 180", as clippings have it."""
    return where.rpartition(">")[2].replace("·", "|")


def _is_near(mark: Where, note: Where) -> bool:
    """Whether a note right below a highlight is of it."""
    if mark.first >= 0 and note.first >= 0:
        return 0 <= note.first - mark.first <= _FAR
    return bool(mark.page) and mark.page == note.page


def _incoming(
    work: Work,
    section: str,
    part: _Part,
    said: tuple[str, str, str],
    new_id: Callable[..., str],
) -> Incoming:
    kind, text, where = said
    chapter = where.rpartition(">")[0].strip()
    path: Sequence[str] = (section, chapter)
    alone = kind == "note"
    annotation = Annotation(
        new_id("notebook", work.title, kind, text or part.text),
        Target("" if alone else text, path=tuple(filter(None, path))),
        Kind.NOTE if alone else Kind.HIGHLIGHT if text else Kind.BOOKMARK,
        colour_of(part.colour or part.text.partition(" - ")[0]),
        note=text if alone else "",
        extra=came_from(FORMAT, {"heading": part.text, "colour": part.colour}),
    )
    return Incoming(work, annotation)
