"""How keys are called: by Textual, and by the person."""

from __future__ import annotations

_SHOWN = {
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "dollar_sign": "$",
    "percent_sign": "%",
    "full_stop": ".",
    "slash": "/",
    "backslash": "\\",
    "colon": ":",
    "apostrophe": "'",
    "asterisk": "*",
    "plus": "+",
    "minus": "-",
    "less_than_sign": "<",
    "number_sign": "#",
    "greater_than_sign": ">",
    "question_mark": "?",
    "comma": ",",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}

# Keys by what a person calls them.
NAMES = {shown: name for name, shown in _SHOWN.items()} | {
    "PageUp": "pageup",
    "PageDown": "pagedown",
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    " ": "space",
    "@": "at",
    "_": "underscore",
}

# The keys that type no character.
SPECIAL = (
    {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "enter"}
    | {"escape", "backspace", "delete", "insert"}
    | {f"f{number}" for number in range(1, 25)}
)


def is_typed(key: str) -> bool:
    """Whether a key types a character."""
    modifiers, _, last = key.rpartition("+")
    return modifiers in ("", "shift") and last not in SPECIAL


def shown(key: str) -> str:
    """A Textual key name as a person knows it."""
    modifiers, plus, last = key.rpartition("+")
    return f"{modifiers}{plus}{_SHOWN.get(last, last)}"
