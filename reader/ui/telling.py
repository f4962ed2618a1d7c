"""What the rows around the text say of where the reading is and what the next key is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.pages import pages_of
from reader.study.coverage import minutes
from reader.study.tempo import time_told
from reader.text.spans import Span
from reader.text.wrap import cells, fit
from reader.ui import deciding, key_hints, key_places, keys, study_header
from reader.ui.following import link_at, told
from reader.ui.modes import NOT_PLACING

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

MIN_QUOTE = 18  # cells of old words that are shown on the narrowest screen


def update_header(screen: ReadingScreen) -> None:
    """Draw the header, if what it says changed."""
    header = screen.header
    header.title = screen.document.metadata.title or screen.source_name
    path = screen.sections.document.section_path(screen.orientation.place)
    if screen.is_current:
        screen.app.name_window(header.title)
    news = facts(screen)
    if (news, path) != (header.facts, header.path):
        header.facts, header.path, header.spare = news, path, section_left(screen)
        header.refresh()


def facts(screen: ReadingScreen) -> list[str]:
    """What stands at the right of the header, the most wanted first."""
    document, view = screen.document, screen.view
    authors = document.metadata.authors
    found = [", ".join(authors)] if authors else []
    found += filter(None, [section_left(screen)])
    found.append(f"{round(100 * view.share)}%" if document.complete else "opening …")
    if pages := pages_of(document, view.shown):
        found.append(pages)
    studying = screen.app.studying
    rest = []
    whole = minutes_left(screen, len(document.text))
    if document.complete and whole >= 1:
        rest.append(f"{time_told(whole)} left")
    rest += [f"! {trouble}" for trouble in (screen.trouble, screen.export_trouble) if trouble]
    if screen.auto.running:
        rest.append(f"auto {screen.auto.pace} wpm")
    if not studying.on:
        return found + rest
    if screen.size.width < study_header.WIDE:  # what comes last is left out last
        return [*found, *rest, study_header.short(studying)]
    session = [study_header.word(studying)]
    soon = study_header.until_break(studying)
    if soon and cells(" · ".join([*session, soon, *rest])) <= screen.size.width // 2:
        session.append(soon)
    return [*found, *session, *rest]


def section_left(screen: ReadingScreen) -> str:
    """How long the rest of the section takes; nothing where that says no more than of the whole."""
    document = screen.document
    number = document.section_at(screen.orientation.place) if document.complete else -1
    end = document.outline[number].end if number >= 0 else 0
    here = minutes_left(screen, end)
    return f"section {time_told(here)}" if end < len(document.text) and here >= 1 else ""


def minutes_left(screen: ReadingScreen, end: int) -> float:
    """About how long it takes the person to read what is below the screen, up to ``end``."""
    return screen.tempo.factor * minutes(screen.document.text, screen.view.shown.end, end)


def hints(screen: ReadingScreen) -> tuple[str, ...]:
    """The commands whose keys the hint row tells, most wanted first: those that would do
    something now."""
    if screen.picker.active and screen.view.selection is None:
        return ()
    names = key_hints.HINTS.get(screen.place, ())
    if screen.place == key_places.READ and screen.app.studying.on:
        names = (*names[:3], "session", *names[3:])
    said = screen.popup.said
    if said is not None:  # of an address, the box itself says what enter does
        both = ("popup_go", "popup_read")
        left_out = {"": both, "open": both, "go": both[1:], "web": both[:1]}.get(said.enter, ())
        names = tuple(name for name in names if name not in left_out)
    if screen.place == key_places.READ and screen.view.link is not None:
        names = key_hints.LINK_HINTS
    if screen.pane is screen.sections:
        can = deciding.applying(screen)
        names = tuple(name for name in names if name in can or name not in deciding.COMMANDS)
        useless = set() if screen.sections.nodes.outline else set(key_hints.FOLDING)
        useless |= set() if screen.sections.count or screen.sections.filter else {"jump", "filter"}
        names = tuple(name for name in names if name not in useless)
    if screen.placing:  # the lead tells what enter does
        names = tuple(name for name in names if name not in ("highlight", *NOT_PLACING))
    return ("all_alike", *names) if screen.all_alike is not None else names


def _placing(screen: ReadingScreen) -> str:
    """What is being placed, by its old words as far as there is room."""
    annotation = screen.reading.store.get(screen.placing) if screen.reading else None
    words = " ".join(annotation.target.exact.split()) if annotation else ""
    if not words and screen.view.selection is not None:
        return f"{keys.key_of('highlight')} puts it here"
    if not words:
        return f"Select its new passage, {keys.key_of('pick')} picks a sentence:"
    words = fit(words, min(cells(words), max(MIN_QUOTE, screen.size.width // 4)))
    if screen.view.selection is not None:
        return f"{keys.key_of('highlight')} puts “{words.rstrip()}” here"
    return f"New passage for “{words.rstrip()}”:"


def lead(screen: ReadingScreen) -> str:
    """What stands before the keys in the hint row: what the next one is for, where that is not
    plain from the place."""
    if screen.picker.active:
        if screen.placing and screen.view.selection is not None:
            return f"{keys.key_of('highlight')} puts it there, labels extend it"
        return screen.picker.lead
    if screen.place == key_places.READ and screen.view.link is not None:
        return told(screen, screen.view.link)
    if screen.placing:
        return _placing(screen)
    if screen.object_pending:
        return "A whole"
    if screen.letter_for is not None:
        return screen.letter_lead
    if screen.place == key_places.CARET and link_at(
        screen.document, Span(screen.here, screen.here + 1)
    ):
        return f"{keys.key_of('follow')} follows this link "
    if screen.auto.running:
        faster, slower = keys.key_of("faster"), keys.key_of("slower")
        return f"Scrolling by itself: {faster} {slower} pace, a key that moves stops it"
    return ""
