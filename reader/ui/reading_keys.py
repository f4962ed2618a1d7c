"""The commands of the reading screen, with their keys; some apply on other screens, too."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import (
    ALIKE,
    ANYWHERE,
    BROWSE,
    FILES,
    HAS_ANNOTATION,
    HELP,
    HITS,
    IMPORT,
    LIBRARY,
    LISTS,
    LONG_LISTS,
    LOOK,
    MOVING,
    NOTEBOOK,
    NOTES,
    OBJECT,
    OPTIONS,
    PANES,
    PICK,
    PICTURE,
    POPUP,
    READ,
    READING,
    RECAP,
    REPAIR,
    REVIEW,
    SEARCH,
    SECTIONS,
    SELECT,
    STATISTICS,
    TEXTS,
    THEMES,
    TYPING,
    VIEW,
)

MOVING_ABOUT = (
    Command(
        "line_down", "j,down", (*ANYWHERE, *LISTS, *LONG_LISTS, POPUP, REVIEW), "", "One line down"
    ),
    Command("line_up", "k,up", (*ANYWHERE, *LISTS, *LONG_LISTS, POPUP, REVIEW), "", "One line up"),
    Command("page_down", "space,pagedown", (*ANYWHERE, *LISTS, POPUP), "", "One page down"),
    Command("page_up", "b,pageup", (READ, *PANES, *LISTS, NOTEBOOK, POPUP), "", "One page up"),
    Command("caret_page_up", "pageup", MOVING, "", "One page up"),
    Command(
        "half_page_down", "ctrl+d", (*ANYWHERE, *LISTS, *LONG_LISTS, REVIEW), "", "Half a page down"
    ),
    Command(
        "half_page_up", "ctrl+u", (*ANYWHERE, *LISTS, *LONG_LISTS, REVIEW), "", "Half a page up"
    ),
    Command("top", "g,home", (READ, *PANES, *LISTS, *LONG_LISTS), "", "To the beginning"),
    Command("bottom", "G,end", (READ, *PANES, *LISTS, *LONG_LISTS), "", "To the end"),
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
    Command(
        "undo", "u", (*ANYWHERE, REPAIR, REVIEW), "undo", "Undo the last change to the annotations"
    ),
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
        (*PANES, LIBRARY, NOTEBOOK, HELP, OPTIONS),
        "filter",
        "Filter the list as you type",
    ),
    Command("search_next", "n", VIEW, "", "Next hit"),
    Command("search_previous", "N", VIEW, "", "Previous hit"),
    Command("search_selection", "asterisk", MOVING, "", "Search for the selection, or the word"),
    Command("search_list", "ctrl+f", (*ANYWHERE, SEARCH), "all hits", "List every hit"),
    Command(
        "search_texts", "backslash", (*ANYWHERE, LIBRARY), "all texts", "Search all texts at once"
    ),
    Command("search_regex", "ctrl+r", (SEARCH,), "regex", "A regular expression, or words again"),
    Command("search_older", "up", (SEARCH,), "older", "What was searched for before"),
    Command("search_newer", "down", (SEARCH,), "newer", "Back to what was searched for later"),
    Command("follow", "F", VIEW, "follow", "Follow the link at the caret, or one you pick"),
    Command("popup_go", "enter", (POPUP,), "go there", "Go to the note; open the address"),
    Command("popup_read", "O", (POPUP,), "read here", "Read the page of the address in Reader"),
    Command("popup_copy", "y", (POPUP,), "copy", "Copy what is in the box"),
    Command("popup_close", "q", (POPUP,), "", "Close it"),
    Command("hit_go", "enter", (HITS, TEXTS), "go there", "Go to the hit"),
    Command("hit_down", "down", (HITS, TEXTS), "", "Next hit"),
    Command("hit_up", "up", (HITS, TEXTS), "", "Previous hit"),
    Command("hit_page_down", "pagedown", (HITS, TEXTS), "page", "A page of hits down"),
    Command("hit_page_up", "pageup", (HITS, TEXTS), "", "A page of hits up"),
    Command("hit_first", "home", (HITS, TEXTS), "", "The first hit"),
    Command("hit_last", "end", (HITS, TEXTS), "", "The last hit"),
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
    Command(
        "unfold_note", "z", (NOTES, REVIEW), "whole note", "Show the whole note, or fold it again"
    ),
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
    Command("export", "e", (READ, *PANES), "export", "Export the annotations"),
    Command(
        "auto_export",
        "K",
        (READ, *PANES),
        "",
        "Export them by itself: on stop, on change",
    ),
    Command("import_notes", "E", (READ, *PANES, LIBRARY), "", "Bring notes of other programs in"),
    Command("library", "ctrl+o", ANYWHERE, "", "The library: every document, to open another"),
    Command(
        "notebook", "ctrl+n", (*ANYWHERE, LIBRARY, NOTEBOOK), "", "Every note of every document"
    ),
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
        "settings",
        "comma",
        (READ, *PANES, LIBRARY, NOTEBOOK),
        "",
        "Settings, and the keys of all commands",
    ),
    Command(
        "palette",
        "ctrl+p",
        (*ANYWHERE, LIBRARY, NOTEBOOK, OPTIONS, REVIEW, STATISTICS),
        "",
        "All commands, by name",
    ),
    Command(
        "help",
        "question_mark",
        (
            *ANYWHERE,
            *(LIBRARY, NOTEBOOK, FILES, HELP, OPTIONS, BROWSE, REPAIR, IMPORT),
            *(REVIEW, RECAP, STATISTICS),
        ),
        "help",
        "The keys of where you are",
    ),
    Command(
        "back",
        "escape",
        (*READING, *LISTS, NOTEBOOK, FILES, OPTIONS, IMPORT, *TYPING, PICTURE, REVIEW, RECAP),
        "back",
        "Out of any mode, back to the text",
    ),
    Command(
        "close",
        "q",
        (HELP, BROWSE, THEMES, OPTIONS, REPAIR, PICTURE, IMPORT, REVIEW, STATISTICS),
        "",
        "Close",
    ),
    Command("quit", "q", (READ, *PANES), "quit", "Quit; everything is already saved"),
    Command(
        "suspend",
        "ctrl+z",
        (*ANYWHERE, LIBRARY, NOTEBOOK, REVIEW),
        "",
        "Back to the shell; `fg` returns",
    ),
)
