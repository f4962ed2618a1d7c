"""The commands of the screens over the text, with their keys."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import (
    BROWSE,
    CHOOSE,
    EDITOR,
    EXPORT,
    FILES,
    HELP,
    IMPORT,
    LIBRARY,
    NOTEBOOK,
    OPTIONS,
    PALETTE,
    REPAIR,
    THEMES,
)

SHELF = (
    Command("open_document", "enter,l,right", (LIBRARY,), "open", "Read it, where you stopped"),
    Command("add_path", "a", (LIBRARY,), "add", "Add a file or a folder by its path"),
    Command("find_files", "f", (LIBRARY,), "files", "Look for files on the disk, to add or open"),
    Command("next_tab", "tab", (LIBRARY,), "next tab", "Unread, reading, finished, collections …"),
    Command("previous_tab", "shift+tab", (LIBRARY,), "", "The tab before"),
    Command("sort", "s", (LIBRARY, NOTEBOOK), "sort", "Sort; the same order again turns it round"),
    Command("document_tags", "t", (LIBRARY,), "tags", "Edit the tags of the document"),
    Command("collections", "c", (LIBRARY,), "collections", "Put it into collections"),
    Command(
        "forget", "x", (LIBRARY,), "forget", "Off the shelf; file and notes stay, u brings it back"
    ),
    Command("bring_back", "u", (LIBRARY,), "", "Bring back what was forgotten last"),
    Command("relocate", "r", (LIBRARY,), "", "Its file was moved: show where it is now"),
    Command("watched", "w", (LIBRARY,), "", "Folders whose new files are added by themselves"),
    Command("leave_library", "q,ctrl+o", (LIBRARY,), "", "Back to the document; quit without one"),
)

NOTES_OF_ALL = (
    Command("notebook_open", "enter,l,right", (NOTEBOOK,), "open", "Read its document there"),
    Command("notebook_mark", "space", (NOTEBOOK,), "mark", "Mark it, to change several at once"),
    Command("notebook_mark_to", "V", (NOTEBOOK,), "", "Mark all from the one marked last to here"),
    Command("notebook_mark_all", "ctrl+a", (NOTEBOOK,), "", "Mark all that are shown, or none"),
    Command("notebook_tags", "t", (NOTEBOOK,), "tags", "Add and take away tags"),
    Command("notebook_colour", "c", (NOTEBOOK,), "colour", "Give another colour"),
    Command("notebook_delete", "x", (NOTEBOOK,), "delete", "Delete (u brings it back)"),
    Command("notebook_undo", "u", (NOTEBOOK,), "undo", "Take the last change back, of all at once"),
    Command("notebook_export", "e", (NOTEBOOK,), "export", "Export what is marked, or shown"),
    Command("notebook_rename", "T", (NOTEBOOK,), "", "Rename a tag in all documents, or merge two"),
    Command("notebook_saved", "S", (NOTEBOOK,), "save filter", "Save the filter; 1 to 9 show them"),
    Command("leave_notebook", "q", (NOTEBOOK,), "", "Back to where you were; quit without that"),
    Command("notebook_page_down", "pagedown", (NOTEBOOK,), "", "One page down"),
)

FINDING_FILES = (
    Command("file_open", "enter", (FILES,), "open", "Open the file, or go into the folder"),
    Command("file_down", "down", (FILES,), "", "One line down"),
    Command("file_up", "up", (FILES,), "", "One line up"),
    Command("file_page_down", "pagedown", (FILES,), "", "One page down"),
    Command("file_page_up", "pageup", (FILES,), "", "One page up"),
    Command("file_parent", "left,backspace", (FILES,), "folder above", "To the folder above"),
    Command("file_select", "space", (FILES,), "select", "Select it, to add several at once"),
    Command("file_add", "ctrl+a", (FILES,), "only add", "Put it on the shelf without opening it"),
    Command("hidden", "full_stop", (FILES,), "", "Show or leave out hidden files"),
)

IMPORTING = (
    Command("import_take", "enter", (IMPORT,), "import", "Let it come in; one step to take back"),
    Command("import_switch", "space", (IMPORT,), "leave out", "Leave a work out, or not"),
    Command("import_document", "d", (IMPORT,), "document", "Choose the document of the notes"),
    Command("import_undo", "u", (IMPORT,), "take back", "Take back what just came in"),
    Command("import_page_down", "pagedown", (IMPORT,), "", "One page down"),
    Command("import_page_up", "pageup", (IMPORT,), "", "One page up"),
)

REPAIRING = (
    Command("accept", "enter", (REPAIR,), "put it there", "It belongs to the chosen passage"),
    Command("accept_1", "1", (REPAIR,), "", "It belongs to the first passage"),
    Command("accept_2", "2", (REPAIR,), "", "… to the second"),
    Command("accept_3", "3", (REPAIR,), "", "… to the third"),
    Command("accept_4", "4", (REPAIR,), "", "… to the fourth"),
    Command("accept_5", "5", (REPAIR,), "", "… to the fifth"),
    Command("place_by_hand", "s", (REPAIR,), "select", "Select its passage in the text"),
    Command("keep_apart", "w", (REPAIR,), "without", "Keep it as a note without a place"),
    Command("repair_next", "n,l,right,tab", (REPAIR,), "next", "The next one that needs you"),
    Command("repair_previous", "N,h,left,shift+tab", (REPAIR,), "", "The one before"),
)

OTHER_SCREENS = (
    Command("option_change", "enter,space", (OPTIONS,), "change", "Change it, or press a new key"),
    Command("option_more", "l,right,plus", (OPTIONS,), "more", "More, or the next one"),
    Command("option_less", "h,left,minus", (OPTIONS,), "less", "Less, or the one before"),
    Command("option_reset", "r", (OPTIONS,), "default", "Back to the default"),
    Command(
        "option_for_all", "d", (OPTIONS,), "for all", "Let all documents have it as this one does"
    ),
    Command("option_file", "e", (OPTIONS,), "file", "Edit the file of settings in $EDITOR"),
    Command("option_page_down", "pagedown", (OPTIONS,), "", "One page down"),
    Command("option_page_up", "pageup", (OPTIONS,), "", "One page up"),
    Command("next_place", "tab,right", (HELP,), "other places", "The keys of the next place"),
    Command("previous_place", "shift+tab,left", (HELP,), "", "The keys of the place before"),
    Command("choose_this", "enter", (CHOOSE, THEMES, BROWSE, PALETTE), "choose", "Take this one"),
    Command("choose_down", "down", (CHOOSE, PALETTE), "", "One line down"),
    Command("choose_up", "up", (CHOOSE, PALETTE), "", "One line up"),
    Command("choose_page_down", "pagedown", (PALETTE,), "", "One page down"),
    Command("choose_page_up", "pageup", (PALETTE,), "", "One page up"),
    Command("keep_both", "B", (BROWSE,), "", "Keep the words of both versions"),
    Command("throw_away", "D", (BROWSE,), "", "Throw it away for good"),
    Command("empty_trash", "E", (BROWSE,), "", "Throw all of it away for good"),
    Command("export_copy", "ctrl+y", (EXPORT,), "copy", "Copy the export in place of writing it"),
    Command("export_format", "ctrl+t", (EXPORT,), "format", "Choose the format, or a template"),
    Command("export_field", "tab,shift+tab", (EXPORT,), "filter", "To the filter, or back"),
    Command("export_sort", "ctrl+s", (EXPORT,), "sort", "By place, time, colour or tag"),
    Command(
        "export_context", "ctrl+l", (EXPORT,), "sentences", "Short highlights in their sentences"
    ),
    Command("export_session", "ctrl+g", (EXPORT,), "session", "Only what you marked in a session"),
    Command("export_page_down", "pagedown", (EXPORT,), "down", "One page down"),
    Command("export_page_up", "pageup", (EXPORT,), "up", "One page up"),
    Command("note_keep", "ctrl+s", (EDITOR,), "", "Keep the note"),
    Command("note_outside", "ctrl+e", (EDITOR,), "in $EDITOR", "Write on in $EDITOR"),
    Command("note_discard", "ctrl+x", (EDITOR,), "discard", "Leave the note as it was"),
)
