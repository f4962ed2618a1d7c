"""The commands of study, with their keys."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import ANYWHERE, LIBRARY, NOTEBOOK, STATISTICS

STUDYING = (
    Command("session", "ctrl+t", ANYWHERE, "session", "A study session: start, pause, stop it"),
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
