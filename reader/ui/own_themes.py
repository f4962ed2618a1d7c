"""The themes of a person: files in the folder ``themes`` beside the settings.

Each is a TOML text with the five colours of a theme, none of which must be there, and those of
highlights::

    dark = true
    background = "#1b1d21"
    foreground = "#d8d5cf"
    primary = "#7aa2d6"    # headings, links, what is selected
    accent = "#e0b050"     # search hits, keys
    panel = "#26292f"      # the header, the row of keys

    [highlights]
    yellow = "#e8c400"

What is missing is derived from the others, what cannot be read is drawn stronger; each wrong value
is told with its line. No file can keep the program from starting.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from reader import config
from reader.annotations.annotation import Colour
from reader.settings import flat, line_of
from reader.ui.styles import SIGN_CONTRAST, TEXT_CONTRAST, contrast, legible, pole

COLOURS = ("background", "foreground", "primary", "accent", "panel")
HIGHLIGHTS = tuple(f"highlights.{colour}" for colour in Colour)
KNOWN = ("name", "dark", *COLOURS, *HIGHLIGHTS)
# Of which the missing ones are taken: foreground, primary, accent.
_DARK = ("#1b1d21", "#d8d5cf", "#7aa2d6", "#e0b050")
_LIGHT = ("#fbfaf7", "#24262b", "#2b5f9e", "#9a5b00")


class Own(NamedTuple):
    """A theme of a person, and what is wrong with its file, in whole sentences."""

    theme: Theme
    problems: tuple[str, ...]


def path_of(name: str) -> Path:
    """The file of a theme."""
    return config.config_folder() / "themes" / f"{name}.toml"


def names() -> list[str]:
    """The names of the themes that have a file, sorted."""
    try:
        found = list((config.config_folder() / "themes").glob("*.toml"))
    except OSError:
        return []
    return sorted(path.stem for path in found)


def load(name: str) -> Own | None:
    """The theme of this name; None if it has no file."""
    file = path_of(name)
    if "/" in name or "\\" in name or name.startswith("."):
        return None
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        return parse("", name)._replace(problems=(f"themes/{file.name}: {why}",))
    return parse(text, name)


def parse(text: str, name: str) -> Own:
    """The theme that a TOML text gives."""
    import tomllib

    file = f"themes/{name}.toml"
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Own(_made({}, name, []), (f"{file}: {error}; nothing of it is used",))
    problems: list[str] = []
    good: dict[str, Any] = {}
    for key, value in flat(tables):
        wrong = _wrong(key, value)
        line = line_of(text, key)
        if wrong:
            problems.append(f"{file}{f', line {line}' if line else ''}: {wrong}")
        else:
            good[key] = value
    weak: list[str] = []
    theme = _made(good, name, weak)
    for key in weak:
        line = line_of(text, key)
        where = f"{file}, line {line}" if line else file
        problems.append(f"{where}: {key} and background are too much alike; it is drawn stronger")
    return Own(theme, tuple(problems))


def _wrong(key: str, value: object) -> str:
    """What is wrong with a line of a theme; nothing if it will do."""
    if key not in KNOWN:
        near = difflib.get_close_matches(key, KNOWN, 1, 0.6)
        hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(KNOWN[:7])}"
        return f"there is no “{key}” in a theme; {hint}"
    if key == "name":
        return "" if isinstance(value, str) else "name is a text, in quotes"
    if key == "dark":
        return "" if isinstance(value, bool) else "dark is true or false"
    if _colour(value) is None:
        return f'{key} cannot be “{value}”: it is a colour like "#1b1d21", in quotes'
    return ""


def _colour(value: object) -> Color | None:
    if not isinstance(value, str) or value.startswith(("ansi", "auto")):
        return None
    try:
        colour = Color.parse(value)
    except ColorParseError:
        return None
    return colour if colour.a == 1 and colour.ansi is None else None


def _made(given: dict[str, Any], name: str, weak: list[str]) -> Theme:
    """A theme of what is given; into ``weak`` go the names of colours that had to be changed."""
    colours = {key: found for key in COLOURS if (found := _colour(given.get(key)))}
    dark = given.get("dark")
    if dark is None:  # whichever of the two that are there allows
        if "background" in colours:
            dark = pole(colours["background"]).r == 255
        else:
            dark = "foreground" not in colours or pole(colours["foreground"]).r == 0
    base = [Color.parse(colour) for colour in (_DARK if dark else _LIGHT)]
    page = colours.get("background", base[0])

    def stronger(key: str, otherwise: Color, ratio: float) -> Color:
        wanted = colours.get(key, otherwise)
        found = legible(wanted, (page,), ratio)
        if key in colours and found != wanted:
            weak.append(key)
        return found

    ink = stronger("foreground", base[1], TEXT_CONTRAST)
    primary = stronger("primary", base[2], SIGN_CONTRAST)
    accent = stronger("accent", base[3], SIGN_CONTRAST)
    panel = colours.get("panel", page.blend(ink, 0.06))
    if contrast(ink, panel) < TEXT_CONTRAST:
        if "panel" in colours:
            weak.append("panel")
        panel = page
    return Theme(
        name=name,
        dark=bool(dark),
        background=page.hex,
        surface=page.hex,
        foreground=ink.hex,
        primary=primary.hex,
        secondary=primary.hex,
        accent=accent.hex,
        panel=panel.hex,
        variables={
            key.replace("highlights.", "highlight-"): colour.hex
            for key in HIGHLIGHTS
            if (colour := _colour(given.get(key)))
        },
    )
