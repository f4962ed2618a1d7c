"""The parsers of what looks after the library."""

from __future__ import annotations

import argparse

from reader.parsers.common import json_option, library_option, new_parser


def doctor_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader doctor",
        "Check every file and journal of the library, and say what is not as it should be, a\n"
        "serious problem with “!” before it, what is good to know with “·”. Nothing is written\n"
        "without --fix; what --fix sets aside goes to annotations/.quarantine/.",
        "examples:\n"
        "  reader doctor                 look, and say what --fix would do\n"
        "  reader doctor --fix           do it\n"
        "  reader doctor --json | jq '.findings[] | select(.serious)'\n\n"
        "The exit code is 1 if something serious remains.\n\n"
        "What Reader promises: a change that was said to be saved survives kills, crashes, power\n"
        "cuts, full disks, other windows, and sync tools that replace, roll back, damage or\n"
        "delete the files. What it cannot promise: drives that lie about flushing, network file\n"
        "systems (NFS, SMB, FUSE) whose locks or renames do not hold, and Windows,\n"
        "where a folder cannot be flushed.\n"
        "Keep the state folder (see `reader where`) on a local disk.\n",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fix", action="store_true", help="mend what can be mended")
    mode.add_argument("--dry-run", action="store_true", help="only look (as without options)")
    json_option(parser)
    library_option(parser)
    return parser


def backup_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader backup",
        "Put documents, annotations, their history and snapshots into one .zip file, and read it\n"
        "back. Prints its name. Without FILE it is named after the time, in the current folder.",
        "examples:\n"
        "  reader backup\n"
        "  reader backup ~/backups/              in that folder, made if it is not there\n"
        "  reader backup notes.zip --force       write over the one of yesterday\n",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file or a folder")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.add_argument(
        "--with-documents",
        action="store_true",
        help="also copy annotated documents that are outside the library",
    )
    library_option(parser)
    return parser


def restore_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader restore",
        "Take a backup into the library: documents that are missing are put back, annotations\n"
        "are merged. Nothing newer is overwritten; where both sides have changed the same note,\n"
        "both versions stay. FILE may also be one annotations file (.json): a snapshot, or one\n"
        "that was set aside in annotations/.quarantine/.",
        "examples:\n"
        "  reader restore reader-backup-2026-11-22-081530.zip --dry-run\n"
        "  reader restore reader-backup-2026-11-22-081530.zip\n"
        "  reader restore backup.zip --into ~/another-library\n",
    )
    parser.add_argument("file", metavar="FILE", help="a backup, or one annotations file")
    parser.add_argument("--into", metavar="DIR", help="the library to restore into")
    parser.add_argument("--dry-run", action="store_true", help="only say what would come")
    json_option(parser)
    library_option(parser)
    return parser


def where_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader where",
        "Print where everything is kept, how many files and how much.",
        'examples:\n  reader where\n  cd "$(reader where --json | jq -r .library.path)"\n',
    )
    json_option(parser)
    library_option(parser)
    return parser
