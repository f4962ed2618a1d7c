"""Marking passages, writing on them, changing and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.annotations.annotation import Annotation, Colour, Kind, Style, is_note
from reader.annotations.passage_links import link_to
from reader.annotations.store import Change
from reader.documents.links import Way, address_of, way_of
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.text.units import sentence_at
from reader.ui.annotating import (
    change,
    copy_text,
    delete_annotation,
    here,
    mark,
    passage,
    sample_of,
    start_placing,
    with_annotation,
    write_note,
)
from reader.ui.following import follow_link, short
from reader.ui.learned import told

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def highlight(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is None and screen.view.caret is not None:
        span = sentence_at(screen.document.text, screen.view.caret)
    if span is not None and span.end > span.start:
        mark(screen, span)


def open(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    if screen.view.link is not None:
        follow_link(screen, screen.view.link)
        return
    inline = screen.view.inline
    if inline.on:
        with_annotation(screen, lambda found: inline.unfold(found.id))
    else:
        with_annotation(screen, screen.panes.show_note)


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
    elif here(screen):
        with_annotation(screen, lambda found: change(screen, found, colour=colour))
    else:
        screen.say(f"The next mark is {colour}.")


def annotate(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is not None:
        write_note(screen, span=span)
    elif screen.hover.shown is not None:
        write_note(screen, annotation=screen.hover.shown)
    elif here(screen) or screen.pane is not None:
        with_annotation(screen, lambda found: write_note(screen, annotation=found))
    elif screen.view.caret is not None:
        write_note(screen, span=sentence_at(screen.document.text, screen.view.caret))
    else:
        screen.picker.start(
            lambda picked: write_note(screen, span=picked),
            "A note on which one? Type its label · esc back",
        )


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

    def ask(span: Span | None, annotation: Annotation | None) -> None:
        now = annotation.kind if annotation else None
        choices = [Choice(key, str(kind), "", kind is now) for key, kind in KINDS.items()]

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
        drawn = annotation.style if annotation else None
        choices = [
            Choice(str(number), str(colour), sample_of(screen, colour, Style.SOLID), colour is now)
            for number, colour in enumerate(Colour, 1)
        ] + [
            Choice(key, str(style), sample_of(screen, now, style), style is drawn)
            for key, style in STYLES.items()
        ]

        def chosen(key: str | None) -> None:
            if key is None:
                return
            if key in STYLES:
                _apply(screen, span, annotation, style=STYLES[key])
            else:
                screen.colour = list(Colour)[int(key) - 1]
                _apply(screen, span, annotation, colour=screen.colour)

        screen.app.push_screen(ChooseScreen("Colour or style", choices), chosen)

    _passage_or_annotation(screen, ask)


def tags(screen: ReadingScreen) -> None:
    from reader.ui.tagging import ask_tags

    def ask(span: Span | None, annotation: Annotation | None) -> None:
        def done(wanted: tuple[str, ...] | None) -> None:
            if wanted is not None:
                _apply(screen, span, annotation, tags=wanted)

        ask_tags(screen, annotation.tags if annotation else (), done)

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
        screen.say("Nothing more to undo here." if method == "undo" else "Nothing more to redo.")
        return
    screen.annotations_changed()
    screen.say(f"{word}: {_what(change)}")
    for annotation in change.after:
        if annotation is not None and is_note(annotation) and screen.reading.span_of(annotation.id):
            screen.make_current(annotation.id, reveal=True)
            break
    if screen.pane is screen.sections:
        changed = [one for pair in zip(change.before, change.after, strict=True) for one in pair]
        places = [
            screen.reading.headings.span_of(a) for a in changed if a is not None and not is_note(a)
        ]
        if starts := [span.start for span in places if span]:
            screen.sections.choose(min(starts))


def _what(change: Change) -> str:
    """What an undo or a redo did, in words."""
    before, after = change.before[0], change.after[0]
    annotation = after or before
    if annotation is None:
        return change.label
    words = " ".join(annotation.target.exact.split())
    quote = f"“{words[:30]}{'…' if len(words) > 30 else ''}”"
    if not is_note(annotation):
        more = f" and {len(change.before) - 1} more" if len(change.before) > 1 else ""
        return f"what was decided about {quote}{more}"
    if after is None:
        return f"{quote} is not marked any more"
    if before is None:
        return f"{quote} is marked again"
    names = ("colour", "style", "kind", "note", "tags", "target", "learn")
    fields = {
        name: getattr(after, name)
        for name in names
        if getattr(after, name) != getattr(before, name)
    }
    if not fields:
        return f"{LABELS.get(change.label, '')}{quote}"
    return f"{quote}: " + ", ".join(again(name, value) for name, value in fields.items())


def again(name: str, value: Any) -> str:
    """How a field is after an undo or a redo, for the hint row."""
    if name == "target":
        return "its passage is the one of before"
    if name == "note":
        return "the note is as it was" if value else "no note any more"
    if name == "tags":
        return "tags " + " ".join(f"#{tag}" for tag in value) if value else "no tags any more"
    if name == "learn":
        return told(value)
    return f"{name} {value}"


LABELS = {"settle": "the decision on ", "go back": "going back with ", "restore": "restoring "}


def versions(screen: ReadingScreen) -> None:
    from reader.ui.past import show_versions

    show_versions(screen)


def repair(screen: ReadingScreen) -> None:
    from reader.ui.repairing import start

    screen.waiting.for_notes(lambda: start(screen))


def trash(screen: ReadingScreen) -> None:
    from reader.ui.past import show_trash

    show_trash(screen)


def copy(screen: ReadingScreen) -> None:
    link = screen.view.link
    if link is not None and way_of(link.target) is not Way.HERE:
        screen.app.copy_to_clipboard(address_of(link.target))
        screen.say(f"Copied {short(link.target)}")
        return
    span = passage(screen)
    if span is not None:
        copy_text(screen, screen.document.text[span.start : span.end], span.start)
        return

    def copy_one(annotation: Annotation) -> None:
        span = screen.reading.span_of(annotation.id) if screen.reading else None
        at, link = span.start if span else None, link_to(screen.document_id, annotation.id)
        copy_text(screen, annotation.target.exact, at, annotation.note, link)

    with_annotation(screen, copy_one)
