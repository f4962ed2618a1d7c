"""What the statistics are made of: sessions, reviews and annotations of a library's documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reader import notebook, studied
from reader.catalogue import Entry
from reader.settings import Settings
from reader.study import clock
from reader.study.forecast import forecast
from reader.study.scheduling import CardRow
from reader.study.statistics import Account, Statistics, statistics
from reader.text.words import unit_of

if TYPE_CHECKING:
    from reader.library import Library

SAMPLE = 20  # quotes by which it is judged what is counted of a text

Step = Callable[[int, int], None]
Tell = Callable[[str], None]


def accounts(
    library: Library,
    settings: Settings,
    wanted: Callable[[Entry], bool] | None = None,
    *,
    step: Step = lambda done, of: None,
    tell: Tell = lambda problem: None,
) -> list[Account]:
    """What there is of the documents of a library, or of the wanted ones; of those alone in which
    something is. ``step`` is told how many documents are read of those that are not remembered,
    ``tell`` what could not be read."""
    found: dict[str, Account] = {}
    with studied.remembering(library, settings) as also:
        for page in notebook.pages(library, wanted, step=step, also=also):
            if page.problem:
                tell(f"{page.entry.title}: {page.problem}")
            unit = unit_of(" ".join([page.entry.title, *(row.quote for row in page.rows[:SAMPLE])]))
            known = Account(page.entry.id, page.entry.title, annotations=page.rows, unit=unit)
            found[page.entry.id] = known
    for one in studied.studied(library, settings=settings, step=step, tell=tell):
        identity, title = one.entry.id, one.entry.title
        if wanted is None or wanted(one.entry):
            if one.problem:
                tell(one.problem)
            known = found.get(identity) or Account(identity, title, unit=unit_of(title))
            said = next((session.unit for session in one.sessions if session.unit), "")
            found[identity] = known._replace(
                unit=said or known.unit,  # older sessions do not say
                sessions=one.sessions,
                reviews=one.reviews,
            )
    return list(found.values())


def figures(
    known: Iterable[Account],
    cards: Sequence[CardRow],
    settings: Settings,
    since: date | None = None,
    until: date | None = None,
) -> Statistics:
    """The statistics of these at the time that it is now; ``cards`` are those of all documents, as
    the new ones of a day are counted over all."""
    known, now = list(known), clock.wall()
    documents = {account.id for account in known}
    due = forecast(
        cards,
        now,
        settings.number("study.day_begins"),
        settings.number("study.new_a_day"),
        (row for row in cards if row.document in documents),
    )
    return statistics(
        known,
        now,
        due=due,
        since=since,
        until=until,
        desired=settings.number("study.retention") / 100,
        day_begins=settings.number("study.day_begins"),
    )
