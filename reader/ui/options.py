"""What the screen of settings lists, and how a value is stepped through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.settings import BY_NAME, DEFAULT, SETTINGS, THIS_DOCUMENT, Setting, Settings, Value
from reader.ui.command import Command
from reader.ui.key_names import is_typed, shown
from reader.ui.keymaps import keymap
from reader.ui.keys import BY_NAME as COMMANDS
from reader.ui.keys import GROUPS, keys_of

TABLES = {"reading": "Reading", "screen": "Screen", "keys": "Keys", "library": "Library"}


class Item(NamedTuple):
    """A line of the list: a problem, a title, a setting or a command, by its name."""

    kind: str
    name: str


def items(problems: Sequence[str], words: str = "") -> list[Item]:
    """What to list: the problems, the settings by table, the commands by group.

    With ``words``, only the settings and commands in which all of them appear.
    """
    wanted = words.casefold().split()
    found = [] if wanted else [Item("problem", problem) for problem in problems]

    def those(title: str, kind: str, texts: Iterable[tuple[str, str]]) -> None:
        kept = [
            Item(kind, name) for name, text in texts if all(w in text.casefold() for w in wanted)
        ]
        if kept:
            found.append(Item("title", title))
            found.extend(kept)

    tables = dict.fromkeys(setting.name.partition(".")[0] for setting in SETTINGS)
    for table in tables:
        of_table = [setting for setting in SETTINGS if setting.name.startswith(f"{table}.")]
        title = TABLES.get(table, table.capitalize())
        those(title, "setting", ((s.name, f"{s.name} {s.help}") for s in of_table))
    for group, commands in GROUPS:
        texts = [(c.name, f"keys {words_of(c)} {keys_of(c)} {c.help}") for c in commands]
        those(f"Keys: {group}", "key", texts)
    return found


def words_of(thing: Setting | Command) -> str:
    """The name of a setting or a command as words."""
    return thing.name.rpartition(".")[2].replace("_", " ").capitalize()


def value_words(setting: Setting, value: Value) -> str:
    """A value as it is shown."""
    if isinstance(value, bool):
        return "● on" if value else "○ off"
    unit = UNITS.get(setting.name, "")
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}".strip()


UNITS = {"reading.width": "cells", "reading.margin": "cells", "reading.pace": "words a minute"}


def source_words(setting: Setting, settings: Settings) -> str:
    """Where a value comes from; nothing for a default."""
    source = settings.source(setting.name)
    return "" if source == DEFAULT else source


def limits(setting: Setting, choices: Sequence[str]) -> str:
    """What the value may be."""
    if isinstance(setting.default, bool):
        return "on or off"
    if isinstance(setting.default, int):
        return f"{setting.low} to {setting.high}, default {setting.default}"
    return f"{', '.join(choices)}; default {setting.default}" if choices else ""


def stepped(setting: Setting, value: Value, choices: Sequence[str], step: int) -> Value:
    """The value ``step`` further on: numbers stay within their limits, choices go round."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        span = setting.high - setting.low
        unit = 1 if span <= 20 else 2 if span <= 200 else 10
        return max(setting.low, min(setting.high, value + step * unit))
    if not choices:
        return value
    at = choices.index(value) if value in choices else -step
    return choices[(at + step) % len(choices)]


def number(setting: Setting, text: str) -> int | str:
    """The number that a person typed, or what is wrong with it."""
    typed = text.strip()
    value = int(typed) if typed.lstrip("-").isdecimal() else None
    wrong = setting.wrong(value)
    return wrong if value is None or wrong else value


# --- keys ---------------------------------------------------------------------------------------


class NewKey(NamedTuple):
    """What comes of giving a command another key: what is to be written, by the names of
    commands, and which command loses the key."""

    changed: Mapping[str, str]
    rival: Command | None


def new_key(settings: Settings, name: str, key: str) -> NewKey:
    """Give a command a key in place of its first one; the others stay."""
    command = COMMANDS[name]
    now = keymap(settings).keys
    rest = [other for other in now[name].split(",")[1:] if other != key]
    changed = {name: written([key, *rest])}
    places = set(command.places)
    rivals = [
        other
        for other in COMMANDS.values()
        if other is not command and places & set(other.places) and key in now[other.name].split(",")
    ]
    for other in rivals:
        if other.name in settings.keys:  # what a person gave stays until it is taken
            left = [one for one in now[other.name].split(",") if one != key]
            changed[other.name] = written(left)
    return NewKey(changed, rivals[0] if rivals else None)


def written(keys: Iterable[str]) -> str:
    """Keys as they stand in the file of the settings: characters as they are."""
    names = [key for key in keys if key]
    if names == ["comma"]:
        return ","
    return " ".join(
        shown(key) if is_typed(key) and key not in ("comma", "space") else key for key in names
    )


def choices_of(name: str, theme_names: Sequence[str]) -> Sequence[str]:
    """The words that a setting may be."""
    if name == "screen.theme":
        return ("auto", *theme_names)
    return BY_NAME[name].choices


def own(setting: Setting, settings: Settings) -> bool:
    """Whether a value is that of the document on the screen alone."""
    return settings.source(setting.name) == THIS_DOCUMENT
