"""The places a key can be pressed in, and what they are called."""

from __future__ import annotations

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
NOTEBOOK = "notebook"
TEXTS = "texts"
HELP, BROWSE, CHOOSE, THEMES = "help", "browse", "choose", "themes"
EXPORT, EDITOR, PALETTE = "export", "editor", "palette"
PICTURE = "picture"
STATISTICS = "statistics"
REPAIR = "repair"
IMPORT = "import"
RECAP = "recap"  # what came of a study session
REVIEW = "review"

VIEW = (READ, CARET, SELECT)
MOVING = (CARET, SELECT)
PANES = (SECTIONS, NOTES)
ANYWHERE = (*VIEW, *PANES)
# The places of the reading screen.
READING = (*ANYWHERE, OBJECT, PICK, LOOK, LETTER, SEARCH, ALIKE, POPUP)
LISTS = (LIBRARY, HELP, BROWSE, THEMES, REPAIR, STATISTICS)  # the screens to move about in
LONG_LISTS = (OPTIONS, IMPORT, NOTEBOOK)  # the same, where space does something else
TYPING = (CHOOSE, EXPORT, EDITOR, PALETTE, HITS, TEXTS)  # where a character is no command but typed
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
    TEXTS: "Searching all texts",
    LIBRARY: "The library",
    NOTEBOOK: "The notebook",
    FILES: "Finding files",
    OPTIONS: "Settings",
    THEMES: "Themes",
    PALETTE: "All commands",
    HELP: "Help",
    CHOOSE: "Choosing from a short list",
    BROWSE: "Versions, trash, decisions",
    REPAIR: "Putting notes right",
    EXPORT: "Export",
    IMPORT: "Importing notes",
    EDITOR: "Writing a note",
    PICTURE: "A picture",
    STATISTICS: "Statistics",
    RECAP: "What came of a session",
    REVIEW: "A review",
}
