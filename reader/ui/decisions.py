"""The list of what a person decided about headings, to go to one or to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from reader.annotations.annotation import Annotation
from reader.errors import ReaderError
from reader.study.reading import decision_in_words
from reader.ui.annotating import NOT_SAVED
from reader.ui.keys import key_of
from reader.ui.screens.browse import Answer, BrowseScreen, Line, when

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

_LOST = "LOST "


def show(screen: ReadingScreen) -> None:
    """List the decisions, those whose words are not in the text first."""
    reading = screen.reading
    if reading is None:
        return
    lost = reading.lost_decisions
    others = [one for one in reading.decided if one not in lost]
    others.sort(key=lambda one: reading.decided_at(one) or (0, 0))
    listed = [*lost, *others]
    lines = [
        Line(
            f"{_LOST if one in lost else ''}{decision_in_words(one)}{_row(screen, one)}",
            _described(one, one in lost),
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
        elif (span := reading.decided_at(listed[at])) is not None:
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
    span = reading.decided_at(decision) if reading else None
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


def _described(annotation: Annotation, lost: bool) -> Text:
    """A decision with what stood around its words."""
    target = annotation.target
    text = Text(
        f"{'Not in the text now. ' if lost else ''}Decided {when(annotation.modified)}.\n\n"
    )
    text.append(f"{target.prefix[-200:]}", style="dim")
    text.append(target.exact, style="bold")
    text.append(f"{target.suffix[:200]}", style="dim")
    return text
