"""Rows of styled text on standard output: in colours on a terminal, plain in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from reader.bars import Row, in_ascii

PIPE = 80  # cells of what is no terminal
# The terminal's own colours, whatever they are.
STYLES: Mapping[str, str] = {
    "heading": "bold cyan",
    "muted": "dim",
    "faint": "dim",
    "heat": "green",
    "short": "yellow",
    "mark": "bold",
    "sign-yellow": "yellow",
    "sign-green": "green",
    "sign-blue": "blue",
    "sign-pink": "magenta",
    "sign-orange": "rgb(215,135,0)",
    "sign-purple": "rgb(135,95,215)",
}


def print_rows(rows: Callable[[int], list[Row]], *, bare: bool = False) -> None:
    """Print the rows that there are for so many cells, ``bare`` in signs of ASCII. `NO_COLOR` and
    the like are heeded."""
    console = Console(theme=Theme(STYLES, inherit=False), highlight=False, markup=False)
    if not console.is_terminal:
        columns = os.environ.get("COLUMNS", "")
        console.width = int(columns) if columns.isdecimal() and int(columns) else PIPE
    with console.capture() as printed:  # it would end the program where nobody reads on
        for row in rows(console.width):
            pieces = ((in_ascii(text), style) for text, style in row) if bare else row
            line = Text.assemble(*pieces, no_wrap=True)
            line.rstrip()
            console.print(line, soft_wrap=True)
    sys.stdout.write(printed.get())
