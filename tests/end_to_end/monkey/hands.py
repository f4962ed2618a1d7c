"""What a monkey does: a stream of inputs, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textual.keys import _character_to_key

from reader.ui import keys

SMALL, LARGE = (8, 3), (200, 60)  # sizes of a terminal, columns and rows
USUAL = ((120, 40), (80, 24), (40, 15), (160, 50), (100, 30), (20, 5), (19, 5), (21, 6))


class Input(NamedTuple):
    """One thing that is done: bytes that are typed, or a new size of the terminal; then a pause,
    in seconds."""

    typed: str = ""
    size: tuple[int, int] | None = None
    pause: float = 0.0


# The keys of the command table by Textual's names.
_CHARACTERS = {_character_to_key(chr(code)): chr(code) for code in range(32, 127)}
_SEQUENCES = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "insert": "\x1b[2~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "shift+home": "\x1b[1;2H",
    "shift+end": "\x1b[1;2F",
    "alt+up": "\x1b[1;3A",
    "alt+down": "\x1b[1;3B",
    "alt+right": "\x1b[1;3C",
    "alt+left": "\x1b[1;3D",
    "ctrl+up": "\x1b[1;5A",
    "ctrl+down": "\x1b[1;5B",
    "ctrl+right": "\x1b[1;5C",
    "ctrl+left": "\x1b[1;5D",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+pageup": "\x1b[5;5~",
    "ctrl+pagedown": "\x1b[6;5~",
    **{f"f{number}": f"\x1bO{chr(ord('P') + number - 1)}" for number in range(1, 5)},
    **{f"f{n}": f"\x1b[{code}~" for n, code in zip(range(5, 9), (15, 17, 18, 19), strict=True)},
}


def bytes_of(key: str) -> str:
    """What a terminal sends for a key of Textual's; KeyError where the monkey does not know."""
    if key in _SEQUENCES:
        return _SEQUENCES[key]
    if len(key) == 1:
        return key
    if key in _CHARACTERS:
        return _CHARACTERS[key]
    modifier, _, rest = key.partition("+")
    if modifier == "ctrl" and len(rest) == 1:
        return chr(ord(rest) & 0x1F)
    if modifier == "alt":
        return "\x1b" + bytes_of(rest)
    raise KeyError(key)


def command_keys() -> list[str]:
    """What is typed for each key of the command table, but for the end of the program."""
    quits = ("quit", "suspend")
    all_of = [key for c in keys.COMMANDS if c.name not in quits for key in c.keys.split(",")]
    return [bytes_of(key) for key in all_of if key]


WORDS = (
    *("the", "people", "city", "e", "Yangpu", "x", "q", "雨", "雨雪霏霏", "한국어", "שלום", "عربي"),
    *(
        "👩\u200d👩\u200d👧\u200d👦",
        "❤\ufe0f",
        "e\u0301\u0302",
        "a\u00a0b",
        "\u200b",
        "\u202e",
        "\ufeff",
    ),
    *("—", "“q”", "#tag", "[red]", "{x}", "\\", "$1", "%s", "^", ".*", "(", "["),
    *("12%", "0", "99999999999", "-1", "../..", "a/b", "~"),
)
PASTES = (
    "one line",
    "two\nlines\r\nand a tab\t",
    "\x1b[31mred\x1b[0m \x07 \x00 \x9b",
    "long " * 3000,
    "雨" * 500,
    "\n" * 200,
    "",
)
ODD = (
    "\x1b[I",  # the terminal has the focus
    "\x1b[O",  # and has not
    "\x1b[?1;2c",  # an answer to a question nobody asked
    "\x1b[?2026;2$y",
    "\x1b[99;5u",  # a key of the kitty protocol
    "\x1b[1;1R",
    "\x1b[<0;0;0M",
    "\x1b[<0;999;999M",
    "\x1b[M   ",
    "\x1b[",
    "\x1bO",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b\x1b",
    "\x00",
    "\x7f",
)
LABELS = "SADFGHJKLEWRQ"


