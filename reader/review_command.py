"""The command `reader review`: what is due, listed, counted, or asked."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import settings
from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.cards import Asked, asked
from reader.annotations.passage_links import link_to
from reader.annotations.selection import has_tag
from reader.catalogue import Entry
from reader.errors import UsageError
from reader.library import Library
from reader.locating import find_library
from reader.meaning import ids_of, meant
from reader.notebook import Row, pages
from reader.output import Progress, linked, one_line, print_json, styled, talk
from reader.query import folded
from reader.studied import cards
from reader.study import clock
from reader.study.scheduling import CardRow, Queue, is_leech, moment_of, queue, said, waiting_words

if TYPE_CHECKING:
    from reader.settings import Settings
    from reader.ui.app import ReaderApp

STATES = {1: "learning", 2: "review", 3: "relearning"}


class Item(NamedTuple):
    """A card that is due, in words."""

    card: CardRow
    row: Row
    entry: Entry
    words: Asked


def review(arguments: argparse.Namespace) -> int:
    """Ask what is due on the screen; or list it, or count it."""
    gc.disable()
    if arguments.all and (arguments.source or arguments.tag):
        raise UsageError("--all is the whole library; give no document and no tag with it")
    library = find_library(arguments.library)
    wanted = _wanted(library, arguments)
    own = settings.load()
    with Progress("reading") as progress:
        tell = (lambda problem: None) if arguments.count and not arguments.json else _say
        known = cards(library, settings=own, step=progress.step, tell=tell)
    asked_for = known if wanted is None else [row for row in known if wanted(row)]
    limits = own.number("study.day_begins"), own.number("study.new_a_day")
    queue_ = queue(known, clock.wall(), *limits, asked_for)
    listed = arguments.json or not (arguments.plain or sys.stdout.isatty())
    if arguments.count:
        print_json({"count": len(queue_.due)}) if arguments.json else print(len(queue_.due))
    elif not (queue_.due or (queue_.soon and not listed)):
        if arguments.json:
            print_json([])
        talk(_nothing_due(library, asked_for, known, arguments))
        _tell_waiting(queue_, own)
    elif arguments.json:
        print_json([_record(item, own) for item in _items(library, queue_.due)])
    elif listed:
        _print(_items(library, queue_.due), own)
        _tell_waiting(queue_, own)
    elif arguments.plain:
        from reader.review_plain import ask_in_lines

        return ask_in_lines(library, queue_, own)
    else:
        return _on_screen(library, wanted, everything=arguments.all)
    return 0


def _nothing_due(
    library: Library,
    asked_for: Sequence[CardRow],
    known: Sequence[CardRow],
    arguments: argparse.Namespace,
) -> str:
    """What to say where nothing is due."""
    times = [row.memory.due for row in asked_for if row.memory]
    first = moment_of(min(times)) if times else None
    if first is not None:
        return f"nothing is due; the next in {said(first - clock.wall())}"
    if asked_for:
        return "nothing is due"
    if not known:
        return "nothing is learned yet"
    there = f" of “{arguments.source}”" if arguments.source else ""
    elsewhere = _asked_elsewhere(library, arguments.source) if arguments.source else ""
    if elsewhere:
        return elsewhere
    if arguments.tag:
        tags = " or ".join(f"#{tag.removeprefix('#')}" for tag in arguments.tag)
        return f"no card{there} has the tag {tags}"
    return f"no card{there} is learned yet"


def _asked_elsewhere(library: Library, source: str) -> str:
    """Where the cards of a document are asked, if its notes were taken along to another text."""
    from reader.annotations.cards import cards_of
    from reader.annotations.logs import COPY_OF

    ids = ids_of(library, meant(library, source))
    learned: set[str] = set()
    copies: list[tuple[str, str]] = []
    for entry, others in library.with_notes():
        store = library.store_of(entry, others)
        for one in filter(cards_of, store.all()):
            if entry.id in ids:
                learned.add(one.id)
            elif COPY_OF in one.extra:
                copies.append((str(one.extra[COPY_OF]), entry.path or entry.id))
    found = dict.fromkeys(place for of, place in copies if of in learned)
    if not found:
        return ""
    return (
        f"its notes were taken along to {' and '.join(map(one_line, found))}: they are asked there"
    )


def _tell_waiting(queue_: Queue, own: Settings) -> None:
    """Say that new cards wait for another day, where some do."""
    if words := waiting_words(queue_.waiting, own.number("study.new_a_day")):
        talk(words)


def _say(problem: str) -> None:
    talk(f"reader: {one_line(problem)}")


# --- which cards -------------------------------------------------------------------------------


def _wanted(library: Library, arguments: argparse.Namespace) -> Callable[[CardRow], bool] | None:
    """Which cards are meant; None where nobody said so."""
    documents = ids_of(library, meant(library, arguments.source)) if arguments.source else None
    tags = [folded(tag.removeprefix("#")) for tag in arguments.tag]
    if documents is None and not tags:
        return None

    def is_wanted(row: CardRow) -> bool:
        here = documents is None or row.document in documents
        return here and (not tags or has_tag(row.tags, tags))

    return is_wanted


def _items(library: Library, due: Sequence[CardRow]) -> Iterable[Item]:
    """Cards in words, in their order; those whose annotations are gone by now are left out."""
    documents = {card.document for card in due}
    found: dict[tuple[str, str], tuple[Row, Entry]] = {}
    for page in pages(library, lambda entry: entry.id in documents) if documents else ():
        found.update(((row.document, row.id), (row, page.entry)) for row in page.rows)
    for card in due:
        row, entry = found.get((card.document, card.annotation), (None, None))
        if row is not None and entry is not None:
            one = Annotation(row.id, Target(row.quote), Kind(row.kind), note=row.note)
            yield Item(card, row, entry, asked(one, card.card))


# --- printing ----------------------------------------------------------------------------------


def _record(item: Item, own: Settings) -> Mapping[str, Any]:
    memory = item.card.memory
    return {
        "card": item.card.card,
        "annotation": item.row.id,
        "document": {
            "id": item.entry.id,
            "title": item.entry.title,
            "path": item.entry.path or None,
        },
        "section": list(item.row.section),
        "kind": item.row.kind,
        "tags": list(item.row.tags),
        "question": item.words.question,
        "answer": item.words.answer,
        "state": STATES[memory.state] if memory else "new",
        "due": memory.due if memory else None,
        "reviews": memory.reviews if memory else 0,
        "lapses": memory.lapses if memory else 0,
        "leech": is_leech(memory, own.number("study.leech")),
        "orphan": item.row.state == "orphan",
        "link": link_to(item.card.document, item.row.id),
    }


def _print(items: Iterable[Item], own: Settings) -> None:
    """A question and where it stands; never the answer."""
    for item in items:
        memory = item.card.memory
        link = link_to(item.card.document, item.row.id)
        where = ", ".join(dict.fromkeys((item.entry.title, *item.row.section[-1:])))
        state = STATES[memory.state] if memory else "new"
        forgotten = is_leech(memory, own.number("study.leech"))
        leech = f"  forgotten {memory.lapses} times" if memory and forgotten else ""
        print(f"{linked(styled(one_line(where), 'bold'), link)}  {state}{leech}  {link}")
        print(f"    {one_line(item.words.question)}")


# --- on the screen -----------------------------------------------------------------------------


def _on_screen(
    library: Library, wanted: Callable[[CardRow], bool] | None, *, everything: bool
) -> int:
    from reader.commands import need_screen

    need_screen()
    from reader.ui.app import run
    from reader.ui.reviews import begin

    meant = (lambda row: True) if everything else wanted
    came_to: list[str] = []

    def start(app: ReaderApp) -> None:
        def ended(words: str) -> None:
            came_to.append(words)
            app.exit()

        begin(app, meant, ended=ended)

    code = run(library, None, begin=start)
    for words in filter(None, came_to):
        print(words)
    return code
