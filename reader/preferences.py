"""The commands of the shell for what a person sets: config and keys."""

from __future__ import annotations

import argparse
import difflib
import json
import sys

from reader import settings
from reader.errors import UsageError
from reader.settings import BY_NAME, SETTINGS, Setting, Settings, Value
from reader.settings_file import edit


def config(arguments: argparse.Namespace) -> int:
    """Show, change or edit the settings."""
    if arguments.unset:
        settings.write(_known(arguments.unset).name, None)
        return 0
    if arguments.edit:
        return edit(settings.path()) or _tell_problems(settings.load())
    if arguments.name is None and not arguments.show and not arguments.json:
        print(settings.path())
        return 0
    if arguments.value is not None:
        setting = _known(arguments.name)
        settings.write(setting.name, _parsed(setting, arguments.value))
        return 0
    loaded = settings.load()
    if arguments.name is not None:
        value = loaded.values[_known(arguments.name).name]
        print(json.dumps(value) if arguments.json else _shown(value))
    elif arguments.json:
        print(json.dumps({"path": str(settings.path()), "settings": _records(loaded)}, indent=2))
    else:
        _show(loaded)
    return _tell_problems(loaded)


def keys(arguments: argparse.Namespace) -> int:
    """Print the keys of every command."""
    from reader.ui.key_places import PLACE_NAMES
    from reader.ui.keymaps import keymap
    from reader.ui.keys import GROUPS, in_place, keys_of, use

    loaded = settings.load()
    if arguments.map:
        loaded = loaded.over({"keys.map": arguments.map}, "--map")
    found = keymap(loaded)
    use(found.keys)
    if arguments.json:
        commands = [
            {
                "name": command.name,
                "keys": [key for key in found.keys[command.name].split(",") if key],
                "places": command.places,
                "help": command.help,
            }
            for _, group in GROUPS
            for command in group
        ]
        print(json.dumps({"map": loaded.text("keys.map"), "commands": commands}, indent=2))
    else:
        for place, title in PLACE_NAMES.items():
            rows = [
                (keys_of(command) or "-", command.name, command.help) for command in in_place(place)
            ]
            widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
            print(f"{title}\n")
            for key, name, text in rows:
                print(f"  {key:<{widths[0]}}  {name:<{widths[1]}}  {text}")
            print()
    for problem in found.problems:
        print(f"reader: {problem}", file=sys.stderr)
    return 1 if found.problems else 0


def _known(name: str) -> Setting:
    setting = BY_NAME.get(name)
    if setting is None:
        near = difflib.get_close_matches(name, BY_NAME, 1, 0.5)
        hint = f"did you mean “{near[0]}”?" if near else "`reader config --show` lists them"
        raise UsageError(f"there is no setting “{name}”; {hint}")
    return setting


def _parsed(setting: Setting, word: str) -> Value:
    """What a person typed, as a value of this setting."""
    value: Value = word
    if isinstance(setting.default, bool):
        value = {
            "true": True,
            "on": True,
            "yes": True,
            "false": False,
            "off": False,
            "no": False,
        }.get(word.lower(), word)
    elif isinstance(setting.default, int):
        value = int(word) if word.lstrip("-").isdecimal() else word
    wrong = setting.wrong(value) or _wrong_theme(setting, word)
    if wrong:
        raise UsageError(f"{setting.name} cannot be “{word}”: {wrong}")
    return value


def _wrong_theme(setting: Setting, word: str) -> str:
    """What is wrong with the name of a theme, as `Setting.wrong` says it: which themes there are
    is known here, where those of the person are looked for."""
    if setting.name != "screen.theme":
        return ""
    from reader.ui import themes

    there = (themes.AUTO, *themes.names())
    return setting._replace(choices=there).wrong(word)


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _records(loaded: Settings) -> dict[str, dict[str, object]]:
    return {
        setting.name: {
            "value": loaded.values[setting.name],
            "default": setting.default,
            "source": loaded.source(setting.name),
            "help": setting.help,
        }
        for setting in SETTINGS
    }


def _show(loaded: Settings) -> None:
    rows = [
        (setting.name, _shown(loaded.values[setting.name]), loaded.source(setting.name), setting)
        for setting in SETTINGS
    ]
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    print(f"# {settings.path()}\n")
    table = ""
    for name, value, source, setting in rows:
        if table != (table := name.partition(".")[0]) and rows[0][0] != name:
            print()
        print(
            f"{name:<{widths[0]}}  {value:<{widths[1]}}  {source:<{widths[2]}}  {setting.help}"
            + (f" ({', '.join(setting.choices)})" if setting.choices else "")
        )
    for name, text in loaded.keys.items():
        print(f"keys.{name} = {text}  {loaded.source(f'keys.{name}')}")


def _tell_problems(loaded: Settings) -> int:
    for problem in loaded.problems:
        print(f"reader: {problem}", file=sys.stderr)
    return 1 if loaded.problems else 0
