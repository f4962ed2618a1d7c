"""The tables of AsciiDoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from reader.documents.formats.markup_table import LARGE_TABLE
from reader.documents.formats.table import MOST_CELLS
from reader.documents.formats.written import Writer

# What stands before the sign of a cell: how many columns or rows it spans, how it is set.
_BEFORE = (
    r"(?:(?P<times>\d{1,3})\*|(?P<across>\d{1,3})?(?:\.(?P<down>\d{1,3}))?(?P<plus>\+))?"
    r"[<^>.]{0,4}(?P<style>[adehlmsv])?"
)


_BETWEEN = " │ "  # of cells on one line


def write_table(
    writer: Writer,
    lines: Sequence[str],
    sign: str,
    named: Mapping[str, str],
    inline: Callable[[str], None],
    blocks: Callable[[Sequence[str]], None],
) -> None:
    """Write the rows of a table; ``sign`` is what begins its cells, "," where values stand
    between commas, and ``named`` are its attributes."""
    between = {",": ",", ":": ":"}.get(sign) or named.get("separator", "")
    if named.get("format") in ("csv", "dsv") or sign in ",:":
        rows = [_values(line, between or ",") for line in lines if line]
    else:
        rows = _rows(lines, between or sign, _count(named.get("cols", "")))
    options = named.get("options", "")
    first = next((number for number, line in enumerate(lines) if line), 0)
    gap = first == 0 and len(lines) > 1 and not lines[1] and lines[0].count(sign) > 1
    header = "header" in options or (gap and "noheader" not in options and "cols" not in named)
    header = header or (gap and "cols" in named)
    if sum(map(len, rows)) > MOST_CELLS and all(cell[2] != "a" for row in rows for cell in row):
        writer.notices[LARGE_TABLE] = None
        for number, row in enumerate(rows):
            texts = [" ".join(text.split()) for text, *_ in row]
            _write_line(writer, texts, inline, tight=number > 0)
        return
    for number, row in enumerate(rows):
        writer.start("tr", {})
        for text, spans, style in row:
            tag = "th" if (header and not number) or style == "h" else "td"
            writer.start(tag, spans)
            if style == "a":
                blocks(text.split("\n"))
            else:
                for count, paragraph in enumerate(re.split(r"\n{2,}", text.strip("\n"))):
                    if count:
                        writer.start("p", {})
                    inline(paragraph.strip())
            writer.end(tag)
        writer.end("tr")


def _write_line(
    writer: Writer, texts: Sequence[str], inline: Callable[[str], None], *, tight: bool
) -> None:
    """Write a row of a table that is too large to be laid out."""
    plain = "".join(texts).replace(" ", "").isalnum()  # there is no markup in it
    writer.start("p", {})
    if plain:
        writer.data(_BETWEEN.join(texts))
    for number, text in enumerate(() if plain else texts):
        if number:
            writer.data(_BETWEEN)
        inline(text)
    writer.end("p")
    if writer.parts:
        writer.parts[-1].tight = tight


_Cell = tuple[str, dict[str, str], str]


def _rows(lines: Sequence[str], sign: str, columns: int) -> list[list[_Cell]]:
    """The cells, in rows of so many columns; where that is not said, of those in the first line."""
    cells: list[_Cell] = []
    text = "\n".join(lines)
    bare = rf"(?<!\\){re.escape(sign)}"
    starts = list(re.finditer(rf"(?:(?<=\s)|^){_BEFORE}{bare}|{bare}", text))
    in_first = 0
    end_of_first = text.find("\n", starts[0].start()) if starts else 0
    for found, after in zip(starts, [*starts[1:], None], strict=False):
        content = text[found.end() : after.start() if after else len(text)]
        across, down, plus, many, style = found.group("across", "down", "plus", "times", "style")
        spans = {"colspan": across or "1", "rowspan": down or "1"} if plus else {}
        if "\\" in content:
            content = content.replace(f"\\{sign}", sign)
        times = min(int(many), 50) if many else 1
        cells += [(content, spans, style or "")] * times
        if found.start() <= end_of_first or end_of_first < 0:
            in_first += sum(int(s.get("colspan", "1")) for _, s, _ in cells[-times:])
    columns = columns or in_first or 1
    rows: list[list[_Cell]] = []
    taken: dict[int, int] = {}  # by row: how many of its columns cells from above take
    filled = columns
    for cell in cells:
        if filled >= columns:
            rows.append([])
            filled = taken.pop(len(rows) - 1, 0)
            while filled >= columns and len(rows) < 10_000:
                rows.append([])
                filled = taken.pop(len(rows) - 1, 0)
        rows[-1].append(cell)
        if not cell[1]:
            filled += 1
            continue
        across, down = (int(cell[1][name]) for name in ("colspan", "rowspan"))
        filled += across
        for below in range(1, min(down, 1000)):
            row = len(rows) - 1 + below
            taken[row] = taken.get(row, 0) + across
    return rows


def _values(line: str, between: str) -> list[_Cell]:
    import csv

    return [(value, {}, "") for value in next(csv.reader([line], delimiter=between), [])]


def _count(columns: str) -> int:
    """How many columns ``cols`` says there are."""
    if not columns:
        return 0
    parts = [part for part in re.split(r"[,;]", columns) if part.strip() or "," in columns]
    counts = (re.match(r"\s*(\d{1,3})\*", part) for part in parts)
    return sum(min(int(count[1]), 100) if count else 1 for count in counts)
