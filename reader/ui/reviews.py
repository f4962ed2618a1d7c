"""Beginning a review: what is due is counted in a thread, and a short list asks of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.study import clock
from reader.study.round import round_of
from reader.study.scheduling import CardRow, Queue, moment_of, queue, said, waiting_words
from reader.ui.leeches import look_for_leeches

if TYPE_CHECKING:
    from reader.library import Entry, Library
    from reader.settings import Settings
    from reader.ui.app import ReaderApp

SLOW = 0.4  # seconds after which it is said that one has to wait
TAGS = 7  # that are offered, those with most that is due
NOTHING = "Nothing is learned yet: {learn} on a note, or on words of a highlight, lets it be asked."


class Due(NamedTuple):
    """All cards of a library, and their documents by id."""

    cards: list[CardRow]
    entries: dict[str, Entry]


class Scope(NamedTuple):
    """Of what one may be asked: the key and the words of the choice, and what is due of it."""

    key: str
    words: str
    due: Queue

    @property
    def asks(self) -> int:
        """How many cards there are to ask now, or in a moment."""
        return len(self.due.due) + len(self.due.soon)


def begin(
    app: ReaderApp,
    wanted: Callable[[CardRow], bool] | None = None,
    *,
    ended: Callable[[str], object] = lambda words: None,
) -> None:
    """Ask what is due: of the cards that are ``wanted``, else of what the person chooses.
    ``ended`` is told what came of it, in words."""

    slow = app.set_timer(SLOW, lambda: app.say("Looking for what is due …"))

    def work() -> None:
        worker = get_current_worker()
        problems: list[str] = []
        try:
            known = due_of(app.library, app.settings, problems.append)
        except ReaderError as error:
            app.call_from_thread(app.say, str(error))
            return
        finally:
            app.call_from_thread(slow.stop)
        if worker.is_cancelled:  # it was asked for once more
            return
        app.call_from_thread(_choose, app, known, wanted, ended)
        for problem in problems[:1]:
            app.call_from_thread(app.say, problem)

    app.run_worker(work, thread=True, group="review", exclusive=True)


def due_of(library: Library, settings: Settings, tell: Callable[[str], None]) -> Due:
    """Every card of a library; for a thread."""
    from reader.studied import cards

    entries = {entry.id: entry for entry, _ in library.with_notes()}
    return Due(cards(library, settings=settings, tell=tell), entries)


def scopes(known: Due, open_document: str, settings: Settings) -> list[Scope]:
    """Of what one may be asked now: the open document, everything, the tags; what is the same as
    one before it is left out."""
    rows = known.cards
    found = []
    if open_document:
        here = [row for row in rows if row.document == open_document]
        found.append(Scope("d", "This document", _queue(rows, here, settings)))
    found.append(Scope("a", "The whole library", _queue(rows, rows, settings)))
    everything = (*found[-1].due.due, *found[-1].due.soon)
    counts = Counter(tag for row in everything for tag in row.tags)
    for number, (tag, _) in enumerate(counts.most_common(TAGS), 1):
        tagged = [row for row in rows if tag in row.tags]
        found.append(Scope(str(number), f"#{tag}", _queue(rows, tagged, settings)))
    kept: list[Scope] = []
    for scope in found:
        if scope.asks and all(scope.due != one.due for one in kept):
            kept.append(scope)
    return kept


def _queue(rows: list[CardRow], wanted: Iterable[CardRow], settings: Settings) -> Queue:
    return queue(
        rows,
        clock.wall(),
        settings.number("study.day_begins"),
        settings.number("study.new_a_day"),
        wanted,
    )


def _choose(
    app: ReaderApp,
    known: Due,
    wanted: Callable[[CardRow], bool] | None,
    ended: Callable[[str], object],
) -> None:
    from reader.ui.screens.choose import Choice, ChooseScreen

    meant = known.cards
    if wanted is not None:
        meant = [row for row in meant if wanted(row)]
        found = [Scope("a", "", _queue(known.cards, meant, app.settings))]
        found = [scope for scope in found if scope.asks]
    else:
        open_document = app.entry.id if app.reads and app.entry is not None else ""
        found = scopes(known, open_document, app.settings)
    if not found:
        words = nothing_due(known, meant, app.settings)
        app.say(words)
        ended(words)
        return
    if len(found) == 1:
        _ask(app, known, found[0].due, ended)
        return

    def chosen(key: str | None) -> None:
        for scope in found:
            if scope.key == key:
                _ask(app, known, scope.due, ended)
                return
        ended("")

    choices = [Choice(one.key, f"{one.words} · {one.asks}") for one in found]
    app.push_screen(ChooseScreen("Review what is due", choices), chosen)


def nothing_due(known: Due, meant: list[CardRow], settings: Settings) -> str:
    """What to say where there is nothing to ask of the cards that are meant."""
    from reader.ui.keys import key_of

    if not known.cards:
        return NOTHING.format(learn=key_of("learn"))
    due = sorted(row.memory.due for row in meant if row.memory is not None)
    first = moment_of(due[0]) if due else None
    when = f": the next one in {said(first - clock.wall())}" if first else ""
    waiting = _queue(known.cards, meant, settings).waiting
    more = waiting_words(waiting, settings.number("study.new_a_day"))
    return f"Nothing is due{when}.{f' {more}.' if more else ''}"


def _ask(app: ReaderApp, known: Due, due: Queue, ended: Callable[[str], object]) -> None:
    from reader.ui.screens.review import ReviewScreen

    below = app.reading_screen if app.reads else None
    if below is not None:
        below.hover.stop()

    def done(goes_on: bool | None) -> None:
        if below is not None and below.is_attached:
            below.annotations_changed()
            look_for_leeches(below)
            below.update_header()
        if not goes_on:
            if screen.round.remaining:  # else the end has said it
                app.say(screen.came_to)
            ended(screen.came_to)

    screen = ReviewScreen(round_of(due), known.cards, known.entries)
    app.push_screen(screen, done)
