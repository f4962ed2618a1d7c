"""The index of the files that exports are written to: a table, in a file that may hold more.

What is ours stands between two comments; every other line is the person's and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reader.annotations.files import replace_file
from reader.errors import StorageError

BEGIN = "<!-- Reader writes this table; what stands around it is yours. -->"
END = "<!-- End of the table. -->"
TITLE = "# Notes"
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#~$^&"})


class Row(NamedTuple):
    """A document of the index: ``file`` is its path from the index, ``changed`` the moment of the
    last change to its annotations, ISO 8601."""

    title: str
    authors: tuple[str, ...]
    file: str
    annotations: int
    questions: int
    changed: str


def table(rows: Iterable[Row]) -> str:
    """The lines of the index, by title, between the comments that begin and end it."""
    lines = [
        BEGIN,
        "",
        "| Document | Author | Annotations | Open questions | Last change |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    for row in sorted(rows, key=lambda row: (row.title.casefold(), row.file)):
        # Angle brackets would do for spaces, but not in every program.
        link = f"[{_cell(row.title)}]({quote(row.file, safe='/')})"
        counts = f"{row.annotations} | {row.questions or ''}"
        lines.append(
            f"| {link} | {_cell(', '.join(row.authors))} | {counts} | {row.changed[:10]} |"
        )
    return "\n".join([*lines, "", END])


def _cell(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split()).translate(_ESCAPED)


def with_table(text: str | None, made: str) -> str | None:
    """A file with the table in the place of the one it has; ``text`` is None where there is no
    file. None where a file has no place for it."""
    if text is None or not text.strip():
        return f"{TITLE}\n\n{made}\n"
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin or text.count(BEGIN) != 1 or text.count(END) != 1:
        return None
    ours = made.replace("\n", "\r\n") if "\r\n" in text[begin:end] else made
    return text[:begin] + ours + text[end + len(END) :]


def write_index(path: Path, rows: Iterable[Row]) -> bool:
    """Bring the index up; whether anything in it changed. Raises StorageError, also where the file
    is there and has no place for a table."""
    try:
        there = path.read_bytes() if path.exists() else None
        before = None if there is None else there.decode("utf-8", "surrogateescape")
        text = with_table(before, table(rows))
        if text is None:
            raise StorageError(
                f"{path} has no index of Reader's in it; export.index can name another file"
            )
        new = text.encode("utf-8", "surrogateescape")
        if new == there:
            return False
        replace_file(path, new)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from None
    return True
