"""The parsers of what reads and annotates one document."""

from __future__ import annotations

import argparse

from reader.parsers.common import (
    json_option,
    library_option,
    new_parser,
    page_options,
    source_argument,
)


def outline_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader outline",
        "Print the sections of a document as a tree, each with the line of its heading; or decide\n"
        "what is a heading, and what is none. The file is never written to.",
        "examples:\n"
        "  reader outline book.txt\n"
        "  reader outline --json book.md | jq -r '.sections[].title'\n"
        "  curl -s https://example.org/README.md | reader outline -\n\n"
        "--json prints {title, sections: [{title, level, line, end_line, start, end}]} in reading\n"
        "order. line and end_line are where the heading stands in the file, from 1; start and end\n"
        "the whole section, counted in code points of what `reader text` is made from. What you\n"
        'decided has "by": "you"; what is not marked in the file but was found has "confidence",\n'
        "0 to 1. A number alone in its line and the title below it (PART I, GENERAL) are two\n"
        'sections here and in --edit, the title with "title_of": "PART I"; in the tree and the\n'
        "sections pane they are one row. Both have to be headings for that.\n\n"
        "--explain says of plain text why, and what was nearly taken for one. --changed prints\n"
        "those that changed since you annotated something in them.\n\n"
        "To decide, in $VISUAL or $EDITOR, or by lines of the file:\n"
        "  reader outline book.txt --edit\n"
        "  reader outline book.txt --heading 120:2          line 120 is one, of level 2\n"
        "  reader outline book.txt --heading 120 --alike    and all that look like it\n"
        "  reader outline book.txt --no-heading 45,46\n"
        "  reader outline book.txt --reset                  as Reader finds it\n"
        "  reader outline book.txt --lost                   decisions whose words are gone\n"
        "  reader outline book.txt --lost --reset           lets go of these only\n\n"
        "Decisions are kept with the annotations, stay on their words when the file is edited,\n"
        "and hold everywhere: on the screen, in exports, here. `u` on a screen that is opened\n"
        "afterwards undoes them; on one that was open, `D` takes them back.\n\n"
        "A long text without headings has sections made at its scene breaks or paragraphs, called\n"
        'by their first words: a tree has ~ before them, and JSON "made": true and no lines.\n',
    )
    source_argument(parser)
    page_options(parser)
    json_option(parser)
    parser.add_argument(
        "--explain",
        action="store_true",
        help="say of plain text why a line is a heading",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="only sections that changed since you annotated them",
    )
    parser.add_argument("--edit", action="store_true", help="change it in your editor")
    parser.add_argument(
        "--heading",
        action="append",
        default=[],
        metavar="LINE[:LEVEL],…",
        help="these lines are headings; without LEVEL like those that look the same or are "
        "numbered so, else below the number before that is wider",
    )
    parser.add_argument(
        "--no-heading", action="append", default=[], metavar="LINE,…", help="these are none"
    )
    parser.add_argument("--alike", action="store_true", help="the same for all that look like them")
    parser.add_argument("--reset", action="store_true", help="take back all that was decided")
    parser.add_argument(
        "--lost", action="store_true", help="list what was decided about words that are gone"
    )
    library_option(parser)
    return parser


def info_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader info",
        "Print what is known of a document besides its text: title, authors, date, publisher,\n"
        "series, language, subjects, identifiers, format, printed pages, length.",
        "examples:\n  reader info book.epub\n  reader info --json book.epub | jq -r .publisher\n",
    )
    source_argument(parser)
    page_options(parser)
    json_option(parser)
    library_option(parser)
    return parser


def text_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader text",
        "Print the text of a document as it is read: without markup, an empty line between\n"
        "paragraphs, hard-wrapped lines joined.",
        "examples:\n  reader text book.md | wc -w\n  reader text book.txt | fold -s -w 72 | less\n",
    )
    source_argument(parser)
    page_options(parser)
    library_option(parser)
    return parser


