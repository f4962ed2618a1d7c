"""What is known of the pages of a PDF before lines and paragraphs are made of it."""

from __future__ import annotations

from typing import NamedTuple

BOLD, ITALIC, MONO = 1, 2, 4  # styles of a run, added up
LINE_END_HYPHEN = "\ufffe"  # what pdfium puts for a hyphen at the end of a line


class Run(NamedTuple):
    """Text of one font on one line. ``y`` is its baseline, downwards from the top of the page;
    all in points. On pages that are written from right to left x grows leftwards. ``space`` is
    whether white space stands before it in the file."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: int
    space: bool
    first: int  # its first character on the page
    turned: bool = False  # otherwise than most of the page


class Goal(NamedTuple):
    """Where a link or an entry of the contents leads: a page from 0, how far down on it, and from
    the left."""

    page: int
    y: float
    x: float


class Box(NamedTuple):
    """A rectangle of a page as the file counts: in points, upwards from below."""

    left: float
    bottom: float
    right: float
    top: float


class Picture(NamedTuple):
    """A picture on a page: its edges as those of `Run`, and what the file says in its place.

    ``box`` is the same in the file's own coordinates. Pictures with one ``key`` at one place of
    several pages are one and the same, as a mark of the publisher is. ``drawn`` is whether it is
    made of lines and shapes, ``tiny`` whether it is a sign in a line.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    alt: str
    box: Box
    key: tuple[int, ...]
    drawn: bool = False
    tiny: bool = False


class Rule(NamedTuple):
    """A short line across: what stands below it may be footnotes. Edges as those of `Run`."""

    x0: float
    x1: float
    y: float


class RawPage(NamedTuple):
    """A page: its number from 0, size in points, label, runs in the order of its stream.

    ``picture`` is whether it shows something, and has little text.
    """

    number: int
    width: float
    height: float
    label: str
    runs: list[Run]
    links: list[tuple[int, int, str | Goal]]  # characters of the page, from and to
    picture: bool
    pictures: list[Picture]
    rules: list[Rule]


class Entry(NamedTuple):
    """An entry of the contents that come with the file: its level counts from 1."""

    title: str
    level: int
    goal: Goal | None


class Facts(NamedTuple):
    """What a PDF says of itself as a whole."""

    pages: int
    title: str = ""
    author: str = ""
    created: str = ""
    language: str = ""
    producer: str = ""
    encrypted: bool = False
    entries: tuple[Entry, ...] = ()
