"""The parsers of what a person sets."""

from __future__ import annotations

import argparse

from reader.parsers.common import json_option, new_parser


def config_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader config",
        "Print where the settings are kept; show, change or edit them. A running Reader takes\n"
        "changes in at once.",
        "examples:\n"
        "  reader config                         the path of the file\n"
        "  reader config --show                  every setting, its value, where it comes from\n"
        "  reader config reading.width           one value\n"
        "  reader config reading.width 66        set it\n"
        "  reader config --unset reading.width   back to the default\n"
        "  reader config --edit                  in $VISUAL or $EDITOR\n\n"
        "The file is TOML:\n\n"
        "  [reading]\n"
        "  width = 66\n"
        "  justify = true\n\n"
        "  [keys]\n"
        '  map = "less"                # default, vim, less, arrows\n'
        '  annotate = ["a", "ctrl+a"]  # by the name of the command: see `reader keys`\n',
    )
    parser.add_argument("name", nargs="?", metavar="SETTING", help="a setting, like reading.width")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="what it is to be")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--show", action="store_true", help="list all settings")
    mode.add_argument("--edit", action="store_true", help="edit the file")
    mode.add_argument("--unset", metavar="SETTING", help="take a setting out of the file")
    json_option(parser)
    return parser


def keys_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader keys",
        "Print the keys of every command, by place, as they are with your settings. The names are\n"
        "what stands in the table [keys] of the settings (see `reader config --help`).",
        "examples:\n"
        "  reader keys | less\n"
        "  reader keys --map less                what a ready-made map would give\n"
        "  reader keys --json | jq '.commands[] | select(.name == \"annotate\")'\n",
    )
    parser.add_argument(
        "--map", choices=("default", "vim", "less", "arrows"), help="as with this map"
    )
    json_option(parser)
    return parser
