"""The caret, and what it selects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.text import motions
from reader.text.spans import Span
from reader.text.units import paragraph_at, sentence_at, word_at
from reader.ui.widgets.positions import line_ends

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def pick(screen: ReadingScreen) -> None:
    screen.picker.start()


def caret(screen: ReadingScreen) -> None:
    view = screen.view
    if not view.document.text:
        return
    span = screen.reading.span_of(view.current) if screen.reading else None
    shown = view.shown
    hit = view.hits.spans[view.hits.current] if view.hits.current >= 0 else None
    for candidate in (hit, span):
        if candidate is not None and shown.start <= candidate.start < shown.end:
            view.put_caret(candidate.start)
            return
    view.put_caret(shown.start)


def select(screen: ReadingScreen) -> None:
    view = screen.view
    view.origin = view.caret if view.origin is None else None
    view.refresh()


def left(screen: ReadingScreen) -> None:
    _move(screen, motions.previous_character)


def right(screen: ReadingScreen) -> None:
    _move(screen, motions.next_character)


def word_next(screen: ReadingScreen) -> None:
    _move(screen, motions.next_word)


def word_previous(screen: ReadingScreen) -> None:
    _move(screen, motions.previous_word)


def word_end(screen: ReadingScreen) -> None:
    _move(screen, motions.word_end)


def sentence_next(screen: ReadingScreen) -> None:
    _move(screen, motions.next_sentence)


def sentence_previous(screen: ReadingScreen) -> None:
    _move(screen, motions.previous_sentence)


def _move(screen: ReadingScreen, motion: Callable[[str, int], int]) -> None:
    view = screen.view
    if view.caret is not None:
        view.put_caret(motion(view.document.text, view.caret))


def line_start(screen: ReadingScreen) -> None:
    screen.view.put_caret(line_ends(screen.view).start)


def line_end(screen: ReadingScreen) -> None:
    screen.view.put_caret(line_ends(screen.view).end)


def other_end(screen: ReadingScreen) -> None:
    view = screen.view
    if view.origin is not None and view.caret is not None:
        view.origin, there = view.caret, view.origin
        view.put_caret(there)


def object(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    screen.object_pending = True


def select_word(screen: ReadingScreen) -> None:
    _select_unit(screen, word_at)


def select_sentence(screen: ReadingScreen) -> None:
    _select_unit(screen, sentence_at)


def select_paragraph(screen: ReadingScreen) -> None:
    _select_unit(screen, paragraph_at)


def select_section(screen: ReadingScreen) -> None:
    _select_unit(screen, lambda _, offset: _section_span(screen, offset))


def _select_unit(screen: ReadingScreen, unit: Callable[[str, int], Span]) -> None:
    view = screen.view
    screen.object_pending = False
    span = unit(view.document.text, view.caret or 0)
    if span.end > span.start:
        view.select(span)


def _section_span(screen: ReadingScreen, offset: int) -> Span:
    number = screen.document.section_at(offset)
    if number < 0:
        return Span(0, len(screen.document.text))
    section = screen.document.outline[number]
    return Span(section.start, section.end)


def grow(screen: ReadingScreen) -> None:
    view = screen.view
    at = view.caret or 0
    span = view.selection or Span(at, at)
    around = [
        Span(section.start, section.end)
        for section in view.document.outline
        if section.start <= span.start and span.end <= section.end
    ]
    whole = Span(0, len(view.document.text))
    bigger = motions.grow(view.document.text, span, [*reversed(around), whole])
    if bigger != span:
        screen.grown.append(span)
        view.select(bigger)


def shrink(screen: ReadingScreen) -> None:
    if screen.grown:
        span = screen.grown.pop()
        if span.end > span.start:
            screen.view.select(span)
        else:
            screen.view.origin = None
            screen.view.put_caret(span.start)
            screen.view.refresh()
