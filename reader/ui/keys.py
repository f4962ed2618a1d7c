"""Every command of the reading screen: its name, keys, where it applies, and what it says.

One table serves the key bindings, the hint row, the help screen and the command palette. What
the commands of the reading screen do is in `reader.ui.commands`, under the same names; another
screen has a method of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.ui.key_names import is_typed, shown

# The places a key can be pressed in. "caret" is the reading view with a caret, "select" with
# something selected, "object" after `i`, "pick" while labels are shown.
READ, CARET, SELECT, OBJECT, PICK = "read", "caret", "select", "object", "pick"
POPUP = "popup"  # while a box with a footnote or an address is open
ALIKE = "alike"  # right after a decision about a heading that has others like it
LETTER = "letter"  # after `m` and `'`, where the next key names a bookmark
LOOK = "look"  # while the list of what the text can look like is open
SECTIONS, NOTES = "sections", "notes"
SEARCH = "search"  # the prompt, while one types what to search for
# And the other screens.
LIBRARY, FILES, HITS, OPTIONS = "library", "files", "hits", "options"
HELP, BROWSE, CHOOSE, THEMES = "help", "browse", "choose", "themes"
EXPORT, EDITOR, PALETTE = "export", "editor", "palette"
PICTURE = "picture"
REPAIR = "repair"

VIEW = (READ, CARET, SELECT)
MOVING = (CARET, SELECT)
PANES = (SECTIONS, NOTES)
ANYWHERE = (*VIEW, *PANES)
# The places of the reading screen.
READING = (*ANYWHERE, OBJECT, PICK, LOOK, LETTER, SEARCH, ALIKE, POPUP)
LISTS = (LIBRARY, HELP, BROWSE, THEMES, REPAIR)  # the screens that are a list to move about in
TYPING = (CHOOSE, EXPORT, EDITOR, PALETTE, HITS)  # where a character is no command but typed
HAS_ANNOTATION = (*VIEW, NOTES, PICK)

PLACE_NAMES = {
    READ: "Reading",
    CARET: "Caret",
    SELECT: "Selecting",
    OBJECT: "Selecting: after i",
    PICK: "Picking a sentence",
    LETTER: "Naming a bookmark",
    ALIKE: "Having decided on a heading",
    POPUP: "A note or an address over the text",
    LOOK: "Look of the text",
    SECTIONS: "Sections pane",
    NOTES: "Notes pane",
    SEARCH: "Typing a search",
    HITS: "All hits",
    LIBRARY: "The library",
    FILES: "Finding files",
    OPTIONS: "Settings",
    THEMES: "Themes",
    PALETTE: "All commands",
    HELP: "Help",
    CHOOSE: "Choosing from a short list",
    BROWSE: "Versions, trash, decisions",
    REPAIR: "Putting notes right",
    EXPORT: "Export",
    EDITOR: "Writing a note",
    PICTURE: "A picture",
}


class Command(NamedTuple):
    """A command. ``keys`` are Textual key names, the first one is shown; ``hint`` is for the
    hint row ("" keeps it out), ``help`` one line that says what it does."""

    name: str
    keys: str
    places: tuple[str, ...]
    hint: str
    help: str


MOVING_ABOUT = (
    Command("line_down", "j,down", (*ANYWHERE, *LISTS, OPTIONS, POPUP), "", "One line down"),
    Command("line_up", "k,up", (*ANYWHERE, *LISTS, OPTIONS, POPUP), "", "One line up"),
    Command("page_down", "space,pagedown", (*ANYWHERE, *LISTS, POPUP), "", "One page down"),
    Command("page_up", "b,pageup", (READ, *PANES, *LISTS, POPUP), "", "One page up"),
    Command("caret_page_up", "pageup", MOVING, "", "One page up"),
    Command("half_page_down", "ctrl+d", (*ANYWHERE, *LISTS, OPTIONS), "", "Half a page down"),
    Command("half_page_up", "ctrl+u", (*ANYWHERE, *LISTS, OPTIONS), "", "Half a page up"),
    Command("top", "g,home", (READ, *PANES, *LISTS, OPTIONS), "", "To the beginning"),
    Command("bottom", "G,end", (READ, *PANES, *LISTS, OPTIONS), "", "To the end"),
    Command("caret_top", "g", MOVING, "", "To the beginning"),
    Command("caret_bottom", "G", MOVING, "", "To the end"),
    Command("paragraph_next", "right_curly_bracket", VIEW, "", "Next paragraph"),
    Command("paragraph_previous", "left_curly_bracket", VIEW, "", "Previous paragraph"),
    Command("section_next", "right_square_bracket", VIEW, "", "Next section"),
    Command("section_previous", "left_square_bracket", VIEW, "", "Previous section"),
    Command("annotation_next", "right_parenthesis", (READ,), "", "Next annotation"),
    Command("annotation_previous", "left_parenthesis", (READ,), "", "Previous annotation"),
    Command("jump_back", "alt+left", ANYWHERE, "", "Back to where a jump began, in any document"),
    Command("jump_forward", "alt+right", ANYWHERE, "", "Forward again"),
    Command(
        "go", "colon", (READ, *PANES), "go to", "Go to a percentage, a page, a section, a note"
    ),
    Command("bookmark", "m", VIEW, "", "Bookmark this place: then a letter"),
    Command("to_bookmark", "apostrophe", (READ,), "", "To a bookmark: its letter; '' back again"),
)

SELECTING = (
    Command("caret", "v", (READ,), "select", "Show the caret; press again to select from it"),
    Command("select", "v", MOVING, "start/stop", "Start selecting at the caret, or let go"),
    Command("left", "h,left", MOVING, "", "One character left"),
    Command("right", "l,right", MOVING, "", "One character right"),
    Command("word_next", "w", MOVING, "word", "Next word"),
    Command("word_previous", "b", MOVING, "", "Previous word"),
    Command("word_end", "e", MOVING, "", "End of the word"),
    Command("sentence_next", "right_parenthesis", MOVING, "sentence", "Next sentence"),
    Command("sentence_previous", "left_parenthesis", MOVING, "", "Previous sentence"),
    Command("line_start", "0,home", MOVING, "", "Start of the line"),
    Command("line_end", "dollar_sign,end", MOVING, "", "End of the line"),
    Command("other_end", "o", (SELECT,), "other end", "Go to the other end of the selection"),
    Command("object", "i", MOVING, "a whole…", "Select a whole: then w, s, p or S"),
    Command("grow", "plus", MOVING, "grow", "Grow: word, sentence, paragraph, section"),
    Command("shrink", "minus", (SELECT,), "", "Shrink again"),
    Command("select_word", "w", (OBJECT,), "word", "Select the word"),
    Command("select_sentence", "s", (OBJECT,), "sentence", "Select the sentence"),
    Command("select_paragraph", "p", (OBJECT,), "paragraph", "Select the paragraph"),
    Command("select_section", "S", (OBJECT,), "section", "Select the section"),
)

ANNOTATING = (
    Command(
        "pick",
        "f",
        (*VIEW, PICK),
        "pick",
        "Label the sentences; a label selects one, in CAPITALS marks it",
    ),
    Command("highlight", "enter", (*MOVING, PICK), "highlight", "Highlight in the last colour"),
    Command(
        "open",
        "enter",
        (READ,),
        "",
        "Follow the chosen link; else show the note, in its pane or all of it",
    ),
    Command("yellow", "1", HAS_ANNOTATION, "", "Highlight the selection in yellow, or recolour"),
    Command("green", "2", HAS_ANNOTATION, "", "… in green"),
    Command("blue", "3", HAS_ANNOTATION, "", "… in blue"),
    Command("pink", "4", HAS_ANNOTATION, "", "… in pink"),
    Command("orange", "5", HAS_ANNOTATION, "", "… in orange"),
    Command("purple", "6", HAS_ANNOTATION, "", "… in purple"),
    Command(
        "annotate",
        "a",
        HAS_ANNOTATION,
        "note",
        "Write a note: on the selection, the annotation here, or a sentence you pick",
    ),
    Command("kind", "full_stop", HAS_ANNOTATION, "kind", "Mark as question, definition, todo …"),
    Command("colour", "c", HAS_ANNOTATION, "colour", "Choose colour and style"),
    Command("tags", "t", HAS_ANNOTATION, "tags", "Edit the tags"),
    Command("resize", "r", (READ, NOTES), "", "Extend it: select its passage anew, or place it"),
    Command("delete", "x", (*VIEW, NOTES), "delete", "Delete the annotation (u brings it back)"),
    Command("repair", "R", (READ, NOTES), "", "Put right what lost its words, or has others now"),
    Command("undo", "u", (*ANYWHERE, REPAIR), "undo", "Undo the last change to the annotations"),
    Command("redo", "U", (*ANYWHERE, REPAIR), "", "Redo it"),
    Command("versions", "H", (READ, NOTES), "", "Its past versions: go back to one, or decide"),
    Command("trash", "X", (READ, *PANES), "", "The trash: what was deleted here, to restore"),
    Command("copy", "y", HAS_ANNOTATION, "copy", "Copy the selection, the link, the annotation"),
)

FINDING = (
    Command("search", "slash", VIEW, "search", "Search as you type"),
    Command(
        "filter",
        "slash",
        (*PANES, LIBRARY, HELP, OPTIONS),
        "filter",
        "Filter the list as you type",
    ),
    Command("search_next", "n", VIEW, "", "Next hit"),
    Command("search_previous", "N", VIEW, "", "Previous hit"),
    Command("search_selection", "asterisk", MOVING, "", "Search for the selection, or the word"),
    Command("search_list", "ctrl+f", (*ANYWHERE, SEARCH), "all hits", "List every hit"),
    Command("search_regex", "ctrl+r", (SEARCH,), "regex", "A regular expression, or words again"),
    Command("search_older", "up", (SEARCH,), "older", "What was searched for before"),
    Command("search_newer", "down", (SEARCH,), "newer", "Back to what was searched for later"),
    Command("follow", "F", VIEW, "follow", "Follow the link at the caret, or one you pick"),
    Command("popup_go", "enter", (POPUP,), "go there", "Go to the note; open the address"),
    Command("popup_read", "O", (POPUP,), "read here", "Read the page of the address in Reader"),
    Command("popup_copy", "y", (POPUP,), "copy", "Copy what is in the box"),
    Command("popup_close", "q", (POPUP,), "", "Close it"),
    Command("hit_go", "enter", (HITS,), "go there", "Go to the hit"),
    Command("hit_down", "down", (HITS,), "", "Next hit"),
    Command("hit_up", "up", (HITS,), "", "Previous hit"),
    Command("hit_page_down", "pagedown", (HITS,), "page", "A page of hits down"),
    Command("hit_page_up", "pageup", (HITS,), "", "A page of hits up"),
    Command("hit_first", "home", (HITS,), "", "The first hit"),
    Command("hit_last", "end", (HITS,), "", "The last hit"),
)

HEADINGS = (
    Command("heading", "number_sign", (*VIEW, SECTIONS), "heading", "A heading, or none"),
    Command("no_heading", "x", (SECTIONS,), "none", "This is no heading: it becomes text"),
    Command("promote", "less_than_sign", (SECTIONS,), "out", "One level up, with all in it"),
    Command("demote", "greater_than_sign", (SECTIONS,), "in", "One level down, with all in it"),
    Command("decisions", "D", (READ, SECTIONS), "", "What you decided: go there, or take it back"),
    Command("all_alike", "a", (ALIKE,), "all like it", "The same for all that look like it"),
)

PANES_AND_SCREEN = (
    Command("jump", "enter", PANES, "go there", "Go to it in the text"),
    Command("fold", "h,left", (SECTIONS,), "fold", "Fold, or go to the parent"),
    Command("unfold", "l,right", (SECTIONS,), "unfold", "Unfold"),
    Command("fold_under", "z", (SECTIONS,), "all in it", "Fold it and all in it, or unfold it all"),
    Command("level_1", "1", (SECTIONS,), "fold all", "Fold all: only the outermost sections"),
    Command("level_2", "2", (SECTIONS,), "", "… down to the second level"),
    Command("level_3", "3", (SECTIONS,), "", "… to the third"),
    Command("level_4", "4", (SECTIONS,), "", "… to the fourth"),
    Command("unfold_all", "0", (SECTIONS,), "unfold all", "Unfold all"),
    Command("unfold_note", "z", (NOTES,), "whole note", "Show the whole note, or fold it again"),
    Command("beside", "P", (READ, NOTES), "", "Notes beside their passages, or always as a list"),
    Command("inline_notes", "I", (READ, NOTES), "", "Notes below their paragraphs, or in the pane"),
    Command("widen_pane", "plus", PANES, "", "Make the pane wider"),
    Command("narrow_pane", "minus", PANES, "", "Make it narrower"),
    Command("next_pane", "tab", (*ANYWHERE, POPUP), "next", "Next link on the screen, then pane"),
    Command(
        "previous_pane",
        "shift+tab",
        (*ANYWHERE, POPUP),
        "before",
        "The link before; where none is chosen, the pane before at once",
    ),
    Command("sections", "o", (READ, *PANES), "sections", "Show or hide the sections pane"),
    Command("notes", "p", (READ, *PANES), "notes", "Show or hide the notes pane"),
)

COMFORT = (
    Command("look", "L", (READ, LOOK), "", "Look of the text: justify, focus, columns …"),
    Command("auto_scroll", "S", (READ,), "", "Scroll by itself at your pace, or stop"),
    Command("faster", "plus", (READ,), "", "Faster, while it scrolls by itself"),
    Command("slower", "minus", (READ,), "", "Slower"),
    Command("look_justify", "j", (LOOK,), "justify", "Both edges straight, or the right one not"),
    Command("look_hyphenate", "h", (LOOK,), "hyphenate", "Hyphenate, or not"),
    Command("look_paragraphs", "i", (LOOK,), "paragraphs", "Space between, an indent, or both"),
    Command("look_line_focus", "l", (LOOK,), "", "Dim all but the line being read"),
    Command("look_paragraph_focus", "p", (LOOK,), "", "Dim all but the paragraph being read"),
    Command("look_ruler", "r", (LOOK,), "ruler", "A ruler under the line being read"),
    Command("look_columns", "c", (LOOK,), "columns", "One column, two, or as it fits"),
    Command("look_wider", "w", (LOOK,), "wider", "Wider column"),
    Command("look_narrower", "W", (LOOK,), "narrower", "Narrower column"),
    Command("look_more_margin", "m", (LOOK,), "margin", "More margin"),
    Command("look_less_margin", "M", (LOOK,), "", "Less margin"),
    Command("look_faster", "s", (LOOK,), "", "More words a minute when it scrolls by itself"),
    Command("look_slower", "S", (LOOK,), "", "Fewer"),
)

REST = (
    Command("export", "e", (READ, *PANES), "export", "Export the annotations as Markdown"),
    Command("library", "ctrl+o", ANYWHERE, "", "The library: every document, to open another"),
    Command("about", "i", (READ, POPUP), "", "What is known of it: publisher, date, series …"),
    Command("theme", "T", (READ, *PANES), "", "Next theme"),
    Command("narrower", "less_than_sign", (READ,), "", "Narrower column"),
    Command("wider", "greater_than_sign", (READ,), "", "Wider column"),
    Command("reload", "f5", (READ,), "", "Read the file again, as it is now"),
    Command("whole", "A", (READ, POPUP), "", "The article of a page alone, or all of the page"),
    Command("open_address", "O", (READ, *PANES), "", "Open a file, or an address of the web"),
    Command("which", "W", (READ,), "", "Take the notes of a like document, or be one of its own"),
    Command("focus_mode", "z", (READ,), "", "Only the text; again brings all back"),
    Command(
        "settings", "comma", (READ, *PANES, LIBRARY), "", "Settings, and the keys of all commands"
    ),
    Command("palette", "ctrl+p", (*ANYWHERE, LIBRARY, OPTIONS), "", "All commands, by name"),
    Command(
        "help",
        "question_mark",
        (*ANYWHERE, LIBRARY, FILES, HELP, OPTIONS, BROWSE, REPAIR),
        "help",
        "The keys of where you are",
    ),
    Command(
        "back",
        "escape",
        (*READING, *LISTS, FILES, OPTIONS, *TYPING, PICTURE),
        "back",
        "Out of any mode, back to the text",
    ),
    Command("close", "q", (HELP, BROWSE, THEMES, OPTIONS, REPAIR, PICTURE), "", "Close"),
    Command("quit", "q", (READ, *PANES), "quit", "Quit; everything is already saved"),
    Command("suspend", "ctrl+z", (*ANYWHERE, LIBRARY), "", "Back to the shell; `fg` returns"),
)

SHELF = (
    Command("open_document", "enter,l,right", (LIBRARY,), "open", "Read it, where you stopped"),
    Command("add_path", "a", (LIBRARY,), "add", "Add a file or a folder by its path"),
    Command("find_files", "f", (LIBRARY,), "files", "Look for files on the disk, to add or open"),
    Command("next_tab", "tab", (LIBRARY,), "next tab", "Unread, reading, finished, collections …"),
    Command("previous_tab", "shift+tab", (LIBRARY,), "", "The tab before"),
    Command("sort", "s", (LIBRARY,), "sort", "Sort; the same order again turns it round"),
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
    Command("export_page_down", "pagedown", (EXPORT,), "down", "One page down"),
    Command("export_page_up", "pageup", (EXPORT,), "up", "One page up"),
    Command("note_keep", "ctrl+s", (EDITOR,), "", "Keep the note"),
    Command("note_outside", "ctrl+e", (EDITOR,), "in $EDITOR", "Write on in $EDITOR"),
    Command("note_discard", "ctrl+x", (EDITOR,), "discard", "Leave the note as it was"),
)

# In the order of the help: what people come for first.
GROUPS = (
    ("Mark and write", ANNOTATING),
    ("Select", SELECTING),
    ("Find", FINDING),
    ("Move", MOVING_ABOUT),
    ("Panes", PANES_AND_SCREEN),
    ("Headings", HEADINGS),
    ("Comfort", COMFORT),
    ("The library", SHELF),
    ("Files", FINDING_FILES),
    ("And", REST),
    ("Putting notes right", REPAIRING),
    ("Over the text", OTHER_SCREENS),
)
COMMANDS = tuple(command for _, commands in GROUPS for command in commands)
BY_NAME = {command.name: command for command in COMMANDS}

# The keys that commands have now, by their names, where they are not those of the table.
_now: dict[str, str] = {}


def use(keys: Mapping[str, str]) -> None:
    """From now on commands have these keys."""
    _now.clear()
    _now.update(keys)


def keys_now(command: Command) -> list[str]:
    """The keys that a command has now, the one to show first."""
    return [key for key in _now.get(command.name, command.keys).split(",") if key]


def keys_in(place: str, command: Command) -> list[str]:
    """The keys that a command has in a place: where one types, none that is a character, and
    those of the table if no other is left."""
    found = keys_now(command)
    if place not in TYPING:
        return found
    return [key for key in found if not is_typed(key)] or [
        key for key in command.keys.split(",") if not is_typed(key)
    ]


def keys_of(command: Command) -> str:
    """All keys of a command, for the help."""
    return " ".join(map(shown, keys_now(command)))


def key_of(name: str) -> str:
    """The key to show for a command, in a message; where it has none, the way to it."""
    found = keys_now(BY_NAME[name])
    return shown(found[0]) if found else f"“{name.replace('_', ' ')}”"


def in_place(place: str) -> Iterator[Command]:
    """The commands that apply in a place, in the order of the table."""
    return (command for command in COMMANDS if place in command.places)


# What writes on a passage, and has no place while an annotation is given one.
NOT_PLACING = frozenset({"annotate", "kind", "colour", "tags"})

# What the hint row shows in each place, most wanted first: names of commands.
HINTS: dict[str, tuple[str, ...]] = {
    READ: ("pick", "annotate", "help", "search", "caret", "quit", "export", "notes", "sections"),
    CARET: (
        "select",
        "object",
        "back",
        "highlight",
        "annotate",
        "word_next",
        "sentence_next",
        "heading",
    ),
    SELECT: ("highlight", "annotate", "back", "kind", "copy", "grow", "object", "other_end"),
    OBJECT: ("select_word", "select_sentence", "select_paragraph", "select_section"),
    LETTER: ("back",),
    ALIKE: ("all_alike", "back"),
    POPUP: ("popup_go", "popup_read", "popup_copy", "back"),
    PICK: ("highlight", "annotate", "kind", "copy", "back"),
    LOOK: ("back", "look_justify", "look_hyphenate", "look_paragraphs", "look_ruler"),
    SECTIONS: (
        *("jump", "back", "filter", "help", "heading", "no_heading", "promote", "demote"),
        *("fold", "unfold", "level_1", "unfold_all", "fold_under", "sections"),
    ),
    NOTES: ("jump", "back", "annotate", "help", "filter", "unfold_note", "colour", "tags", "kind"),
    SEARCH: ("search_list", "search_regex", "search_older", "search_newer", "back"),
    HITS: ("hit_go", "back", "hit_page_down"),
    LIBRARY: (
        "open_document",
        "filter",
        "add_path",
        "help",
        "next_tab",
        "sort",
        "find_files",
        "document_tags",
        "collections",
        "forget",
    ),
    FILES: ("file_open", "file_select", "file_parent", "file_add", "back"),
    OPTIONS: ("option_change", "back", "option_reset", "filter", "option_file", "option_for_all"),
    THEMES: ("choose_this", "back"),
    PALETTE: ("choose_this", "back"),
    HELP: ("back", "next_place", "filter"),
    CHOOSE: ("choose_this", "back"),
    BROWSE: ("choose_this", "back"),
    REPAIR: ("accept", "place_by_hand", "keep_apart", "repair_next", "back", "undo", "help"),
    EXPORT: ("export_copy", "export_page_down", "export_page_up", "back"),
    EDITOR: ("back", "note_outside", "note_discard"),
    PICTURE: ("back",),
}
# In the text where a link is chosen: that `tab` goes on with links has to be seen.
LINK_HINTS = ("next_pane", "previous_pane", "back", "copy", "help")
FOLDING = frozenset({"fold", "unfold", "level_1", "unfold_all", "fold_under"})
