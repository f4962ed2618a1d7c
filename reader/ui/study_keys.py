"""The commands of study, with their keys."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import ANYWHERE, LIBRARY, NOTEBOOK, RECAP, REVIEW, STATISTICS

STUDYING = (
    Command(
        "session",
        "ctrl+t",
        (*ANYWHERE, REVIEW),
        "session",
        "A study session: start, pause, stop it",
    ),
    Command("recap_go", "enter", (RECAP,), "go there", "Go to it in the text"),
    Command("recap_export", "e", (RECAP,), "export", "Write it as Markdown into a file"),
    Command("recap_continue", "c", (RECAP,), "continue", "Go on with the session"),
    Command("recap_leave", "g,q", (RECAP,), "read on", "Read on without a session"),
    Command("recap_down", "j,down", (RECAP,), "", "The next line"),
    Command("recap_up", "k,up", (RECAP,), "", "The line before"),
    Command("recap_page_down", "space,pagedown", (RECAP,), "", "One page down"),
    Command("recap_page_up", "b,pageup", (RECAP,), "", "One page up"),
    Command(
        "statistics",
        "percent_sign",
        (*ANYWHERE, LIBRARY, NOTEBOOK),
        "",
        "Statistics: a calendar of a year, pace, what you remembered",
    ),
    Command(
        "statistics_switch",
        "tab",
        (STATISTICS,),
        "this or all",
        "Of the document you read, or of all",
    ),
    Command("statistics_document", "d,enter", (STATISTICS,), "document", "Choose a document"),
    Command("statistics_earlier", "left,h", (STATISTICS,), "earlier", "A year earlier"),
    Command("statistics_later", "right,l", (STATISTICS,), "later", "A year later"),
)
