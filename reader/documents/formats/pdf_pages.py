"""The pages of a PDF as pdfium gives them: runs of text with their places, links, printed numbers.

Every call into pdfium costs as much as many steps of Python, so they are made for runs of text of
one font, not for characters. Only the process of `pdf_process` imports this module.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_int
from typing import Any, TypeVar

import pypdfium2_raw as pdfium

from reader.documents.formats.pdf_links import Frame, areas, linked, turned
from reader.documents.formats.pdf_pictures import pictures_of
from reader.documents.formats.pdf_types import BOLD, ITALIC, MONO, Goal, Picture, RawPage, Rule, Run

MOST_PAGES = 20_000
_MOST_CHARS = 400_000  # of a page
_MOST_OBJECTS = 400  # of a page without text that are looked at
_LITTLE = 300  # characters: a page with more of them is no picture
_BLANK = " \r\n\t\xa0\0"
_LETTERS = 2  # that an object of the page has, where each is placed by itself
_FAR_WORD = 2.0  # of the size: from the last letter of a word to the next word
_IMAGE, _PATH, _FORM = 3, 2, 5  # kinds of objects

_Placed = TypeVar("_Placed", Run, Picture, Rule)

_BOLD_NAME = re.compile(
    r"bold|black|heavy|medi(?:$|ital|obli)|-demi|cmbx|cmb\d|sfbx|lmroman\w*-bold", re.I
)
_ITALIC_NAME = re.compile(r"ital|obli|slant|cmti|cmsl|cmmi|sfti|-it$|(?<=[a-z])It$")
_MONO_NAME = re.compile(
    r"mono|cour|cmtt|cmsltt|typewriter|consol|menlo|lmtt|sftt|fira ?code|nimbusmon", re.I
)
_FIXED, _SLANTED, _FORCED_BOLD = 1, 1 << 6, 1 << 18  # flags of a font


def _frame(page: Any, quarter: int) -> Frame:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, byref(box)):
        box = pdfium.FS_RECTF(0, 842, 595, 0)
    ends = [turned(x, y, quarter) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = [x for x, _ in ends], [y for _, y in ends]
    return Frame(quarter, min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys))


def read_page(document: Any, number: int) -> RawPage | None:
    """A page by its number from 0; None where there is none, or nothing can be made of it."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    if pdfium.FPDFPage_GetRotation(page):  # pdfium would give its lines from the last to the first
        pdfium.FPDFPage_SetRotation(page, 0)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        count = min(pdfium.FPDFText_CountChars(text_page), _MOST_CHARS) if text_page else 0
        text = _text(text_page, count) if count > 0 else ""
        found = list(_runs(text_page, text))
        quarters = Counter[int]()
        for quarter, run in found:
            quarters[quarter] += len(run.text)
        quarter = max((q for q in quarters if q >= 0), key=quarters.__getitem__, default=0)
        frame = _frame(page, quarter)
        runs = [_placed(run, frame, turned=own != quarter) for own, run in found]
        inside = [run for run in runs if _is_inside(run, frame)]
        links: list[tuple[int, int, str | Goal]] = []
        for area in areas(document, page, frame):
            links += linked(text_page, inside, frame, area)
        little = sum(len(run.text) for run in inside) < _LITTLE
        picture = little and _shows_something(page)
        pictures, rules = pictures_of(page, frame)
        label = _label(document, number)
        leftwards = sum(len(run.text) for run in inside if _is_leftwards(run.text[0]))
        if 2 * leftwards > sum(len(run.text) for run in inside):  # all goes by the other edge
            inside = [_mirrored(run, frame.width) for run in inside]
            pictures = [_mirrored(one, frame.width) for one in pictures]
            rules = [_mirrored(one, frame.width) for one in rules]
        size = frame.width, frame.height
        return RawPage(number, *size, label, inside, links, picture, pictures, rules)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


# --- text ---------------------------------------------------------------------------------------