def annotate_parser() -> argparse.ArgumentParser:
    from reader.annotations.annotation import Colour, Kind, Style

    parser = new_parser(
        "reader annotate",
        "Mark a passage, found by its words, and write a note on it. Line ends, kinds of quotes\n"
        "and of dashes need not be as in the text. Prints the id of the annotation.",
        "examples:\n"
        '  reader annotate book.txt --quote "Call me Ishmael."\n'
        "  reader annotate book.txt --quote whale --occurrence 3 --colour blue --tag sea\n"
        '  reader annotate book.txt --quote "the whale" --note "Which one?" --kind question\n'
        '  reader annotate book.txt --quote "a whale" --note "A mammal." --learn\n'
        '  reader annotate book.txt --quote "sea in 1841" --hide 1841\n\n'
        "A quote that is there more than once needs --occurrence; all its places are listed.\n",
    )
    source_argument(parser)
    page_options(parser)
    parser.add_argument("--quote", required=True, metavar="TEXT", help="the words to mark")
    parser.add_argument("--occurrence", type=int, metavar="N", help="which one, from 1")
    parser.add_argument("--note", default="", metavar="TEXT", help="a note, in Markdown")
    for names, kind, default, said in (
        (("--colour", "--color"), Colour, Colour.YELLOW, "its colour"),
        (("--style",), Style, Style.SOLID, "how it is drawn"),
        (("--kind",), Kind, Kind.HIGHLIGHT, "what it is"),
    ):
        choices = [str(one) for one in kind if one is not Kind.HEADING]
        parser.add_argument(
            *names, default=default, choices=choices, help=f"{said}; {default} if not said"
        )
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="a tag; may be repeated"
    )
    parser.add_argument(
        "--learn", action="store_true", help="be asked it in reviews: the note, or what it asks for"
    )
    parser.add_argument(
        "--hide",
        action="append",
        default=[],
        metavar="WORDS",
        help="be asked these words of the passage in reviews; may be repeated",
    )
    json_option(parser)
    library_option(parser)
    return parser


def annotations_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader annotations",
        "List the annotations of a document in reading order; without SOURCE, of the document\n"
        "that was read last. Orphans, whose words are no longer in the text, come at the end.",
        "examples:\n"
        "  reader annotations book.txt\n"
        "  reader annotations book.txt --orphans     where they were, and where they may belong\n"
        "  reader annotations --json book.txt | jq '.annotations[] | select(.tags[] == \"sea\")'\n",
    )
    source_argument(parser, optional=True)
    page_options(parser)
    parser.add_argument(
        "--orphans", action="store_true", help="only those whose words are not in the text"
    )
    json_option(parser)
    library_option(parser)
    return parser


def reanchor_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader reanchor",
        "Say where the annotations of an edited document went, and accept it: from then on they\n"
        "mean the words that they stand on now. Reading needs none of this: annotations are\n"
        "found in the new text by themselves, and their old wording is kept until you accept.",
        "examples:\n"
        "  reader reanchor notes.md --dry-run    only say it\n"
        "  reader reanchor notes.md\n\n"
        "A row for each annotation that is not on its own words in its own place:\n\n"
        "  moved     the same words, among others\n"
        "  adjusted  other words in their place: [-old +new]\n"
        "  orphan    the words are gone: `reader annotations --orphans` tells more\n\n"
        "then how sure that is, the paragraphs of the old and of the new text, and the line of\n"
        "the file. --json lists all. One `u` on the screen takes back what was accepted.\n",
    )
    source_argument(parser, optional=True)
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    json_option(parser)
    library_option(parser)
    return parser


