"""Which keys the commands have: the table's own, those of a ready-made map, those of the person.

A person's key wins: a command that had it in one of the same places loses it.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.settings import Settings
from reader.ui.command import Command
from reader.ui.key_names import NAMES, SPECIAL
from reader.ui.keys import BY_NAME, COMMANDS

# What each ready-made map has otherwise than the table. An empty text: the command has no key.
MAPS: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "vim": {
        "page_down": "ctrl+f,space,pagedown",
        "page_up": "ctrl+b,b,pageup",
        "caret_page_up": "ctrl+b,pageup",
        "line_down": "j,ctrl+e,down",
        "line_up": "k,ctrl+y,up",
        "jump_back": "ctrl+o,alt+left",
        "redo": "ctrl+r,U",
        "review": "alt+r",
        "search_list": "ctrl+g",
        "library": "ctrl+l",
    },
    "less": {
        "page_down": "space,f,ctrl+f,pagedown",
        "page_up": "b,ctrl+b,pageup",
        "caret_page_up": "ctrl+b,pageup",
        "half_page_down": "d,ctrl+d",
        "half_page_up": "u,ctrl+u",
        "line_down": "j,e,ctrl+e,down",
        "line_up": "k,y,ctrl+y,up",
        "top": "g,less_than_sign,home",
        "bottom": "G,greater_than_sign,end",
        "narrower": "",
        "wider": "",
        "word_end": "w",
        "word_next": "W",
        "pick": "s",
        "learn": "S",
        "auto_scroll": "ctrl+s",
        "undo": "ctrl+z,z",
        "redo": "Z",
        "focus_mode": "F",
        "follow": "O",
        "suspend": "",
        "copy": "Y",
        "export": "E",
        "import_notes": "M",
        "help": "h,f1",
        "left": "left",
        "fold": "left",
        "search_list": "ctrl+g",
    },
    "arrows": {
        "line_down": "down",
        "line_up": "up",
        "page_down": "pagedown,space",
        "page_up": "pageup",
        "half_page_down": "ctrl+down",
        "half_page_up": "ctrl+up",
        "top": "home,ctrl+home",
        "bottom": "end,ctrl+end",
        "caret_top": "ctrl+home",
        "caret_bottom": "ctrl+end",
        "left": "left",
        "right": "right",
        "fold": "left",
        "unfold": "right",
        "word_next": "ctrl+right",
        "word_previous": "ctrl+left",
        "line_start": "home",
        "line_end": "end",
        "help": "f1,question_mark",
        "search_next": "f3,n",
        "search_previous": "shift+f3,N",
    },
}


class Keymap(NamedTuple):
    """The keys of every command by its name, Textual's names with commas between, and what is
    wrong with those that were asked for, in whole sentences."""

    keys: Mapping[str, str]
    problems: tuple[str, ...]


def keymap(settings: Settings) -> Keymap:
    """The keys that these settings ask for."""
    problems: list[str] = []
    keys = {command.name: command.keys.split(",") for command in COMMANDS}
    ready = MAPS[settings.text("keys.map")]
    _lay_over(keys, {name: text for name, text in ready.items() if name in keys})
    wanted: dict[str, str] = {}
    for name, text in settings.keys.items():
        where = settings.source(f"keys.{name}")
        if name not in BY_NAME:
            near = difflib.get_close_matches(name, BY_NAME, 1, 0.6)
            hint = f"; did you mean “{near[0]}”?" if near else "; `reader keys` lists them"
            problems.append(f"{where}: there is no command “{name}”{hint}")
            continue
        wrong = [word for word in _words(text) if not is_key(normal(word))]
        if wrong:
            problems.append(f"{where}: “{wrong[0]}” is no key; like ctrl+x, alt+left, f5, space, ß")
            continue
        wanted[name] = text
    problems += _doubles(wanted, settings)
    _lay_over(keys, wanted)
    problems += (
        f"{settings.source(f'keys.{thief}')}: “{name}” has no key any more"
        for name, thief in _robbed(keys, wanted)
    )
    return Keymap({name: ",".join(its) for name, its in keys.items()}, tuple(problems))


def normal(key: str) -> str:
    """A key as Textual names it: a character by its name, modifiers before it."""
    modifiers, plus, last = key.strip().rpartition("+")
    if not last and plus and (not modifiers or modifiers.endswith("+")):  # the plus key itself
        modifiers, last = modifiers.removesuffix("+"), "+"
    if len(last) == 1 and not last.isalnum():
        last = NAMES.get(last) or _name_of(last)
    else:
        last = NAMES.get(last, last)
    return f"{modifiers.lower()}+{last}" if modifiers else last


def is_key(key: str) -> bool:
    """Whether this is the name of a key that a terminal may send."""
    *modifiers, last = key.split("+")
    if not set(modifiers) <= {"ctrl", "shift", "alt", "super"}:
        return False
    return (
        len(last) == 1
        or last in SPECIAL
        or last == "space"
        or last in NAMES.values()
        or last in _spelled()
    )


def _spelled() -> set[str]:
    return {_name_of(chr(code)) for code in range(33, 127) if not chr(code).isalnum()}


def _name_of(character: str) -> str:
    return unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")


def _words(text: str) -> list[str]:
    """The keys of a text: between commas or spaces; a lone comma is a key."""
    if text.strip() == ",":
        return [","]
    return text.replace(",", " ").split()


def _lay_over(keys: dict[str, list[str]], wanted: Mapping[str, str]) -> None:
    """Give commands other keys, and take these from the commands in the same places."""
    for name, text in wanted.items():
        keys[name] = [normal(word) for word in _words(text)]
    for name in wanted:
        for other in _rivals(BY_NAME[name]):
            if other.name not in wanted:
                keys[other.name] = [key for key in keys[other.name] if key not in keys[name]]


def _rivals(command: Command) -> Iterable[Command]:
    places = set(command.places)
    return (c for c in COMMANDS if c is not command and places & set(c.places))


def _doubles(wanted: dict[str, str], settings: Settings) -> list[str]:
    """Where two commands of one place are given the same key, the second one goes without it."""
    problems = []
    for name in list(wanted):
        mine = {normal(word) for word in _words(wanted[name])}
        for other in _rivals(BY_NAME[name]):
            if other.name not in wanted or list(wanted).index(other.name) > list(wanted).index(
                name
            ):
                continue
            shared = mine & {normal(word) for word in _words(wanted[other.name])}
            if shared:
                key = next(iter(sorted(shared)))
                problems.append(
                    f"{settings.source(f'keys.{name}')}: {key} is “{other.name}” already; "
                    f"“{name}” goes without it"
                )
                left = [w for w in _words(wanted[name]) if normal(w) not in shared]
                wanted[name] = ",".join(left)
                mine -= shared
    return problems


def _robbed(keys: Mapping[str, list[str]], wanted: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Commands that lost their last key to one that the person gave a key, and to which."""
    for command in COMMANDS:
        if not keys[command.name] and command.name not in wanted:
            lost = set(command.keys.split(","))
            for thief in wanted:
                if lost & set(keys[thief]) and set(BY_NAME[thief].places) & set(command.places):
                    yield command.name, thief
                    break
