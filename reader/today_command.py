"""`reader today`: passages from earlier months. It stands in start-up files of shells, so it loads
and reads next to nothing, and has nothing to say where there is nothing."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader import config
from reader.annotations.passage_links import link_to
from reader.due_count import settings_file
from reader.errors import UsageError
from reader.output import (
    Progress,
    columns,
    in_quotes,
    linked,
    one_line,
    only_ascii,
    print_json,
    styled,
    talk,
)
from reader.resurfacing import Asked, Passage, resurfaced
from reader.study import clock
from reader.study.days import BEGINS, day_of
from reader.text.wrap import cells, displayed, fit, folded

if TYPE_CHECKING:
    from reader.notebook import Page, Row

SHOWN = "today"  # the file of the state folder that says for which day they were printed last
WIDEST = 80  # cells of a line, so that it is read easily
QUOTE, NOTE = 6, 4  # rows that are shown of each


def show_today(arguments: argparse.Namespace) -> int:
    """Print the passages of the day; nothing where there is no library, or nothing that old."""
    gc.disable()  # it would find nothing
    day = _day(arguments.date)
    asked = Asked(day, _before(day, arguments.older), arguments.count, _filter(arguments))
    state = config.state_folder()
    if arguments.once and _was_shown(state, day):
        if arguments.json:
            print_json([])
        return 0
    root = config.library_there(arguments.library)
    if root is None and arguments.library is not None:
        raise UsageError(f"--library: there is no library in {arguments.library}")
    passages = _passages(root, state, asked) if root is not None else []
    if arguments.json:
        print_json(_records(root, passages) if root is not None else [])
    else:
        _print(passages, said if arguments.plain or _is_plain() else drawn)
    if not passages and not arguments.once and _is_question(arguments):
        talk(f"nothing like that was marked on {asked.until} or before")
    if arguments.once and passages:
        _remember_shown(state, day)
    return 0


def _is_plain() -> bool:
    """Whether signs, colours and lines of a width would be of no use."""
    if sys.stdout is None or os.environ.get("TERM") == "dumb":
        return True
    return not columns(sys.stdout) or only_ascii()


def _is_question(arguments: argparse.Namespace) -> bool:
    """Whether somebody wants to know something, so that silence would be no answer."""
    return bool(arguments.kind or arguments.tag or arguments.date)


def _day(word: str) -> date:
    today = day_of(clock.wall(), _day_begins())
    if not word:
        return today
    from reader.annotations.days import days_of

    return days_of(word, today)[0]


def _day_begins() -> int:
    """The hour at which a day of study begins. To load the settings would take longer than all
    else, so that they are asked only where they say it."""
    with contextlib.suppress(OSError, KeyError):
        if b"day_begins" in Path(settings_file(os.environ)).read_bytes():
            from reader import settings

            return settings.load().number("study.day_begins")
    return BEGINS


def _before(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min


def _filter(arguments: argparse.Namespace) -> Callable[[Row], bool]:
    if not (arguments.kind or arguments.tag):
        return lambda row: True
    from reader.annotations.selection import has_tag, selection

    asked = selection(kinds=arguments.kind, tags=arguments.tag)

    def wanted(row: Row) -> bool:
        return (not asked.kinds or row.kind in asked.kinds) and (
            not asked.tags or has_tag(row.tags, asked.tags)
        )

    return wanted


# --- once a day --------------------------------------------------------------------------------


def _was_shown(state: Path, day: date) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return (state / SHOWN).read_text("ascii").strip() == day.isoformat()
    return False


def _remember_shown(state: Path, day: date) -> None:
    with contextlib.suppress(OSError):
        (state / SHOWN).write_text(f"{day.isoformat()}\n", "ascii")


# --- reading -----------------------------------------------------------------------------------


def _passages(root: Path, state: Path, asked: Asked) -> list[Passage]:
    with Progress("reading") as progress:

        def read(documents: Collection[str] | None) -> Iterator[Page]:
            from reader.library import Library
            from reader.notebook import pages

            library = Library(root, state)
            if documents is None:
                return pages(library, step=progress.step)
            return pages(library, lambda entry: entry.id in documents, step=progress.step)

        return resurfaced(root / "annotations", state, asked, read)


def _records(root: Path, passages: Iterable[Passage]) -> list[dict[str, object]]:
    """The passages as `reader notes --json` gives them."""
    from reader.library import Library
    from reader.notebook_export import record_of

    entries = {entry.id: entry for entry, _ in Library(root, config.state_folder()).with_notes()}
    rows = [passage.row for passage in passages]
    return [record_of(row, entries[row.document]) for row in rows if row.document in entries]


# --- printing ----------------------------------------------------------------------------------


def _print(passages: Iterable[Passage], shape: Callable[[Passage], Iterable[str]]) -> None:
    for number, passage in enumerate(passages):
        if number:
            print()
        for line in shape(passage):
            print(line)


def said(passage: Passage) -> Iterator[str]:
    """A passage in lines without signs, each as long as it is."""
    row = passage.row
    yield ", ".join(_where(passage))
    if row.quote.strip():
        yield in_quotes(row.quote)
    for note in (row.note, *row.others):
        yield from filter(None, map(one_line, note.splitlines()))
    yield ", ".join(_told(row))


def drawn(passage: Passage) -> Iterator[str]:
    """A passage as a terminal shows it: where it stands, the words beside a bar in their colour,
    the note, and what else is known of it."""
    row = passage.row
    width = max(20, min(WIDEST, columns(sys.stdout)))
    link = link_to(row.document, row.id)
    title, *section = _where(passage)
    room = min(sum(map(cells, section)), width // 3)  # of the section, which tells most
    title = fit(title, width - room - 3 if section else width).rstrip()
    room = width - cells(title) - 3
    places = [f" › {fit(one, room).rstrip()}" for one in section]
    yield "".join([linked(styled(title, "bold"), link), *places])
    bar = styled("▌", row.colour)
    for line in folded(one_line(row.quote), width - 2, QUOTE) if row.quote.strip() else ():
        yield f"{bar} {displayed(line)}"
    for note in filter(str.strip, (row.note, *row.others)):
        lines = "\n".join(filter(None, map(one_line, note.splitlines())))
        for line in folded(lines, width - 2, NOTE):
            yield f"  {displayed(line)}"
    for line in _in_lines(_told(row), width):
        yield styled(line, "dim")


def _where(passage: Passage) -> list[str]:
    """The title of its document, and that of its section where it is another."""
    titles = [passage.title, *passage.row.section[-1:]]
    return list(dict.fromkeys(filter(None, map(one_line, titles)))) or ["?"]


def _told(row: Row) -> list[str]:
    """When it was made, what it is, its tags, and the link that leads to it."""
    kind = row.kind if row.kind not in ("highlight", "note") else ""
    tags = " ".join(f"#{one_line(tag)}" for tag in row.tags)
    return list(filter(None, (row.created[:10], kind, tags, link_to(row.document, row.id))))


def _in_lines(parts: Sequence[str], width: int) -> Iterator[str]:
    """Parts one after the other, in as many lines as they need; none is broken."""
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if line and cells(longer) > width:
            yield line
            longer = part
        line = longer
    if line:
        yield line
