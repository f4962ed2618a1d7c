"""The manual page, made from the parsers: what ``reader --help`` says, in the order of man.

``python -m reader.manual`` writes it anew into ``reader/reader.1``, which a wheel installs.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import reader
from reader.parsers.common import EXIT, LIBRARY
from reader.parsers.described import Described, Word, described

PAGE = Path(__file__).with_name("reader.1")

_ABOUT = (
    "Reader shows a document, plain text, Markdown, EPUB or HTML, with its sections on the left "
    "and your notes on the right. Passages are marked in two or three keys, notes stay on their "
    "words also when the text changes, and everything leaves as Markdown. Documents are opened "
    "where they are and never written to.",
    "Without SOURCE, Reader goes on where you stopped; what is piped in is read as if SOURCE "
    "were -. Where standard output is no terminal, the text is printed, as reader text does.",
    "Press ? for the keys of where you are, and ctrl+p for every command by its name.",
)
_ROOM = 70  # characters of a line that stays as it is, on a page of 80
_COLUMNS = re.compile(r"(.*\S)\s{2,}(\S.*)")
_IN = " " * 4  # before what goes on in another line
_FILES = (
    ("LIBRARY/documents/", "documents of the library; those elsewhere are read in place"),
    ("LIBRARY/annotations/", "one JSON file per annotated document, and catalogue.json"),
    ("~/.local/share/reader/", "the library where no other is given (on Linux)"),
    ("~/.local/state/reader/", "journals, snapshots and locks of this machine (on Linux)"),
    ("~/.config/reader/settings.toml", "settings (on Linux)"),
)
_ENVIRONMENT = (
    ("READER_LIBRARY", "the library to use; --library comes before it"),
    ("READER_STATE", "the folder of journals, snapshots and locks"),
    ("READER_CONFIG", "the folder of the settings"),
    ("EDITOR, VISUAL", "the editor that ctrl+e takes a note to"),
    ("NO_COLOR", "if set, Reader uses no colours; marks are shown by other means"),
)
_EXAMPLES = (
    ("go on where you stopped reading", "reader"),
    ("read a file from the first “whale” on", "reader +/whale book.txt"),
    ("read the manual pages with Reader", "export MANPAGER='reader -'"),
    (
        "mark a passage without a screen",
        'reader annotate book.txt --quote "Call me Ishmael." --note "The beginning."',
    ),
    ("take all notes away", "reader export book.txt -o notes/"),
)


def manual(arguments: argparse.Namespace) -> int:
    """Print the manual page."""
    print(page(), end="")
    return 0


def page() -> str:
    """The manual page in roff, with the macros of man(7)."""
    commands = described()
    main, *others = commands
    lines = [
        '.\\" Made by "reader man" from the parsers of the command line; not to be edited.',
        f'.TH READER 1 "" "reader {reader.__version__}" "User Commands"',
        ".SH NAME",
        r"reader \- read and annotate documents in the terminal",
        ".SH SYNOPSIS",
        *_synopsis(main),
        *(line for command in others for line in _synopsis(command)),
        ".SH DESCRIPTION",
        *_paragraphs(_ABOUT),
        *_paragraphs([LIBRARY]),
        ".SH OPTIONS",
        *(line for word in main.words for line in _word(word)),
        ".SH COMMANDS",
        *(line for command in others for line in _command(command)),
        ".SH FILES",
        *_table(_FILES),
        ".SH ENVIRONMENT",
        *_table(_ENVIRONMENT),
        ".SH EXIT STATUS",
        *_paragraphs([EXIT]),
        ".SH EXAMPLES",
        *_examples(_EXAMPLES),
    ]
    return "\n".join(lines) + "\n"


def _synopsis(command: Described) -> list[str]:
    words = [f"\\fB{_roff(' '.join(['reader', command.name]).strip())}\\fR"]
    for word in command.words:
        if word.names[:1] != ("-h",):
            words.append(_usage(word))
    return [".HP", " ".join(words)]


def _usage(word: Word) -> str:
    value = f"\\fI{_roff(word.value)}\\fR" if word.value else ""
    if word.many in ("*", "+"):
        value += r"\ ..."
    if word.many in ("?", "*") and word.names:
        value = f"[{value}]"
    if not word.names:
        return f"[{value}]" if word.many in ("?", "*") else value
    name = f"\\fB{_roff(word.names[-1] if word.names[0] == '-o' else word.names[0])}\\fR"
    usage = f"{name}\\ {value}" if value else name
    return usage if word.required else f"[{usage}]"


def _command(command: Described) -> list[str]:
    lines = [f".SS reader {_roff(command.name)}"]
    lines += _paragraphs(command.description.split("\n\n"))
    for word in command.words:
        if word.names[:1] != ("-h",):
            lines += _word(word)
    examples = command.epilog.removesuffix(EXIT).rstrip()
    for block in examples.split("\n\n"):
        lines += _block(block.split("\n"))
    return lines


def _block(block: Sequence[str]) -> Iterator[str]:
    """Lines of a help: words flow, what is indented stays in its lines."""
    for indented, group in groupby(block, lambda line: line.startswith(" ")):
        lines = list(group)
        if not indented:
            yield from _paragraphs([" ".join(lines)] if any(lines) else [])
            continue
        yield from _verbatim(_whole(lines))


def _verbatim(lines: Iterable[str]) -> list[str]:
    fitting = [part for line in lines for part in _fitting(line)]
    return [".RS 2", ".EX", *map(_line, fitting), ".EE", ".RE"]


def _whole(lines: Iterable[str]) -> list[str]:
    """Indented lines, with what goes on in the second column of the next line in one."""
    found: list[str] = []
    for line in (line.removeprefix("  ") for line in lines):
        if found and line.startswith(" " * 10):
            found[-1] += f" {line.strip()}"
        else:
            found.append(line)
    return found


def _fitting(line: str) -> list[str]:
    """A line of an example; what it says behind a command goes below it where the line would be
    wider than the page."""
    if len(line) <= _ROOM:
        return [line]
    columns = _COLUMNS.fullmatch(line)
    if columns is None:  # a command alone goes on in the next line
        at = max(line.rfind(" --", 0, _ROOM - 2), line.rfind(" | ", 0, _ROOM - 2))
        return [f"{line[:at]} \\", f"{_IN}{line[at:].strip()}"] if at > 0 else [line]
    command, said = columns.groups()
    return [command, *textwrap.wrap(said, _ROOM, initial_indent=_IN, subsequent_indent=_IN)]


def _word(word: Word) -> list[str]:
    names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in word.names)
    value = f"\\fI{_roff(word.value)}\\fR" if word.value else ""
    said = word.help
    if word.choices and not all(choice in said for choice in word.choices):
        said += f" ({', '.join(word.choices)})"
    return [".TP", " ".join(filter(None, [names, value])), _line(said)]


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [line for name, said in rows for line in (".TP", f"\\fB{_roff(name)}\\fR", _line(said))]


def _examples(rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for said, words in rows:
        lines += [".PP", _line(f"{said}:")]
        lines += _verbatim([words])
    return lines


def _paragraphs(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in (".PP", _line(" ".join(text.split())))]


def _line(text: str) -> str:
    """One line of text, which roff would take for a request if it began with "." or "'"."""
    escaped = _roff(text)
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped


def _roff(text: str) -> str:
    """Text with what roff would change escaped: backslashes, hyphens, quotes and accents."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub("['^`~]", lambda found: _SIGNS[found[0]], text)
    return re.sub("[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", text)


_SIGNS = {"'": "\\(aq", "^": "\\(ha", "`": "\\(ga", "~": "\\(ti"}


if __name__ == "__main__":
    PAGE.write_text(page(), "ascii")
