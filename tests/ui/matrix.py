"""Screens as text: the rows as they read, and below them in which styles, in letters.

    python -m tests.ui.matrix [PAGE.html]

writes what is kept of all screens as one HTML page, to be looked at.

    120x40 dark
    The rows of the screen, as wide as they are.
    …
    a: #d8d5cf on #1b1d21
    b: bold #7aa2d6 on #1b1d21
    a120 / a3 b12 a105 / …        a row each: styles with how many cells they last
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

KEPT = Path(__file__).parent / "__snapshots__" / "test_matrix"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def described(style: Style | None) -> str:
    """A style in words; links and other invisible parts are left out."""
    if style is None:
        return "none"
    plain = Style(
        color=style.color,
        bgcolor=style.bgcolor,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=style.reverse,
    )
    return re.sub(r"not \w+ ?", "", str(plain)).strip() or "none"


def rows_of(strips: Iterable[Strip]) -> list[str]:
    """The text of each row."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def styles_of(strips: Iterable[Strip]) -> list[str]:
    """The styles in use, by letters, and each row as letters with their numbers of cells."""
    letters: dict[str, str] = {}
    rows = []
    for strip in strips:
        cells = [(described(part.style), cell_len(part.text)) for part in strip if part.text]
        runs = []
        for name, parts in groupby(cells, key=lambda cell: cell[0]):
            letter = letters.setdefault(name, _LETTERS[len(letters)])
            runs.append(f"{letter}{sum(width for _, width in parts)}")
        rows.append(" ".join(runs))
    legend = [f"{letter}: {name}" for name, letter in letters.items()]
    return [*legend, *_folded(rows)]


def _folded(rows: list[str]) -> Iterator[str]:
    """Rows one after the other, those that are the same told once with their number."""
    for row, same in groupby(rows):
        count = len(list(same))
        yield row if count == 1 else f"{row} *{count}"


def page() -> str:
    """All that is kept, as HTML."""
    parts = [
        "<!doctype html><meta charset=utf-8><style>body{background:#888;font:12px sans-serif}"
        "pre{display:inline-block;margin:4px;font:11px/1.25 'DejaVu Sans Mono',monospace}"
        "</style>"
    ]
    for file in sorted(KEPT.glob("*.txt")):
        parts.append(f"<h2>{file.stem}</h2>")
        text, *themes = file.read_text("utf-8").split("\n=== ")
        for theme in themes:
            name, *lines = theme.splitlines()
            own = lines.index("---")
            rows = lines[:own] or text.splitlines()
            parts.append(f"<pre title='{name}'>{_drawn(rows, lines[own + 1 :])}</pre>")
    return "\n".join(parts)


def _drawn(rows: list[str], styles: list[str]) -> str:
    looks = dict(line.split(": ", 1) for line in styles if re.match(r"\w: ", line))
    runs: list[str] = []
    for line in styles[len(looks) :]:
        row, _, count = line.partition(" *")
        runs += [row] * int(count or 1)
    drawn = []
    for row, line in zip(rows, runs, strict=True):
        at = 0
        for letter, cells in re.findall(r"(\w)(\d+)", line):
            end = at
            while end < len(row) and cell_len(row[at : end + 1]) <= int(cells):
                end += 1
            words = row[at:end]
            words += " " * (int(cells) - cell_len(words))
            drawn.append(f"<span style='{_css(looks[letter])}'>{html.escape(words)}</span>")
            at = end
        drawn.append("\n")
    return "".join(drawn)


def _css(look: str) -> str:
    words, _, back = look.partition("on ")
    found = re.findall(r"#\w{6}", words)
    front = found[0] if found else "#ddd"
    behind = back.strip() if back.startswith("#") else "#111"
    if "reverse" in words:
        front, behind = behind, front
    css = f"color:{front};background:{behind}"
    css += ";font-weight:bold" if "bold" in words else ""
    css += ";font-style:italic" if "italic" in words else ""
    css += ";text-decoration:underline" if "underline" in words else ""
    css += ";text-decoration:line-through" if "strike" in words else ""
    return css + (";opacity:.6" if "dim" in words else "")


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "matrix.html").write_text(page(), "utf-8")
