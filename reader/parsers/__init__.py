"""The words of the command line: a parser for each command, and the table of them all.

Every call imports this, so it imports argparse and nothing else of the program.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import reader
from reader.parsers import documents, libraries, notes, preferences, shelf, shell, study
from reader.parsers.common import (
    LIBRARY,
    library_option,
    new_parser,
    page_options,
    source_argument,
)

MAIN = f"""\
read and annotate documents in the terminal

  reader                        go on where you stopped reading
  reader book.txt               read a file; “reader where” names the formats
  reader https://example.org    read a page of the web; it is kept in the library
  man bash | reader -           read what a program prints; PAGER=reader does so always
  reader +/whale book.txt       begin where these words are first; +120: at that line
  reader reader://DOCUMENT/ID   open the passage that a link of an export leads to
  reader library                every document, to choose one; ctrl+o while reading
  reader --plain book.txt       no screen, all in lines: for screen readers

without a screen, in scripts and pipes:

  reader outline book.txt       its sections, as a tree
  reader info book.epub         its title, authors, publisher, series, subjects …
  reader text book.md           its text, without markup
  reader annotate book.txt --quote "call me Ishmael" --note "The beginning."
  reader annotations book.txt   what you marked and wrote
  reader reanchor book.txt      where that went when the text was edited
  reader export book.txt        the same as Markdown
  reader import clippings.txt   notes of other programs, or edited exports
  reader trash book.txt         what you deleted, and back with it
  reader documents              what is in the library
  reader search whale ship      the texts of all its documents, for words
  reader notes tag:exam         your notes of all its documents
  reader notebook               the same on the screen; ctrl+n while reading
  reader review                 what you learn and is due: asks it, lists or counts it
  reader session                when you studied, and what came of it; also `start`
  reader stats                  how much, how fast, and what you remembered
  reader tags                   their tags; `rename` gives one another name
  reader today                  five passages from earlier months, others every day
  reader add ~/papers           put files and folders on its shelf
  reader forget book.txt        take one off; file and notes stay
  reader same old.md new.md     this is that document: its notes go along
  reader apart new.md           this is a document of its own
  reader config                 your settings; `reader keys` prints all keys
  reader where                  where everything is kept
  reader doctor                 check that everything is well; --fix mends it
  reader backup                 put the whole library into one file; `restore` takes it back
  reader serve                  read in a browser
  reader completions bash       what the tab key needs to know; also zsh and fish
  reader man                    the manual page

`reader COMMAND --help` tells more of each. A file named like a command is opened by
`reader ./outline` or `reader -- outline`.

{LIBRARY}"""


def main_parser() -> argparse.ArgumentParser:
    parser = new_parser("reader", MAIN)
    parser.usage = (
        "reader [--library DIR] [--format FORMAT] [--plain] [--whole] [+/WORDS | +LINE] [SOURCE]\n"
        "       reader COMMAND [--help] ..."
    )
    source_argument(parser, optional=True)
    parser.add_argument(
        "--plain", action="store_true", help="no screen: read and annotate line by line"
    )
    page_options(parser)
    library_option(parser)
    parser.add_argument("--version", action="version", version=f"reader {reader.__version__}")
    return parser


# Each command: its parser, and the function that does it, of reader.commands unless it says
# of which module.
COMMANDS: dict[str, tuple[Callable[[], argparse.ArgumentParser], str]] = {
    "outline": (documents.outline_parser, "outline_commands.show_outline"),
    "info": (documents.info_parser, "info_command.info"),
    "text": (documents.text_parser, "show_text"),
    "annotate": (documents.annotate_parser, "annotations_commands.annotate"),
    "annotations": (documents.annotations_parser, "annotations_commands.list_annotations"),
    "reanchor": (documents.reanchor_parser, "reanchoring.reanchor"),
    "export": (documents.export_parser, "into_folder.export"),
    "import": (documents.import_parser, "import_command.import_notes"),
    "library": (shelf.library_parser, "shelf_commands.library"),
    "documents": (shelf.documents_parser, "shelf_commands.list_documents"),
    "search": (shelf.search_parser, "search_command.search_texts"),
    "notes": (notes.notes_parser, "notes_command.list_notes"),
    "notebook": (notes.notebook_parser, "notes_command.notebook"),
    "tags": (notes.tags_parser, "notes_command.tags"),
    "review": (study.review_parser, "review_command.review"),
    "session": (study.session_parser, "session_command.session"),
    "stats": (study.stats_parser, "stats_command.stats"),
    "today": (notes.today_parser, "today_command.show_today"),
    "add": (shelf.add_parser, "shelf_commands.add"),
    "forget": (shelf.forget_parser, "shelf_commands.forget"),
    "same": (shelf.same_parser, "sameness_commands.same"),
    "apart": (shelf.apart_parser, "sameness_commands.apart"),
    "config": (preferences.config_parser, "preferences.config"),
    "keys": (preferences.keys_parser, "preferences.keys"),
    "doctor": (libraries.doctor_parser, "upkeep.doctor"),
    "backup": (libraries.backup_parser, "backup_commands.backup"),
    "restore": (libraries.restore_parser, "backup_commands.restore"),
    "where": (libraries.where_parser, "upkeep.where"),
    "trash": (documents.trash_parser, "upkeep.trash"),
    "completions": (shell.completions_parser, "completions.completions"),
    "man": (shell.man_parser, "manual.manual"),
    "serve": (shell.serve_parser, "serving.serve"),
}