class Monkey:
    """A source of inputs."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.size = USUAL[0]
        self.commands = command_keys()
        self.ways: list[tuple[Callable[[], Iterator[Input]], int]] = [
            (self._command, 40),
            (self._several, 6),
            (self._escape, 8),
            (self._enter, 6),
            (self._words, 5),
            (self._highlight, 6),
            (self._select, 4),
            (self._note, 4),
            (self._prompt, 5),
            (self._erase, 2),
            (self._undo, 2),
            (self._click, 8),
            (self._drag, 4),
            (self._wheel, 4),
            (self._hover, 2),
            (self._resize, 3),
            (self._resizes, 1),
            (self._paste, 1),
            (self._odd, 2),
            (self._palette, 1),
            (self._outside, 1),
            (self._suspend, 1),
            (self._quit, 1),
            (self._wait, 2),
        ]

    def inputs(self) -> Iterator[Input]:
        """Without an end."""
        ways, weights = zip(*self.ways, strict=True)
        while True:
            yield from self.dice.choices(ways, weights)[0]()

    # Keys

    def _command(self) -> Iterator[Input]:
        yield Input(self.dice.choice(self.commands))

    def _several(self) -> Iterator[Input]:
        key = self.dice.choice(self.commands)
        if self.dice.random() < 0.5:  # all at once, as they come after a pause of the machine
            yield Input(key * self.dice.randint(2, 60))
        else:
            yield from [Input(key)] * self.dice.randint(2, 12)

    def _escape(self) -> Iterator[Input]:
        yield from [Input("\x1b", pause=0.02)] * self.dice.choice((1, 1, 2, 3))

    def _enter(self) -> Iterator[Input]:
        yield Input(self.dice.choice(("\r", "\r", "\t", " ", "\x1b[B")))

    def _text(self) -> str:
        return " ".join(self.dice.choices(WORDS, k=self.dice.randint(1, 4)))

    def _words(self) -> Iterator[Input]:
        yield Input(self._text())

    def _erase(self) -> Iterator[Input]:
        yield Input(self.dice.choice(("\x7f", "\x7f" * 20, "\x15", "\x17", "\x0b", "\x01")))

    def _highlight(self) -> Iterator[Input]:
        yield Input("\x1b\x1bf", pause=0.03)
        yield Input(self.dice.choice(LABELS))

    def _select(self) -> Iterator[Input]:
        yield Input("\x1b", pause=0.03)
        yield Input("v")
        yield Input("".join(self.dice.choices("hjklwbe(){}0$", k=self.dice.randint(0, 9))))
        yield Input(self.dice.choice(("v", "v", "iw", "is", "ip", "iS", "+")))
        yield Input("".join(self.dice.choices("hjklwbe(){}0$+-o", k=self.dice.randint(0, 9))))
        yield Input(self.dice.choice("\r123456ay*"))

    def _note(self) -> Iterator[Input]:
        yield Input("a")
        yield Input(self._text())
        yield Input(self.dice.choice(("\x1b", "\x13", "\x18", "")), pause=0.02)

    def _prompt(self) -> Iterator[Input]:
        yield Input(self.dice.choice("/:/t'm"))
        for word in self._text():
            yield Input(word)
        yield Input(self.dice.choice(("\r", "\r", "\x1b", "")), pause=0.02)

    def _undo(self) -> Iterator[Input]:
        yield Input(self.dice.choice(("u", "U", "u" * 20, "U" * 20, "uUuU")))

    def _palette(self) -> Iterator[Input]:
        yield Input("\x10", pause=0.1)
        yield Input("".join(self.dice.choices("abcdefghilmnoprstu", k=self.dice.randint(0, 3))))
        yield Input(self.dice.choice(("\r", "\x1b[B\r", "\x1b")), pause=0.1)

    def _outside(self) -> Iterator[Input]:
        yield Input("a", pause=0.05)
        yield Input("\x05", pause=0.1)

    def _suspend(self) -> Iterator[Input]:
        yield Input("\x1b\x1b\x1a", pause=0.1)

    def _quit(self) -> Iterator[Input]:
        yield Input(self.dice.choice(("q", "\x1b\x1bq", "qq", "\x11")), pause=0.1)

    def _wait(self) -> Iterator[Input]:
        yield Input(pause=self.dice.choice((0.1, 0.3, 0.7)))

    def _paste(self) -> Iterator[Input]:
        yield Input(f"\x1b[200~{self.dice.choice(PASTES)}\x1b[201~")

    def _odd(self) -> Iterator[Input]:
        yield Input(self.dice.choice(ODD))

    # The mouse

    def _cell(self) -> tuple[int, int]:
        columns, rows = self.size
        return self.dice.randint(1, columns), self.dice.randint(1, rows)

    def _mouse(self, button: int, cell: tuple[int, int], end: str = "M") -> Input:
        return Input(f"\x1b[<{button};{cell[0]};{cell[1]}{end}")

    def _click(self) -> Iterator[Input]:
        cell = self._cell()
        button = self.dice.choice((0, 0, 0, 0, 1, 2, 4, 8, 16))
        for _ in range(self.dice.choice((1, 1, 1, 2, 3, 4))):
            yield self._mouse(button, cell)
            yield self._mouse(button, cell, "m")

    def _drag(self) -> Iterator[Input]:
        yield self._mouse(0, self._cell())
        for _ in range(self.dice.randint(1, 6)):
            yield self._mouse(32, self._cell())
        if self.dice.random() < 0.2:
            yield Input(pause=0.2)  # beyond an edge it scrolls
        if self.dice.random() < 0.2:
            yield Input(self.dice.choice(self.commands))
        if self.dice.random() < 0.9:
            yield self._mouse(0, self._cell(), "m")

    def _wheel(self) -> Iterator[Input]:
        button = self.dice.choice((64, 65, 65, 66, 67))
        one = self._mouse(button, self._cell()).typed
        yield Input(one * self.dice.choice((1, 3, 30, 200)))

    def _hover(self) -> Iterator[Input]:
        yield from [self._mouse(35, self._cell()) for _ in range(self.dice.randint(1, 9))]

    # The terminal

    def _resize(self) -> Iterator[Input]:
        if self.dice.random() < 0.6:
            self.size = self.dice.choice(USUAL)
        else:
            columns, rows = map(self.dice.randint, SMALL, LARGE)
            self.size = columns, rows
        yield Input(size=self.size, pause=0.03)

    def _resizes(self) -> Iterator[Input]:
        for _ in range(self.dice.randint(2, 8)):
            yield from self._resize()
        self.size = USUAL[0]
        yield Input(size=self.size)
