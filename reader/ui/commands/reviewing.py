"""Learning annotations, and reviewing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.cards import NOTE, PASSAGE, cloze, usual_card, why_not
from reader.text.spans import Span
from reader.text.units import sentence_at
from reader.ui.annotating import change, mark, passage, with_annotation, write_note
from reader.ui.keys import key_of
from reader.ui.learned import covered_words, told

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

NOTHING_LEFT = "All of it would be covered: select some of its words, the rest is the question"


def review(screen: ReadingScreen) -> None:
    from reader.ui.reviews import begin

    # Only over the text: asked for twice while the document is being opened, it opens once.
    screen.waiting.for_notes(lambda: begin(screen.app) if screen.in_front else None)


def learn(screen: ReadingScreen) -> None:
    screen.waiting.for_notes(lambda: _learn(screen))


def _learn(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is None:
        with_annotation(screen, lambda found: learn_one(screen, found))
        return
    found = _around(screen, span)
    if found is None:
        _learn_sentence(screen, span)
        return
    annotation, place = found
    screen.stop_selecting()
    screen.make_current(annotation.id)
    if place == span:
        learn_one(screen, annotation)
    else:
        _hide(screen, annotation, span.start - place.start, span)


def _around(screen: ReadingScreen, span: Span) -> tuple[Annotation, Span] | None:
    """The shortest annotation that all of a passage is in, and where it stands."""
    assert screen.reading is not None
    found = [
        (annotation, Span(low, high))
        for low, high, annotation in screen.reading.index.crossing(*span)
        if low <= span.start and span.end <= high and annotation.kind is not Kind.BOOKMARK
    ]
    return min(found, key=lambda one: one[1].end - one[1].start, default=None)


def _hide(screen: ReadingScreen, annotation: Annotation, at: int, span: Span) -> None:
    """Let words of a passage be asked for, besides what is asked already."""
    card = cloze(at, screen.document.text[span.start : span.end])
    if card in annotation.learn:
        _ask_how(screen, annotation)
    else:
        change(screen, annotation, learn=(*annotation.learn, card))


def _learn_sentence(screen: ReadingScreen, span: Span) -> None:
    """Mark the sentences around a selection, and let the selection be asked for in them."""
    text = screen.document.text
    first, last = sentence_at(text, span.start), sentence_at(text, span.end - 1)
    around = Span(first.start, max(last.end, span.end))
    while around.end > span.end and text[around.end - 1].isspace():
        around = Span(around.start, around.end - 1)
    if around == span:
        screen.say(NOTHING_LEFT)
        return
    card = cloze(span.start - around.start, text[span.start : span.end])
    if mark(screen, around, learn=(card,)) is not None:
        screen.say(f"Saved: {told((card,))} · {key_of('undo')} undo")


def learn_one(screen: ReadingScreen, annotation: Annotation) -> None:
    """Learn an annotation in the usual way; where it is learned already, ask how."""
    if annotation.learn:
        _ask_how(screen, annotation)
    elif card := usual_card(annotation):
        change(screen, annotation, learn=(card,))
    else:
        _offer(screen, annotation)


def _offer(screen: ReadingScreen, annotation: Annotation) -> None:
    """Say why an annotation cannot be asked yet, and offer what would do."""
    from reader.ui.screens.choose import Choice, ChooseScreen

    why = why_not(annotation)
    if not annotation.target.exact.strip() or annotation.kind is Kind.BOOKMARK:
        screen.say(f"{why}.")
        return
    writes = "the answer" if annotation.kind is Kind.QUESTION else "a note, to be asked for"
    choices = [Choice("a", f"Write {writes}"), Choice("h", "Hide a part of the passage…")]

    def chosen(key: str | None) -> None:
        if key == "a":  # it is asked as soon as there is something to ask for
            change(screen, annotation, learn=(NOTE,))
            assert screen.reading is not None
            now = screen.reading.store.get(annotation.id)
            if now is not None:
                write_note(screen, annotation=now)
        elif key == "h":
            _select_part(screen, annotation)

    screen.app.push_screen(ChooseScreen(why.partition(":")[0], choices), chosen)


def _ask_how(screen: ReadingScreen, annotation: Annotation) -> None:
    """Choose how an annotation is asked that is learned already."""
    from reader.ui.screens.choose import Choice, ChooseScreen

    now = annotation.learn
    choices = []
    if not why_not(annotation) or NOTE in now:
        choices.append(Choice("n", "The note is covered", "", NOTE in now))
    if not why_not(annotation) or PASSAGE in now:
        choices.append(Choice("p", "The passage is covered", "", PASSAGE in now))
    if not why_not(annotation) and not {NOTE, PASSAGE}.issubset(now):
        choices.append(Choice("b", "Both, one after the other"))
    clozes = [card for card in now if card not in (NOTE, PASSAGE)][:9]
    choices += [
        Choice(str(number), f"Covered: {covered_words(card)}", "", True)
        for number, card in enumerate(clozes, 1)
    ]
    choices += [
        Choice("h", "Hide a part of the passage…"),
        Choice("x", "Not any more"),
    ]
    keys = {"n": NOTE, "p": PASSAGE} | {str(n): card for n, card in enumerate(clozes, 1)}

    def chosen(key: str | None) -> None:
        if key == "h":
            _select_part(screen, annotation)
        elif key == "x":
            change(screen, annotation, learn=())
        elif key == "b":
            change(screen, annotation, learn=tuple(dict.fromkeys((*now, NOTE, PASSAGE))))
        elif key is not None:
            card = keys[key]
            rest = tuple(one for one in now if one != card)
            change(screen, annotation, learn=rest if card in now else (*now, card))

    screen.app.push_screen(ChooseScreen("Asked in review", choices), chosen)


def _select_part(screen: ReadingScreen, annotation: Annotation) -> None:
    """Put the caret where the words are to be selected that shall be covered."""
    span = screen.reading.span_of(annotation.id) if screen.reading else None
    if span is None:
        screen.say(f"Its words are not in the text: {key_of('repair')} finds a place.")
        return
    screen.panes.focus_text()
    screen.make_current(annotation.id, reveal=True)
    screen.view.put_caret(span.start)
    screen.keys_changed()
    select, learn_ = key_of("select"), key_of("learn")
    screen.say(f"Select the words to cover ({select} begins), then {learn_}")
