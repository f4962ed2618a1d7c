"""Where the pictures of a PDF's page stand in its text, and which of them are only decoration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.documents.formats.pdf_flow import Usual
from reader.documents.formats.pdf_lines import Line, Page
from reader.documents.formats.pdf_notes import CAPTION
from reader.documents.formats.pdf_tables import table_at
from reader.documents.formats.pdf_types import ITALIC, MONO, Box, Picture
from reader.documents.formats.pdf_words import plain

_MANY_PAGES = 3  # on which the same picture stands: then it belongs to none
_WHOLE = 0.8  # of the page: a picture that is larger is the page, or behind it
MUCH = 300  # code points: a picture with more text on it is its background
_LABEL = 0.85  # of the usual size: letters in drawings are not larger
_LONGEST_LABEL = 40  # code points, on average
_SHORT_LABEL = 25  # of those of the usual size, above a caption
_MOST_OF_TABLE = 0.7  # of the lines on shapes
_ODD = frozenset("!\"#$&'*+/:;<=>?@[]^_|~")
_MOST_ODD = 0.2  # of the labels of a drawing
_CAPTION_GAP = 2.6  # of the size: no caption is further below its picture


class Figure(NamedTuple):
    """A picture with the text that stands for it, and what leads to it."""

    text: str
    target: str
    picture: Picture


class Placed(NamedTuple):
    """The figures that stand before each line, by its `id`, and those behind all lines."""

    before: Mapping[int, list[Figure]]
    last: list[Figure]


def figure_of(page: Page, picture: Picture, text: str) -> Figure:
    """The figure that a picture of a page is."""
    place = ",".join(str(round(edge)) for edge in picture.box)
    return Figure(text, f"page={page.number + 1},{place}", picture)


def whole_page(page: Page) -> Figure:
    """A page without text as a figure; without a target if nothing large is on it."""
    text = f"[{_page_words(page)}]"
    if page.pictures:
        return figure_of(page, max(page.pictures, key=_area), text)
    return Figure(text, "", Picture(0, 0, page.width, page.height, "", Box(0, 0, 0, 0), ()))


def _page_words(page: Page) -> str:
    """What stands for the picture of a page; one without a number is called by its place."""
    return f"page {page.label or page.number + 1}: a picture"


def decorations(pages: Iterable[Page]) -> frozenset[tuple[int, ...]]:
    """The keys of pictures that stand at one place of many pages."""
    counts = Counter(key for page in pages for key in {one.key for one in page.pictures})
    return frozenset(key for key, count in counts.items() if count >= _MANY_PAGES)


def figures_of(
    page: Page, lines: Sequence[Line], usual: Usual, ignored: frozenset[tuple[int, ...]]
) -> tuple[list[Figure], list[Line]]:
    """The figures of a page, and its lines without those that are words in a drawing."""
    figures: list[Figure] = []
    left = list(lines)
    for picture in page.pictures:
        if picture.tiny or picture.key in ignored:
            continue
        inside = [line for line in left if _is_on(line, picture)]
        words = " ".join(plain(picture.alt).split())
        if picture.drawn:
            if not _are_labels(inside, usual, captioned=_is_captioned(picture, left)):
                continue
            labels = set(map(id, inside))
            left = [line for line in left if id(line) not in labels]
            words = " · ".join(plain(line.text) for line in inside)
            if sum(map(_ODD.__contains__, words)) > _MOST_ODD * len(words):
                words = ""  # letters that only their own font can show
        elif sum(len(line.text) for line in inside) >= MUCH:
            continue
        elif not words and _area(picture) > _WHOLE * page.width * page.height:
            words = _page_words(page)
        figures.append(figure_of(page, picture, f"[{words or 'image'}]"))
    return figures, left


def placed(figures: Iterable[Figure], lines: Sequence[Line]) -> Placed:
    """Where figures stand among lines in reading order."""
    before: dict[int, list[Figure]] = defaultdict(list)
    last: list[Figure] = []
    for figure in sorted(figures, key=lambda one: (round(one.picture.y0), one.picture.x0)):
        line = _following(figure.picture, lines)
        (last if line is None else before[id(line)]).append(figure)
    return Placed(before, last)


def _area(picture: Picture) -> float:
    return (picture.x1 - picture.x0) * (picture.y1 - picture.y0)


def _is_on(line: Line, picture: Picture) -> bool:
    middle = line.y - line.size / 3
    across = (line.x0 + line.x1) / 2
    return picture.y0 < middle < picture.y1 and picture.x0 < across < picture.x1


def _are_labels(lines: Sequence[Line], usual: Usual, *, captioned: bool) -> bool:
    """Whether the text on a drawing is part of it, and no text with a frame around it."""
    if not lines:
        return True
    average = sum(len(line.text) for line in lines) / len(lines)
    small = all(line.size < _LABEL * usual.size for line in lines)
    if any(line.level or line.style & MONO for line in lines):
        return False
    table = None if captioned else table_at(lines, 0)
    if table is not None and table.taken > _MOST_OF_TABLE * len(lines):
        return False  # its cells are shaded
    return average < (_LONGEST_LABEL if small else _SHORT_LABEL if captioned else 0)


def _is_captioned(picture: Picture, lines: Sequence[Line]) -> bool:
    """Whether what stands next below a drawing says that it is a figure."""
    following = _following(picture, lines)
    return (
        following is not None
        and CAPTION.match(following.text) is not None
        and following.text[:1].casefold() != "t"  # a table is none
        and following.y - picture.y1 < _CAPTION_GAP * 1.5 * following.size
    )


def _following(picture: Picture, lines: Sequence[Line]) -> Line | None:
    """The line that a picture stands before: the next one below it, or else what follows the one
    above it."""
    near = [line for line in lines if line.x0 < picture.x1 and line.x1 > picture.x0]
    below = [line for line in near if line.y - line.size / 3 > picture.y1 - 1]
    if below:
        return min(below, key=lambda line: round(line.y - line.size))
    above = [
        index
        for index, line in enumerate(lines)
        if line.y - line.size / 3 < picture.y1 and line.x0 < picture.x1 and line.x1 > picture.x0
    ]
    if not above:
        return lines[0] if lines else None
    at = max(above, key=lambda index: (round(lines[index].y), index)) + 1
    return lines[at] if at < len(lines) else None


def is_caption(line: Line, figure: Figure, usual: Usual) -> bool:
    """Whether a line next to a figure begins what is said below it: it is set small or slanted, or
    in the middle below it."""
    picture = figure.picture
    gap = line.y - line.size - picture.y1
    if not -line.size < gap < _CAPTION_GAP * line.size or line.level:
        return False
    if line.x1 < picture.x0 or line.x0 > picture.x1:
        return False
    small = line.size < 0.95 * usual.size
    slanted = all(run.style & ITALIC for run in line.runs) and not usual.style & ITALIC
    return small or slanted
