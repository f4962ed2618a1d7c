"""Marking, changing, deleting and exporting annotations from the reading screen.

Each function brings the change to disk first and to the screen after; when the disk refuses,
the screen says so and stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.style import Style as RichStyle

from reader.annotations.annotation import Annotation, Colour, Kind, Style
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.text.units import grapheme_start
from reader.ui.keys import key_of
from reader.ui.learned import told
from reader.ui.styles import highlight_name

if TYPE_CHECKING:
    from reader.exporting import Material
    from reader.ui.screens.reading import ReadingScreen


NOT_SAVED = "Not saved: "


def trimmed(text: str, span: Span) -> Span | None:
    """A selection without the white space at its ends; None when nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(grapheme_start(text, start), end) if end > start else None


def passage(screen: ReadingScreen) -> Span | None:
    """What is selected in the text, without the white space around it."""
    chosen = screen.view.selection if screen.pane is None else None
    return trimmed(screen.document.text, chosen) if chosen else None


def here(screen: ReadingScreen) -> list[Annotation]:
    """The annotations meant by a command: in the notes pane the one under the cursor, with a
    caret those under it, else the current one, if in sight."""
    reading = screen.reading
    if reading is None:
        return []
    if screen.pane is screen.notes:
        return [screen.notes.chosen] if screen.notes.chosen else []
    if screen.view.caret is not None:
        return reading.at(screen.view.caret)
    current = reading.store.get(screen.view.current)
    span = reading.span_of(current.id) if current else None
    if current is None or span is None:
        return []
    shown = screen.view.shown
    return [current] if span.start < shown.end and span.end > shown.start else []


def with_annotation(screen: ReadingScreen, do: Callable[[Annotation], Any]) -> None:
    """Do something with the annotation meant; where several overlap, ask which."""
    found = here(screen)
    if not found:
        screen.say(
            f"No annotation here: {key_of('annotation_next')} goes to the next, "
            f"{key_of('pick')} marks a sentence."
        )
    elif len(found) == 1:
        do(found[0])
    else:
        from reader.ui.screens.choose import Choice, ChooseScreen

        choices = [
            Choice(str(number), " ".join(a.target.exact.split())[:60], sample(screen, a))
            for number, a in enumerate(found[:9], 1)
        ]

        def chosen(key: str | None) -> None:
            if key is not None:
                do(found[int(key) - 1])

        screen.app.push_screen(ChooseScreen("Several overlap here. Which one?", choices), chosen)


def sample(screen: ReadingScreen, annotation: Annotation) -> RichStyle:
    """How an annotation is drawn."""
    return sample_of(screen, annotation.colour, annotation.style)


def sample_of(screen: ReadingScreen, colour: Colour, style: Style) -> RichStyle:
    """How a highlight of this colour and style is drawn."""
    return screen.view.palette[highlight_name(colour, style)]


def mark(screen: ReadingScreen, span: Span, **fields: Any) -> Annotation | None:
    """Annotate a passage in the last colour, or move there what is being placed."""
    reading = screen.reading
    if reading is None:
        screen.waiting.for_notes(lambda: mark(screen, span, **fields))
        return None
    if screen.placing:
        _place(screen, screen.placing, span)
        return None
    twin = _twin(screen, span)
    if twin is not None:  # marked once more: the same mark, in another colour
        screen.stop_selecting()
        screen.make_current(twin.id)
        change(screen, twin, **(fields or {"colour": screen.colour}))
        return None
    fields = {"colour": screen.colour} | fields
    try:
        made = reading.mark(span, **fields)
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return None
    screen.stop_selecting()
    screen.make_current(made.id)
    screen.annotations_changed()
    look = made.colour if made.style is Style.SOLID else f"{made.colour}, {made.style}"
    ways = (("annotate", "note"), ("undo", "undo"), ("colour", "colour"), ("tags", "tags"))
    told = " · ".join(f"{key_of(name)} {word}" for name, word in ways)
    screen.say(f"Saved · {made.kind} in {look} · {told}")
    return made


def _twin(screen: ReadingScreen, span: Span) -> Annotation | None:
    """The annotation that stands on exactly this passage."""
    found = screen.reading.index.crossing(*span) if screen.reading else []
    return next((a for low, high, a in found if (low, high) == span), None)


def _place(screen: ReadingScreen, annotation_id: str, span: Span) -> None:
    assert screen.reading is not None
    try:
        screen.reading.extend(annotation_id, span)
    except KeyError:
        screen.stop_selecting()
        screen.say("It is not there any more: undone, or deleted elsewhere.")
        return
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return
    then = screen.when_placed
    screen.stop_selecting()
    screen.make_current(annotation_id)
    screen.annotations_changed()
    screen.say(f"Saved: it stands there now · {key_of('undo')} undo")
    if then is not None:
        then()


def start_placing(screen: ReadingScreen, annotation: Annotation) -> None:
    """Select the passage of an annotation anew; for an orphan, from nothing."""
    assert screen.reading is not None
    span = screen.reading.span_of(annotation.id)
    screen.hints.hush()  # what was said before is not about this one
    screen.panes.focus_text()
    screen.placing = annotation.id
    if span is not None:
        screen.view.select(span)
    else:
        screen.view.put_caret(screen.view.shown.start)
    screen.keys_changed()


