"""The list of what a person decided about headings, to go to one or to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.annotations.annotation import Annotation
from reader.errors import ReaderError
from reader.study.headings import decision_in_words
from reader.ui.annotating import NOT_SAVED
from reader.ui.keys import key_of
from reader.ui.screens.browse import Answer, BrowseScreen, Line, when
from reader.ui.widgets.quoted import around, first_words, last_words

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

_LOST = "LOST "
_AROUND = 100  # code points of each side that are shown with the words


def show(screen: ReadingScreen) -> None:
    """List the decisions, those whose words are not in the text first."""
    reading = screen.reading
    if reading is None:
        return
    lost = reading.headings.lost
    others = [one for one in reading.headings.kept if one not in lost]
    others.sort(key=lambda one: reading.headings.span_of(one) or (0, 0))
    listed = [*lost, *others]
    lines = [
        Line(
            f"{_LOST if one in lost else ''}"
            f"{decision_in_words(one, screen.document, reading.headings.span_of(one))}"
            f"{_row(screen, one)}",
            _described(screen, one),
        )
        for one in listed
    ]

    def done(answer: Answer | None) -> None:
        if answer is None:
            return
        command, at = answer
        if command == "throw_away":
            _take_back(screen, [listed[at]])
        elif command == "empty_trash":
            _take_back(screen, lost)
        elif (span := reading.headings.span_of(listed[at])) is not None:
            screen.panes.focus_text()
            screen.jump(span.start, row=1)
        else:
            screen.say("Its words are not in the text now.")

    title = f"Decided about headings: {len(listed)}" if listed else "Nothing was decided yet"
    doings = [("choose_this", "go there"), ("throw_away", "take it back")]
    if lost:
        doings.append(("empty_trash", "take back all that are lost"))
    screen.app.push_screen(BrowseScreen(title, lines, doings), done)


def _row(screen: ReadingScreen, decision: Annotation) -> str:
    """The row of the sections pane that a number and its title share, where this is one of them."""
    reading, listed, document = screen.reading, screen.sections.document, screen.document
    span = reading.headings.span_of(decision) if reading else None
    if span is None or not decision.level or listed.section_at(span.start) < 0:
        return ""
    row = listed.outline[listed.section_at(span.start)]
    shared = row.title != document.outline[document.section_at(row.start)].title
    return f" · “{row.title}”" if shared else ""


def _take_back(screen: ReadingScreen, doomed: list[Annotation]) -> None:
    assert screen.reading is not None
    try:
        screen.reading.take_back(*doomed)
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return
    count = "It is" if len(doomed) == 1 else f"{len(doomed)} are"
    screen.annotations_changed()
    screen.say(f"{count} taken back · {key_of('undo')} undo")


def _described(screen: ReadingScreen, decision: Annotation) -> Text:
    """A decision with what stands around its words now, or stood when they are lost."""
    span = screen.reading.headings.span_of(decision) if screen.reading else None
    if span:
        text = screen.document.text
        words, (before, after) = text[span.start : span.end], around(text, span, _AROUND)
    else:
        words = decision.target.exact
        before, after = last_words(decision.target.prefix), first_words(decision.target.suffix)
    said = Text(f"{'' if span else 'Not in the text now. '}Decided {when(decision.modified)}.\n\n")
    return said.append(before, "dim").append(words, "bold").append(after, "dim")
