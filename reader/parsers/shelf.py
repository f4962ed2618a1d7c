"""The parsers of what puts documents on the shelf, takes them off, and lists them."""

from __future__ import annotations

import argparse

from reader.parsers.common import LIBRARY, json_option, library_option, new_parser


def library_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader library",
        "Show the library on the screen: every document with how far it was read, what is left\n"
        "of it, and what you noted. In Reader, ctrl+o leads there from any document.",
        "examples:\n  reader library\n  reader library --library ~/papers\n\n" + LIBRARY,
    )
    library_option(parser)
    return parser


def documents_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader documents",
        "List the documents of the library, the last read first: how far each was read, how many\n"
        "annotations it has, and how many of them are questions without an answer (2?).",
        "examples:\n"
        "  reader documents\n"
        "  reader documents --json | jq -r '.documents[] | select(.questions > 0) | .path'\n"
        "  reader documents --all                 also those that were forgotten\n\n" + LIBRARY,
    )
    parser.add_argument("--all", action="store_true", help="also those that were forgotten")
    json_option(parser)
    library_option(parser)
    return parser


def search_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader search",
        "Search the texts of all documents of the library: those that have all the words in some\n"
        "paragraphs near each other, the best first, with the places. Case and accents do not\n"
        "matter, but an accent that is typed has to be there. What is new in the library is read\n"
        "first; what was read is remembered in the state folder, and can be deleted at any time.",
        "examples:\n"
        "  reader search whale ship              both words\n"
        "  reader search 'white whale' --without sperm\n"
        "                                        the phrase, where “sperm” is not near\n"
        "  reader search 'democra*'              words that begin so\n"
        "  reader search freedom --in Tolstoy    only where title, author, tag or path say so\n"
        "  reader search whale --json | jq -r '.found[].path'\n\n" + LIBRARY,
    )
    parser.add_argument("words", nargs="*", metavar="WORDS", help="words, 'a phrase', begin*")
    parser.add_argument(
        "--without", action="append", default=[], metavar="WORD", help="which is not near"
    )
    parser.add_argument(
        "--in",
        dest="within",
        metavar="WORDS",
        default="",
        help="only documents with these words in title, authors, tags or path",
    )
    parser.add_argument(
        "--limit", type=positive, default=20, metavar="N", help="at most N documents (20)"
    )
    parser.add_argument(
        "--hits", type=positive, default=3, metavar="N", help="at most N places of each (3)"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--update",
        action="store_true",
        help="only read what is new, for a timer; --json tells how far it is",
    )
    how.add_argument(
        "--as-it-is", action="store_true", help="answer from what was read so far, at once"
    )
    json_option(parser)
    library_option(parser)
    return parser


def positive(word: str) -> int:
    """A whole number from 1 on."""
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f"{word} is no number from 1 on")
    return int(word)


def add_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader add",
        "Put files on the shelf of the library, or all that can be read in folders\n"
        "and below. Files stay where they are and are never written to. A file that was moved is\n"
        "found again by its text, with its notes and its place. What was forgotten comes back.",
        "examples:\n"
        "  reader add paper.txt notes/chapter-*.md\n"
        "  reader add ~/books\n"
        "  reader add ~/papers --watch            add what comes there later, too\n"
        "  reader add ~/papers --unwatch          no longer; its documents stay\n",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="also what comes into a folder later")
    how.add_argument("--unwatch", action="store_true", help="watch these folders no longer")
    json_option(parser)
    library_option(parser)
    return parser


def forget_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader forget",
        "Take documents off the shelf. Nothing is deleted: the file stays, your notes stay, and\n"
        "`reader add SOURCE`, or reading it again, brings it back with both.",
        "examples:\n  reader forget paper.txt\n  reader forget old/*.md\n",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, there or gone")
    library_option(parser)
    return parser


def same_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader same",
        "Say that a file is a document that the library knows. If that one's file is gone, or\n"
        "another text is in its place, NEW is it from now on, with its notes, tags and place.\n"
        "If it is still there, a copy of its notes goes along, and both are documents of their\n"
        "own. Files are never written to.",
        "examples:\n"
        "  reader same draft.md draft-2.md\n"
        "  reader same ~/old/paper.txt ~/papers/final.md     the first is gone\n"
        "  reader same 7pk3z0c1 paper.md                     by the end of its id\n\n"
        "Most of the time this is not needed: what was edited, renamed, moved or converted is\n"
        "known again. To take it back: `u` in the document, or `reader apart NEW`.\n",
    )
    parser.add_argument("old", metavar="OLD", help="a document: its path, there or gone, or its id")
    parser.add_argument("new", metavar="NEW", help="the file")
    library_option(parser)
    return parser


def apart_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader apart",
        "Say that a file is a document of its own, and not the one that it was taken for. What\n"
        "was noted stays with that one, which is listed as missing until its text is found.",
        "examples:\n  reader apart report.md\n\n"
        "To take it back: `reader same ID report.md`, as printed.\n",
    )
    parser.add_argument("source", metavar="SOURCE", help="a file")
    library_option(parser)
    return parser