def change(screen: ReadingScreen, annotation: Annotation, **fields: Any) -> None:
    """Change fields of an annotation, as the person sees it; what others wrote is kept."""
    assert screen.reading is not None
    store = screen.reading.store
    # A note or tags may have been written over a long time; a colour is chosen at once.
    seen = annotation if fields.keys() & {"note", "tags"} else None
    others, gone = 0, False
    try:
        store.refresh()
        others = len(store.others(annotation.id))
        gone = store.get(annotation.id) is None
        store.change(annotation.id, seen=seen, **fields)
    except KeyError:
        screen.say(f"It was deleted elsewhere: {key_of('trash')} has it.")
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
    else:
        told = f"Saved: {said(fields)}"
        if len(store.others(annotation.id)) > others:
            told += f" · changed elsewhere, too: both are kept, {key_of('versions')} shows them"
        elif gone:
            told += " · it had been deleted elsewhere and is back"
        screen.say(told)
    screen.annotations_changed()


def said(fields: dict[str, Any]) -> str:
    """What was changed, for the hint row."""
    if "target" in fields:
        return "the passage"
    if "note" in fields:
        return "the note" if fields["note"] else "without a note"
    if "tags" in fields:
        return "tags " + (" ".join(f"#{tag}" for tag in fields["tags"]) or "none")
    if "learn" in fields:
        return told(fields["learn"])
    return ", ".join(f"{name} {value}" for name, value in fields.items())


def delete_annotation(screen: ReadingScreen, annotation: Annotation) -> None:
    """Delete an annotation; undo brings it back."""
    assert screen.reading is not None
    try:
        screen.reading.store.remove(annotation)
    except KeyError:
        screen.say(f"It was deleted elsewhere: {key_of('trash')} has it.")
    except ReaderError as error:
        screen.say(f"Not deleted: {error}")
    else:
        screen.say(f"Deleted · {key_of('undo')} brings it back")
    screen.annotations_changed()


def write_note(
    screen: ReadingScreen,
    *,
    span: Span | None = None,
    annotation: Annotation | None = None,
    draft: str | None = None,
    problem: str = "",
) -> None:
    """Open the note editor on an annotation, or on a passage that becomes one when written.

    What was written and could not be saved comes back as ``draft``, to try again or copy;
    ``problem`` says why.
    """
    from reader.ui import drafts
    from reader.ui.screens.note_editor import NoteEditor

    if span is not None and not screen.placing:
        annotation = annotation or _twin(screen, span)
    if screen.picker.active:
        screen.picker.stop()
    quote = annotation.target.exact if annotation else ""
    if span is not None:
        quote = screen.document.text[span.start : span.end]

    def done(note: str | None) -> None:
        screen.keep_open_note = lambda: None
        kept.drop()
        if note is None:
            screen.hints.hush()
            drafts.offer(screen, screen.document_id)
            return
        note = note.strip("\n")
        screen.hints.hush()
        if annotation is not None:
            if span is not None:
                screen.stop_selecting()
                screen.make_current(annotation.id)
            if note != annotation.note:
                change(screen, annotation, note=note)
        elif span is not None and note.strip():
            mark(screen, span, note=note, kind=Kind.NOTE)
        if screen.hints.message.startswith(NOT_SAVED):
            why = screen.hints.message
            write_note(screen, span=span, annotation=annotation, draft=note, problem=why)
        else:
            drafts.offer(screen, screen.document_id)

    note = annotation.note if annotation else ""
    kept = drafts.Draft(screen.document_id)

    def drafted(text: str) -> None:
        identity = annotation.id if annotation else ""
        kept.keep(text, identity, span, quote)

    if draft is not None:
        drafted(draft)  # it is nowhere else yet
    text = note if draft is None else draft
    editor = NoteEditor(" ".join(quote.split()), text, problem, drafted)
    screen.keep_open_note = lambda: done(editor.text)
    screen.app.push_screen(editor, done)


def copy_text(
    screen: ReadingScreen, text: str, at: int | None, note: str = "", link: str = ""
) -> None:
    """Copy words with their source: title, section, printed page, and a link if there is one."""
    document = screen.document
    title = document.metadata.title
    from reader.documents.pages import pages_of

    path = document.section_path(at) if at is not None else ()
    page = pages_of(document, Span(at, at + len(text))) if at is not None else ""
    source = ", ".join(dict.fromkeys(part for part in (title, *path[-1:], page) if part))
    lines = [f"“{text}”" if source else text]
    if source:
        lines.append(f"— {source}")
    if link:
        lines.append(link)
    if note:
        lines += ["", note]
    screen.app.copy_to_clipboard("\n".join(lines))
    with_link = ", and a link to them" if link else ""
    screen.say(f"Copied {len(text)} characters with their source{with_link}.")


def material_of(screen: ReadingScreen) -> Material:
    """What exports of the document on the screen are made of."""
    from reader.exporting import Material
    from reader.library import named

    reading = screen.reading
    entry, library = screen.app.entry, screen.app.library
    assert reading is not None and entry is not None
    source = named(library, screen.app.source)
    return Material(library, entry, reading.store, reading.document, reading.everything(), source)


def open_export(screen: ReadingScreen) -> None:
    """Preview the export of this document's annotations."""
    from pathlib import Path

    from reader.library import export_name
    from reader.ui.screens.export import ExportScreen

    title = screen.document.metadata.title or screen.source_name
    path = Path.cwd() / export_name(title)

    def done(answer: str | None) -> None:
        if answer:
            screen.say(answer)

    screen.app.push_screen(ExportScreen(material_of(screen), path, screen.source_path), done)
