"""The commands of learning and reviewing, with their keys."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import ANYWHERE, LIBRARY, NOTEBOOK, NOTES, REVIEW, VIEW

LEARNING = (
    Command(
        "learn",
        "s",
        (*VIEW, NOTES),
        "learn",
        "Study it: be asked its note or its passage; of a selection, those words",
    ),
    Command("review", "ctrl+r", (*ANYWHERE, LIBRARY, NOTEBOOK), "", "Be asked what is due today"),
    Command("notebook_learn", "L", (NOTEBOOK,), "", "Study it: be asked it in reviews"),
    Command("notebook_forget", "N", (NOTEBOOK,), "", "Do not be asked it any more"),
    Command("uncover", "space,enter", (REVIEW,), "show the answer", "Show the answer; go on"),
    Command("grade_again", "1", (REVIEW,), "again", "Grade it: I did not know it"),
    Command("grade_hard", "2", (REVIEW,), "hard", "… I knew it with effort"),
    Command("grade_good", "3", (REVIEW,), "good", "… I knew it"),
    Command("grade_easy", "4", (REVIEW,), "easy", "… I knew it at once"),
    Command("take_back", "u", (REVIEW,), "undo", "Take the last grade back, and grade it anew"),
    Command("put_off", "minus", (REVIEW,), "later", "Ask it later"),
    Command("rewrite", "a", (REVIEW,), "note", "Write its note anew; show the answer first"),
    Command("forget_card", "s", (REVIEW,), "not any more", "Do not ask it any more"),
    Command("review_open", "o", (REVIEW,), "", "Leave the review, and read on at the passage"),
    Command("review_page_down", "pagedown", (REVIEW,), "", "One page down"),
    Command("review_page_up", "b,pageup", (REVIEW,), "", "One page up"),
    Command("review_passage", "g,home", (REVIEW,), "", "Back to the passage that is asked"),
)