def export_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader export",
        "Write the annotations of a document: as Markdown, in another format, or through a\n"
        "template. Without SOURCE, of the document that was read last.",
        "examples:\n"
        "  reader export                         print Markdown\n"
        "  reader export book.txt -o notes.md    write a file, or bring it up\n"
        "  reader export book.txt -o notes.md --dry-run\n"
        "  reader export book.txt -o ~/vault/    write a file named after the title\n"
        "  reader export book.txt --color yellow,pink --since 7d --sort tag\n"
        "  reader export --session last          what you marked when you studied last\n"
        "  reader export book.txt -o book.html   the whole text, with the notes beside it\n"
        "  reader export book.txt --format anki -o cards.txt\n"
        "  reader export --all --into ~/vault    every document that has annotations\n"
        "  reader export --templates             all formats and templates\n"
        "  reader export --template-source obsidian > templates/mine.md.j2\n\n"
        "A file of Markdown that was exported before is brought up: passages that changed are\n"
        "replaced where they are, new ones come beside their neighbours, deleted ones go below\n"
        "“Removed” (or out: reader config export.removed drop). Every line that you wrote stays,\n"
        "and so do notes that you edited there, until `reader import` brings them in. What you\n"
        "took out of the file is not written again; what is not chosen now stays. Other files\n"
        "are not touched without --force.\n\n"
        "Exports can write themselves: `reader config export.auto stop` (when you stop reading)\n"
        "or `change`, into export.folder, named by export.name, listed in export.index.\n",
    )
    source_argument(parser, optional=True)
    page_options(parser, format="--read-as")
    parser.add_argument(
        "--format",
        dest="as_format",
        metavar="OUTPUT",
        default="",
        help="write it as that: markdown, obsidian, logseq, org, html, text, csv, json, w3c, epub, "
        "hypothesis, readwise, anki, apkg or a template of yours; else as the end of FILE says",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="a file or a folder")
    what = parser.add_argument_group("what goes out")
    what.add_argument(
        "--color",
        "--colour",
        action="append",
        default=[],
        metavar="COLOUR,…",
        help="what is in one of these colours",
    )
    what.add_argument(
        "--kind", action="append", default=[], metavar="KIND,…", help="what is of these kinds"
    )
    what.add_argument(
        "--tag", action="append", default=[], metavar="TAG,…", help="what has one of these tags"
    )
    what.add_argument(
        "--section",
        action="append",
        default=[],
        metavar="SECTION",
        help="what is in this section: some words of its title, or a number such as 2.1",
    )
    what.add_argument(
        "--since",
        default="",
        metavar="TIME",
        help="what was made since: 2026, 2026-10, 2026-10-05, today (of the calendar), 7d, 2w, "
        "3m, 1y",
    )
    what.add_argument("--until", default="", metavar="TIME", help="what was made until then")
    what.add_argument(
        "--session",
        default="",
        metavar="SESSION",
        help="what was marked in a session of study: last, today, yesterday, 2026-10-05, an id; "
        "without SOURCE in all its documents, as one text or table (csv), in other formats a file "
        "for each with -o DIR/",
    )
    how = parser.add_argument_group("how")
    how.add_argument(
        "--context",
        action="store_true",
        help="a highlight within its sentence, in bold, where it is shorter",
    )
    how.add_argument(
        "--sort",
        default="place",
        choices=("place", "time", "color", "tag"),
        type=lambda word: word.replace("colour", "color"),
        help="the order; place if not said",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would change in the file, as a diff"
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="write also what you took out of the file; with --into: every document",
    )
    parser.add_argument(
        "--into", metavar="DIR", help="write a file into a folder, named by export.name"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace a file that exists, with all in it"
    )
    parser.add_argument(
        "--templates",
        action="store_true",
        help="list all formats and templates, and where they are",
    )
    parser.add_argument(
        "--template-source", metavar="OUTPUT", help="print a template, to make another one of it"
    )
    library_option(parser)
    return parser


def import_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader import",
        "Bring in notes of other programs, and those that were edited in an exported file.",
        "examples:\n"
        "  reader import 'My Clippings.txt'\n"
        "  reader import 'My Clippings.txt' --dry-run   only say what would come in, and where\n"
        "  reader import notes.json --to book.epub      all of it is of this document\n"
        "  reader import --undo                         take the last import back\n\n"
        "Kindle, KOReader, Kobo, Apple Books, Moon+ Reader, Readwise, Hypothesis, Zotero,\n"
        "calibre, Foliate, Obsidian, Logseq, Org, CSV, W3C and EPUB annotations, our own files.\n"
        "Each work goes to the document that it is of: known by an identifier or its place, or by\n"
        "its title if the quotes stand in the text. What is of no document here is kept until its\n"
        "text is opened. Importing twice adds nothing, and what you changed or deleted here stays\n"
        "so; a note that changed there is brought up, and where it changed on both sides both\n"
        "versions are kept (H on the screen). What cannot be read is told with its line.\n",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file with notes")
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    parser.add_argument(
        "--to",
        metavar="DOCUMENT",
        help="the document of all of it: a file, or an id of the library",
    )
    parser.add_argument(
        "--format", default="", metavar="F", help="the format of the files, where it is not clear"
    )
    parser.add_argument(
        "--restore", action="store_true", help="bring back also what was deleted here since"
    )
    parser.add_argument("--undo", action="store_true", help="take the last import back")
    json_option(parser)
    library_option(parser)
    return parser


def trash_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader trash",
        "List the deleted annotations of a document, the last deleted first; bring them back, or\n"
        "forget them for good. Without SOURCE, of the document that was read last.",
        "examples:\n"
        "  reader trash book.txt\n"
        "  reader trash book.txt --restore 01m81srdq67w1xj9zs\n"
        "  reader trash book.txt --empty         all of them, after asking\n"
        "  reader trash book.txt --empty 01m81srdq67w1xj9zs --yes\n",
    )
    source_argument(parser, optional=True)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--restore", nargs="+", metavar="ID", help="bring these back")
    what.add_argument("--empty", nargs="*", metavar="ID", help="forget all, or these, for good")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    json_option(parser)
    library_option(parser)
    return parser
