"""A PDF as a document: its pages put together, with headings, links and printed page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reader.documents.document import BlockKind, Document, Metadata, Page
from reader.documents.formats.block_parts import Place
from reader.documents.formats.epub_sections import Line as ContentsLine
from reader.documents.formats.epub_sections import sections_of
from reader.documents.formats.pdf_blocks import Assembler
from reader.documents.formats.pdf_figures import decorations
from reader.documents.formats.pdf_flow import Usual, flows_of, usual_of
from reader.documents.formats.pdf_groups import drawings, verses
from reader.documents.formats.pdf_headings import find_headings, mark_entries
from reader.documents.formats.pdf_lines import Line, heads_and_feet, page_of
from reader.documents.formats.pdf_lines import Page as Leaf
from reader.documents.formats.pdf_notes import below_rule
from reader.documents.formats.pdf_paragraphs import Blocks, Paragraph, place_of
from reader.documents.formats.pdf_types import Facts, Goal, RawPage
from reader.documents.formats.pdf_words import plain
from reader.documents.identifiers import identifiers_in
from reader.documents.made import with_made_sections
from reader.documents.parts import build

FIRST = 8  # pages of the first piece
_NEXT = 6  # pages behind it that show what its heads and feet are
_SAMPLE = 4  # pages further on that say what is usual, for the first piece as for the whole
_COARSE = 15  # pages for each entry of the contents: then headings are looked for as well
_MUCH_LARGER = 1.4  # than the text: the title of the whole
_SHORT = 3  # pages: what is longer may have covers
SCANNED = "pictures (scanned): `ocrmypdf in.pdf out.pdf` makes text of them"

_NO_TITLE = re.compile(
    r"\(?(?:untitled|title|document|no ?name|slide|anonymous|unspecified)\)? ?\d*$|"
    r"microsoft (?:word|powerpoint|excel)\b|"
    r"(?:powerpoint|word) (?:presentation|document)$|[\w.-]+\.\w{2,5}$|\W*$|"
    r".*\.(?:docx?|tex|dvi|indd|qxd)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:unknown|anonymous|unspecified|author|user|admin\w*|owner|\W*)\)?$", re.IGNORECASE
)
_AUTHORS = re.compile(r"\s*;\s*|\s+(?:and|und|et|y|&)\s+")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?")
_DOI = re.compile(r"doi[:./ ]{1,3}(?:org/)?\s*(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)])", re.IGNORECASE)
_ARXIV = re.compile(r"arXiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})")


class _Window(NamedTuple):
    """What is known of some pages: what belongs to no text, what is usual, printed numbers, and
    pictures that are none."""

    furniture: set[Line]
    usual: Usual
    printed: dict[int, str]
    decorations: frozenset[tuple[int, ...]]


class NothingToReadError(Exception):
    """There is no text on any page; the message says what there is."""


def document_of(
    facts: Facts,
    read: Callable[[int], RawPage | None],
    step: Callable[[int], None],
    *,
    piece: bool = False,
) -> Document:
    """The document of a PDF whose pages ``read`` gives by their number from 0; it is called once
    for each, and ``step`` before every page that something is done with.

    For a ``piece`` only the first pages are read, and some further on; the text is a prefix of
    that of the whole, and ``complete`` is false. A short one is read whole all the same. Raises
    NothingToReadError.
    """
    count = facts.pages
    piece = piece and count > FIRST + _NEXT + _SAMPLE
    leaves: dict[int, Leaf] = {}

    def get(number: int) -> Leaf | None:
        if number not in leaves:
            step(number)
            raw = read(number)
            if raw is not None:
                leaves[number] = page_of(raw)
        return leaves.get(number)

    sample = [*range(min(FIRST + _NEXT, count)), *_spread(count)]
    for number in sample if piece else range(count):
        get(number)
    first = _window([leaves[number] for number in sample if number in leaves], facts)
    rest = first
    if not piece and count > len(sample):
        rest = _window([leaves[number] for number in sorted(leaves)], facts)
    shown = [leaves[number] for number in sorted(leaves) if number < (FIRST if piece else count)]
    labels = _labels(shown, rest.printed or first.printed)
    lines: dict[int, list[Line]] = {}
    for leaf in shown:
        furniture = (first if leaf.number < FIRST else rest).furniture
        lines[leaf.number] = [line for line in leaf.lines if line not in furniture]
    pictures = [leaf for leaf in shown if leaf.picture and not lines[leaf.number]]
    if not any(lines.values()):
        if pictures:
            raise NothingToReadError(f"its pages are {SCANNED}")
        raise NothingToReadError("there is no text in it")
    marked = mark_entries(facts.entries, lines)
    assembler = Assembler()
    for leaf in shown:
        step(leaf.number)
        window = first if leaf.number < FIRST else rest
        here = lines[leaf.number]
        leaf = leaf._replace(label=labels[leaf.number], picture=leaf.picture and not here)
        assembler.add(leaf, here, window.usual, window.decorations)
    blocks = assembler.finish()
    if piece:
        _cut(blocks, FIRST - 1)
    drawings(blocks.paragraphs, rest.usual if not piece else first.usual)
    verses(blocks.paragraphs)
    named = len(marked) >= max(1, len([e for e in facts.entries if e.goal]) // 2)
    coarse = len(facts.entries) * _COARSE < count
    titled = named and not coarse
    find_headings(blocks.paragraphs, rest.usual, titled=titled, authors=facts.author)
    beginning = [line.text for leaf in shown[:2] for line in leaf.lines]
    notices = []
    covers = {0, count - 1} if count > _SHORT else set()  # of a book, which are no scans
    if not piece and not covers.issuperset(leaf.number for leaf in pictures):
        some = f"{len(pictures)} of {count} pages are" if len(pictures) > 1 else "1 page is"
        notices.append(f"{some} {SCANNED}")
    document = build(
        [paragraph.part for paragraph in blocks.paragraphs],
        _metadata(facts, beginning, _title(blocks.paragraphs, first.usual)),
        tuple(notices),
        not piece,
        lined=False,
    )
    return _with_places(document, blocks, facts, marked)


def _spread(count: int) -> list[int]:
    """Some pages behind the first ones."""
    left = range(FIRST + _NEXT, count)
    step = max(1, len(left) // _SAMPLE)
    return list(left[::step][:_SAMPLE])


def _window(leaves: Sequence[Leaf], facts: Facts) -> _Window:
    notes = {
        line for leaf in leaves for flow in flows_of(leaf.lines) for line in below_rule(leaf, flow)
    }
    furniture, printed = heads_and_feet(leaves, notes)
    empty = sum(not leaf.picture and furniture.issuperset(leaf.lines) for leaf in leaves)
    if 2 * empty > len(leaves):  # there would be nothing else: this is the text
        furniture = set()
    accents = re.search(r"tex", facts.producer, re.IGNORECASE) is not None
    usual = usual_of(leaves, furniture, accents=accents)
    return _Window(furniture, usual, printed, decorations(leaves))


def _labels(leaves: Sequence[Leaf], printed: Mapping[int, str]) -> dict[int, str]:
    """What each page is called: what the file says, else the number that is printed on it, else
    how many pages there are up to it."""
    given = {leaf.number: leaf.label for leaf in leaves}
    if any(label and label != str(number + 1) for number, label in given.items()):
        return {number: label or str(number + 1) for number, label in given.items()}
    shifts = [int(text) - number for number, text in printed.items() if text.isdecimal()]
    if shifts:
        shift = max(set(shifts), key=shifts.count)
        if shifts.count(shift) >= 3 and shifts.count(shift) * 2 > len(shifts) and shift != 1:
            return {
                number: str(number + shift) if number + shift > 0 else printed.get(number, "")
                for number in given
            }
    return {number: str(number + 1) for number in given}


def _cut(blocks: Blocks, page: int) -> None:
    """Leave out what begins on a page or behind it, and the paragraph that may go on there."""
    paragraphs = blocks.paragraphs
    keep = next((i for i, one in enumerate(paragraphs) if one.last.page >= page), len(paragraphs))
    del paragraphs[max(0, keep - 1) :]


# --- where things are ---------------------------------------------------------------------------


def _with_places(
    document: Document, blocks: Blocks, facts: Facts, marked: Mapping[int, Line]
) -> Document:
    starts = _starts(document, blocks.paragraphs)

    def offset(place: Place | None) -> int | None:
        if place is None or place.part not in starts:
            return None
        start, end = starts[place.part]
        return min(start + place.offset, end)

    def of_goal(goal: Goal) -> int | None:
        return offset(place_of(blocks, goal))

    pages = []
    for place in blocks.pages:
        start = offset(place)
        if start is not None and place.name:
            pages.append(Page(place.name, start))
    pages.sort(key=lambda page: page.start)
    contents = []
    for number, entry in enumerate(facts.entries):
        line = marked.get(number)
        goal = Goal(line.page, line.y - 2.1, line.x1 - 1) if line else entry.goal
        start = of_goal(goal) if goal else None
        if start is not None or document.complete:
            contents.append(ContentsLine(entry.title, entry.level, start))
    document = document.with_(
        pages=tuple(pages),
        places=MappingProxyType(dict(_places(document, blocks, offset, of_goal))),
    )
    if any(line.start is not None for line in contents):
        document = document.with_(sections=sections_of(document, contents))
    return with_made_sections(document)


def _starts(document: Document, paragraphs: Sequence[Paragraph]) -> dict[int, tuple[int, int]]:
    """Where the text of each paragraph begins and ends, by its `id`."""
    found: dict[int, tuple[int, int]] = {}
    index = 0
    for paragraph in paragraphs:
        if paragraph.part.text:
            found[id(paragraph)] = document.blocks.starts[index], document.blocks.ends[index]
            index += 1
    return found


def _places(
    document: Document,
    blocks: Blocks,
    offset: Callable[[Place | None], int | None],
    of_goal: Callable[[Goal], int | None],
) -> Iterator[tuple[str, int]]:
    """The places that links and marks of footnotes lead to."""
    wanted = {mark.target[1:] for mark in document.marks if mark.target[:1] == "#"}
    for name in wanted:
        if name.startswith("page="):
            page, y, x = map(int, name.removeprefix("page=").split(","))
            start = of_goal(Goal(page - 1, y, x))
            if start is not None:
                yield name, start
    for lines in blocks.lines.values():
        for at in lines:
            if at.place.name in wanted:
                start = offset(at.place)
                if start is not None:
                    yield at.place.name, start


# --- what is said of the whole ------------------------------------------------------------------


def _authors(written: str) -> list[str]:
    """The names in a list of authors; "Lovelace, Ada" is one."""
    if _NO_AUTHOR.match(written):
        return []
    names = [name for name in _AUTHORS.split(written) if name]
    parts = [part.strip() for name in names for part in name.split(",")]
    return parts if all(" " in part for part in parts) else names


def _title(paragraphs: Sequence[Paragraph], usual: Usual) -> str:
    """The heading on the first page that is set in by far the largest letters; "" for none."""
    heads = [
        one
        for one in paragraphs
        if one.part.kind is BlockKind.HEADING and one.first.page == 0 and one.part.depth == 1
    ]
    large = len(heads) == 1 and heads[0].size > _MUCH_LARGER * usual.size
    return heads[0].part.text if large else ""


def _metadata(facts: Facts, beginning: Sequence[str], heading: str) -> Metadata:
    title = " ".join(plain(facts.title).split())
    author = " ".join(plain(facts.author).split())
    date = _DATE.match(facts.created)
    head = "\n".join(beginning)
    names = {"doi": _DOI.search(head), "arxiv": _ARXIV.search(head)}
    return Metadata(
        title=heading if _NO_TITLE.match(title) else title,
        authors=tuple(_authors(author)),
        date="-".join(filter(None, date.groups())) if date and date[1] > "1980" else "",
        language=facts.language if re.match(r"[a-zA-Z]{2,3}(?:-\w+)*$", facts.language) else "",
        identifiers=identifiers_in({key: found[1] for key, found in names.items() if found}),
        extra=MappingProxyType({"encrypted": True} if facts.encrypted else {}),
    )