def _text(text_page: Any, count: int) -> str:
    """The text of a page, one code unit for each of its characters."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    if written != count:  # some have no Unicode
        unicode_of = pdfium.FPDFText_GetUnicode
        return "".join(chr(min(unicode_of(text_page, i), 0x10FFFF) or 0xFFFD) for i in range(count))
    units = array("H", bytes(buffer)[: 2 * count])
    return "".join(map(chr, units))


def _runs(text_page: Any, text: str) -> Iterator[tuple[int, Run]]:
    """The runs, not placed yet, each with the quarters by which it is turned; -1 for odd angles."""
    object_at = pdfium.FPDFText_GetTextObject
    made = pdfium.FPDFText_IsGenerated
    address = ctypes.addressof
    fonts: dict[int, int] = {}
    x, y = c_double(), c_double()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    matrix = pdfium.FS_MATRIX()

    words = _Words(text_page)

    def owner(at: int) -> int:
        found = object_at(text_page, at)
        return address(found.contents) if found else 0

    size = len(text)
    at = 0
    while True:
        begun = at
        while at < size and text[at] in _BLANK:
            at += 1
        if at >= size:
            return
        # pdfium puts spaces where it sees gaps: these are judged later, by how wide they are.
        space = at > begun and not (made(text_page, begun) and made(text_page, at - 1))
        line_end = text.find("\r", at)
        line_end = size if line_end < 0 else line_end
        end = _end_of_run(text, at, line_end, owner)
        # A page may place each letter by itself.
        if end - at <= _LETTERS and end < line_end and text[end] not in _BLANK:
            end = max(end, words.end(text, at, line_end))
        last = end
        while last > at and text[last - 1] in _BLANK:
            last -= 1
        pdfium.FPDFText_GetCharOrigin(text_page, at, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(text_page, at, byref(matrix))
        begin = x.value
        pdfium.FPDFText_GetCharBox(
            text_page, last - 1, byref(left), byref(right), byref(bottom), byref(top)
        )
        said = _repaired(text[at:last])
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        quarter = round(angle / 90) % 4 if abs(angle - 90 * round(angle / 90)) < 10 else -1
        height = math.hypot(matrix.c, matrix.d) * pdfium.FPDFText_GetFontSize(text_page, at)
        edge = max(
            (
                turned(px, py, max(quarter, 0))
                for px in (left.value, right.value)
                for py in (bottom.value, top.value)
            ),
        )[0]
        if quarter == 0 and _is_leftwards(text[at]):
            begin, edge = left.value, right.value  # of its last letter
            pdfium.FPDFText_GetCharBox(
                text_page, at, byref(left), byref(right), byref(bottom), byref(top)
            )
            if last - at > 1 and left.value < begin:  # it is stored as it is seen
                said = said[::-1]
            begin, edge = min(begin, left.value), max(edge, right.value)
        yield (
            quarter,
            Run(
                said,
                begin,
                edge,
                y.value,
                round(height, 1),
                _style(object_at(text_page, at), fonts),
                space,
                at,
            ),
        )
        at = last


def _is_leftwards(char: str) -> bool:
    """Whether a letter is of a script that is written from right to left."""
    return "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc"


def _mirrored(one: _Placed, width: float) -> _Placed:
    return one._replace(x0=width - one.x1, x1=width - one.x0)


class _Words:
    """Joins words to runs where every letter is an object of its own: only the first and the last
    letter of each are asked after."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._x, self._y = c_double(), c_double()

    def _look(self, at: int) -> tuple[Any, ...]:
        """What letters of one run have in common, and last where this one stands."""
        pdfium.FPDFText_GetCharOrigin(self._page, at, byref(self._x), byref(self._y))
        found = pdfium.FPDFText_GetTextObject(self._page, at)
        font = pdfium.FPDFTextObj_GetFont(found) if found else None
        size = pdfium.FPDFText_GetFontSize(self._page, at)
        key = ctypes.addressof(font.contents) if font else 0
        return key, size, round(self._y.value, 1), self._x.value

    def end(self, text: str, at: int, line_end: int) -> int:
        """Where the words end that are set like the letter at ``at``, on its line."""
        *mine, left = self._look(at)
        size = float(mine[1]) or 1.0
        end = at
        while end < line_end:
            start = end
            while start < line_end and text[start] in _BLANK:
                start += 1
            stop = start
            while stop < line_end and text[stop] not in _BLANK:
                stop += 1
            if start == stop:
                break
            *first, x = self._look(start)
            if first != mine or not -size < x - left < _FAR_WORD * size:
                break
            *last, left = self._look(stop - 1)
            if last != mine:
                break
            end = stop
        return end


def _end_of_run(text: str, at: int, line_end: int, owner: Any) -> int:
    """Where the object of the page ends that draws the character ``at``, or the line does."""
    mine = owner(at)
    low, high = at + 1, line_end  # the end is somewhere from low to high
    last = line_end - 1
    while last > at and text[last] in " \n":
        last -= 1
    if last == at or owner(last) == mine:
        return line_end
    high = last
    while low < high:
        middle = (low + high) // 2
        seen = middle
        while seen > at and text[seen] in " \n":  # a space may belong to none
            seen -= 1
        if owner(seen) == mine:
            low = middle + 1
        else:
            high = middle
    return low


def _repaired(text: str) -> str:
    """Pairs of code units as the characters they mean."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _style(text_object: Any, fonts: dict[int, int]) -> int:
    font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
    if not font:
        return 0
    key = ctypes.addressof(font.contents)
    if key not in fonts:
        buffer = ctypes.create_string_buffer(256)
        length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
        name = name.partition("+")[2] or name
        flags = max(0, pdfium.FPDFFont_GetFlags(font))
        style = 0
        if (
            _BOLD_NAME.search(name)
            or flags & _FORCED_BOLD
            or pdfium.FPDFFont_GetWeight(font) >= 600
        ):
            style |= BOLD
        angle = c_int()
        slanted = pdfium.FPDFFont_GetItalicAngle(font, byref(angle)) and 0 < abs(angle.value) < 60
        if (
            _ITALIC_NAME.search(name)
            or _ITALIC_NAME.search(name.lower())
            or (flags & _SLANTED and slanted)
        ):
            style |= ITALIC
        if _MONO_NAME.search(name) or flags & _FIXED:
            style |= MONO
        fonts[key] = style
    return fonts[key]


def _placed(run: Run, frame: Frame, *, turned: bool) -> Run:
    x, y = frame.at(run.x0, run.y)
    edge = run.x1 - frame.left if not turned else x
    return run._replace(x0=x, x1=max(x, edge), y=y, turned=turned)


def _is_inside(run: Run, frame: Frame) -> bool:
    """Whether a run is on the page, and not cut off with what is around it."""
    near = 2.0
    return -near <= run.x0 <= frame.width + near and -near <= run.y <= frame.height + run.size


def _shows_something(page: Any) -> bool:
    """Whether a page without text has pictures or drawings on it."""
    drawn = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))
        if kind in (_IMAGE, _FORM):
            return True
        drawn += kind == _PATH
    return drawn > 20


# --- what is said of pages ----------------------------------------------------------------------


def _label(document: Any, number: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    size = pdfium.FPDF_GetPageLabel(document, number, buffer, 128)
    return buffer.raw[: min(size, 128)].decode("utf-16-le", "replace").rstrip("\0").strip()
