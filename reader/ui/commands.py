"""What the commands do: one function each, under the names of `reader.ui.keys.COMMANDS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.annotations.annotation import Annotation, Colour, Kind, Style
from reader.errors import ReaderError
from reader.text import motions
from reader.text.spans import Span
from reader.text.units import paragraph_at, sentence_at, word_at
from reader.ui import keys
from reader.ui.annotating import (
    change,
    copy_text,
    delete_annotation,
    here,
    mark,
    open_export,
    passage,
    sample_of,
    start_placing,
    with_annotation,
    write_note,
)

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

HALF = 0.5

# --- moving -----------------------------------------------------------------------------------


def line_down(screen: ReadingScreen) -> None:
    _rows(screen, 1)


def line_up(screen: ReadingScreen) -> None:
    _rows(screen, -1)


def page_down(screen: ReadingScreen) -> None:
    _pages(screen, 1)


def page_up(screen: ReadingScreen) -> None:
    _pages(screen, -1)


caret_page_up = page_up


def half_page_down(screen: ReadingScreen) -> None:
    _pages(screen, HALF)


def half_page_up(screen: ReadingScreen) -> None:
    _pages(screen, -HALF)


def _rows(screen: ReadingScreen, rows: int) -> None:
    pane = screen.pane
    if pane is not None:
        pane.move(rows)
    elif screen.view.caret is not None:
        screen.view.caret_rows(rows)
    else:
        screen.view.scroll_rows(rows)


def _pages(screen: ReadingScreen, pages: float) -> None:
    pane = screen.pane
    if pane is not None:
        pane.page(pages)
        return
    # Two rows stay in sight, so that the eye finds its line again.
    height = screen.view.size.height
    rows = int(pages * (height - 2 if height > 6 else height))
    if screen.view.caret is not None:
        screen.view.caret_rows(rows)
    else:
        screen.view.scroll_rows(rows)


def top(screen: ReadingScreen) -> None:
    pane = screen.pane
    if pane is not None:
        pane.point(0)
        pane.move(0)
    else:
        screen.view.go(0, row=0)


def bottom(screen: ReadingScreen) -> None:
    pane = screen.pane
    if pane is not None:
        pane.point(pane.count - 1)
    else:
        screen.when_complete(screen.view.go_end)


def caret_top(screen: ReadingScreen) -> None:
    screen.view.put_caret(0)


def caret_bottom(screen: ReadingScreen) -> None:
    screen.when_complete(lambda: screen.view.put_caret(len(screen.document.text)))


def paragraph_next(screen: ReadingScreen) -> None:
    _go(screen, motions.next_paragraph)


def paragraph_previous(screen: ReadingScreen) -> None:
    _go(screen, motions.previous_paragraph)


def _go(screen: ReadingScreen, motion: Callable[[str, int], int]) -> None:
    view = screen.view
    if view.caret is not None:
        view.put_caret(motion(view.document.text, view.caret))
    else:
        view.go(motion(view.document.text, view.place), row=0)


def section_next(screen: ReadingScreen) -> None:
    _section(screen, 1)


def section_previous(screen: ReadingScreen) -> None:
    _section(screen, -1)


def _section(screen: ReadingScreen, step: int) -> None:
    view = screen.view
    at = view.place if view.caret is None else view.caret
    starts = view.document.section_starts
    if step > 0:
        targets = [start for start in starts if start > at][:1]
    else:
        targets = [start for start in starts if start < at][-1:] or [0]
    for target in targets:
        if view.caret is None:
            view.go(target, row=0)
        else:
            view.put_caret(target)


def annotation_next(screen: ReadingScreen) -> None:
    _annotation(screen, 1)


def annotation_previous(screen: ReadingScreen) -> None:
    _annotation(screen, -1)


def _annotation(screen: ReadingScreen, step: int) -> None:
    if screen.reading is None or not screen.reading.placed:
        screen.say("Nothing is marked in this text yet.")
        return
    placed = screen.reading.placed
    ids = [annotation.id for annotation, _ in placed]
    shown = screen.view.shown
    if screen.view.current in ids:
        at = ids.index(screen.view.current) + step
    elif step > 0:
        at = next((i for i, (_, span) in enumerate(placed) if span.start >= shown.start), 0)
    else:
        at = max((i for i, (_, span) in enumerate(placed) if span.start < shown.end), default=-1)
    if not 0 <= at < len(placed):
        screen.say("No annotation before this one." if step < 0 else "No annotation after it.")
        return
    screen.make_current(ids[at], reveal=True)


# --- caret and selection ----------------------------------------------------------------------


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
    screen.view.put_caret(screen.view.line_ends().start)


def line_end(screen: ReadingScreen) -> None:
    screen.view.put_caret(screen.view.line_ends().end)


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


# --- annotating -------------------------------------------------------------------------------


def highlight(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is None and screen.view.caret is not None:
        span = sentence_at(screen.document.text, screen.view.caret)
    if span is not None and span.end > span.start:
        mark(screen, span)


def open(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    with_annotation(screen, screen.show_note)


def yellow(screen: ReadingScreen) -> None:
    _colour(screen, Colour.YELLOW)


def green(screen: ReadingScreen) -> None:
    _colour(screen, Colour.GREEN)


def blue(screen: ReadingScreen) -> None:
    _colour(screen, Colour.BLUE)


def pink(screen: ReadingScreen) -> None:
    _colour(screen, Colour.PINK)


def orange(screen: ReadingScreen) -> None:
    _colour(screen, Colour.ORANGE)


def purple(screen: ReadingScreen) -> None:
    _colour(screen, Colour.PURPLE)


def _colour(screen: ReadingScreen, colour: Colour) -> None:
    screen.colour = colour
    if passage(screen) is not None:
        highlight(screen)
    else:
        with_annotation(screen, lambda found: change(screen, found, colour=colour))


def annotate(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is not None:
        write_note(screen, span=span)
    elif here(screen) or screen.pane is not None:
        with_annotation(screen, lambda found: write_note(screen, annotation=found))
    elif screen.view.caret is not None:
        write_note(screen, span=sentence_at(screen.document.text, screen.view.caret))
    else:
        screen.picker.start(lambda picked: write_note(screen, span=picked), "A note on which?")


def _passage_or_annotation(
    screen: ReadingScreen, do: Callable[[Span | None, Annotation | None], None]
) -> None:
    span = passage(screen)
    if span is not None:
        do(span, None)
    else:
        with_annotation(screen, lambda annotation: do(None, annotation))


def _apply(
    screen: ReadingScreen, span: Span | None, annotation: Annotation | None, **fields: Any
) -> None:
    if annotation is not None:
        change(screen, annotation, **fields)
    elif span is not None:
        mark(screen, span, **fields)


KINDS = {
    "h": Kind.HIGHLIGHT,
    "n": Kind.NOTE,
    "q": Kind.QUESTION,
    "d": Kind.DEFINITION,
    "s": Kind.SUMMARY,
    "t": Kind.TODO,
}


def kind(screen: ReadingScreen) -> None:
    from reader.ui.screens.choose import Choice, ChooseScreen

    choices = [Choice(key, "plain" if key == "h" else str(kind)) for key, kind in KINDS.items()]

    def ask(span: Span | None, annotation: Annotation | None) -> None:
        def chosen(key: str | None) -> None:
            if key is not None:
                _apply(screen, span, annotation, kind=KINDS[key])

        screen.app.push_screen(ChooseScreen("Mark as", choices), chosen)

    _passage_or_annotation(screen, ask)


STYLES = {
    "s": Style.SOLID,
    "u": Style.UNDERLINE,
    "x": Style.STRIKETHROUGH,
    "o": Style.OUTLINE,
}


def colour(screen: ReadingScreen) -> None:
    from reader.ui.screens.choose import Choice, ChooseScreen

    def ask(span: Span | None, annotation: Annotation | None) -> None:
        now = annotation.colour if annotation else screen.colour
        choices = [
            Choice(str(number), str(colour), sample_of(screen, colour, Style.SOLID))
            for number, colour in enumerate(Colour, 1)
        ] + [
            Choice(key, str(style), sample_of(screen, now, style)) for key, style in STYLES.items()
        ]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            if key in STYLES:
                screen.style = STYLES[key]
                _apply(screen, span, annotation, style=screen.style)
            else:
                screen.colour = list(Colour)[int(key) - 1]
                _apply(screen, span, annotation, colour=screen.colour)

        screen.app.push_screen(ChooseScreen("Colour or style", choices), chosen)

    _passage_or_annotation(screen, ask)


def tags(screen: ReadingScreen) -> None:
    def ask(span: Span | None, annotation: Annotation | None) -> None:
        def done(answer: str | None) -> None:
            if answer is None:
                return
            words = [word.lstrip("#") for word in answer.replace(",", " ").split()]
            wanted = tuple(dict.fromkeys(word for word in words if word))
            _apply(screen, span, annotation, tags=wanted)

        screen.ask("Tags:", " ".join(annotation.tags) if annotation else "", done)

    _passage_or_annotation(screen, ask)


def resize(screen: ReadingScreen) -> None:
    with_annotation(screen, lambda found: start_placing(screen, found))


def delete(screen: ReadingScreen) -> None:
    with_annotation(screen, lambda found: delete_annotation(screen, found))


def undo(screen: ReadingScreen) -> None:
    _undo(screen, "undo", "Undone")


def redo(screen: ReadingScreen) -> None:
    _undo(screen, "redo", "Done again")


def _undo(screen: ReadingScreen, method: str, word: str) -> None:
    if screen.reading is None:
        return
    try:
        change = getattr(screen.reading.store, method)()
    except ReaderError as error:
        screen.say(str(error))
        return
    if change is None:
        screen.say(f"Nothing to {method}.")
        return
    screen.annotations_changed()
    screen.say(f"{word}: {change.label}")
    for annotation in change.after:
        if annotation is not None and screen.reading.span_of(annotation.id):
            screen.make_current(annotation.id, reveal=True)
            break


def copy(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is not None:
        copy_text(screen, screen.document.text[span.start : span.end], span.start)
        return

    def copy_one(annotation: Annotation) -> None:
        span = screen.reading.span_of(annotation.id) if screen.reading else None
        copy_text(screen, annotation.target.exact, span.start if span else None, annotation.note)

    with_annotation(screen, copy_one)


# --- finding ----------------------------------------------------------------------------------


def search(screen: ReadingScreen) -> None:
    screen.search.start()


def filter(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    screen.filter_pane()


def search_next(screen: ReadingScreen) -> None:
    screen.search.step(1)


def search_previous(screen: ReadingScreen) -> None:
    screen.search.step(-1)


def search_selection(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is None and screen.view.caret is not None:
        span = word_at(screen.document.text, screen.view.caret)
    if span is not None and span.end > span.start:
        words = " ".join(screen.document.text[span.start : span.end].split())
        screen.stop_selecting()
        screen.search.find(words)


# --- panes ------------------------------------------------------------------------------------


def jump(screen: ReadingScreen) -> None:
    if screen.pane is not None and screen.pane.count:
        screen.chosen(screen.pane, screen.pane.cursor)


def fold(screen: ReadingScreen) -> None:
    screen.sections.fold()


def unfold(screen: ReadingScreen) -> None:
    screen.sections.unfold()


def next_pane(screen: ReadingScreen) -> None:
    screen.cycle_panes(1)


def previous_pane(screen: ReadingScreen) -> None:
    screen.cycle_panes(-1)


def sections(screen: ReadingScreen) -> None:
    screen.toggle_pane("sections")


def notes(screen: ReadingScreen) -> None:
    screen.toggle_pane("notes")


# --- the rest ---------------------------------------------------------------------------------


def export(screen: ReadingScreen) -> None:
    screen.when_complete(lambda: open_export(screen))


def theme(screen: ReadingScreen) -> None:
    screen.next_theme()


def narrower(screen: ReadingScreen) -> None:
    screen.change_measure(-2)


def wider(screen: ReadingScreen) -> None:
    screen.change_measure(2)


def focus_mode(screen: ReadingScreen) -> None:
    screen.toggle_focus_mode()


def help(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    from reader.ui.screens.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.place))


def back(screen: ReadingScreen) -> None:
    screen.back()


def quit(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    screen.leave()


def suspend(screen: ReadingScreen) -> None:
    screen.app.action_suspend_process()


RUN: dict[str, Callable[[Any], None]] = {
    command.name: globals()[command.name] for command in keys.COMMANDS
}
