"""What the parsers say of themselves, as data: for completions and for the manual page."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reader.documents.known import FORMATS
from reader.parsers import COMMANDS, main_parser
from reader.settings import BY_NAME

# What stands for a value in the help, and is the name of something on the disk.
FILES = ("SOURCE", "FILE", "WHAT")
FOLDERS = ("DIR",)
# And what is the name of a setting.
SETTING = "SETTING"
# And of a format.
FORMAT = "FORMAT"
# And of what annotations are written as.
OUTPUT = "OUTPUT"
# And what names a session: what WHAT stands for may be a file, too.
SESSIONS = ("SESSION", "WHAT")
# And of kinds and colours, with a comma between them.
KINDS, COLOURS = "KIND,…", "COLOUR,…"


class Word(NamedTuple):
    """An option, or a word by its place (without ``names``).

    ``value`` is what stands for its value in the help, empty for a flag; ``many`` tells how many
    values there may be, as argparse writes it: "" one, "?", "*" or "+".
    """

    names: tuple[str, ...]
    value: str
    help: str
    choices: tuple[str, ...] = ()
    many: str = ""
    repeated: bool = False
    required: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """What may stand there, as far as that can be listed."""
        if self.value == FORMAT:
            return tuple(FORMATS)
        if self.value == OUTPUT:
            from reader.annotations.exchange.outputs import outputs

            return tuple(one.name for one in outputs())
        if self.value in SESSIONS:
            return ("last", "today", "yesterday")
        if self.value in (KINDS, COLOURS):
            return tuple(_marks(self.value))
        return tuple(BY_NAME) if self.value == SETTING else self.choices


def _marks(value: str) -> list[str]:
    from reader.annotations.annotation import Colour, Kind

    kinds: type[StrEnum] = Kind if value == KINDS else Colour
    return [str(one) for one in kinds if one is not Kind.HEADING]


class Described(NamedTuple):
    """A command: its name ("" for none), what it does in one line, and the words it understands."""

    name: str
    summary: str
    description: str
    epilog: str
    words: tuple[Word, ...]

    @property
    def options(self) -> tuple[Word, ...]:
        """The words that begin with "-"."""
        return tuple(word for word in self.words if word.names)

    @property
    def places(self) -> tuple[Word, ...]:
        """The words that are known by their place."""
        return tuple(word for word in self.words if not word.names)


def described() -> list[Described]:
    """Reader without a command first, then every command in the order of the table."""
    return [_describe("", main_parser())] + [
        _describe(name, make()) for name, (make, _) in COMMANDS.items()
    ]


def _describe(name: str, parser: argparse.ArgumentParser) -> Described:
    text = (parser.description or "").strip()
    summary = re.split(r"[.:;](?:\s|$)|\n\n", text, maxsplit=1)[0].replace("\n", " ")
    return Described(name, summary, text, (parser.epilog or "").strip(), tuple(_words(parser)))


def _words(parser: argparse.ArgumentParser) -> Iterator[Word]:
    formatter = parser._get_formatter()
    for action in parser._actions:
        if action.help == argparse.SUPPRESS:
            continue
        yield Word(
            names=tuple(action.option_strings),
            value="" if action.nargs == 0 else str(action.metavar or action.dest.upper()),
            help=formatter._expand_help(action) if action.help else "",
            choices=tuple(map(str, action.choices or ())),
            many=action.nargs if isinstance(action.nargs, str) else "",
            repeated=isinstance(action, argparse._AppendAction),
            required=action.required,
        )
