"""The settings: one table of what can be set, one TOML file, and where each value comes from.

The file is ``settings.toml`` in the configuration folder. A name has two parts: ``reading.width``
is ``width`` in the table ``[reading]``. What a person changes for one document only is kept apart,
in ``looks.json`` of the state folder, by the id of the document.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from reader import config
from reader.errors import StorageError
from reader.study.days import BEGINS

Value = bool | int | str

# Sources of values; the others are lines of the file.
DEFAULT = "default"
THIS_DOCUMENT = "this document"
NOT_CHANGED = "the settings stay as they were"
KEYS = "keys"  # the table of the key map; what stands in it, the screen knows
FILTERS = "filters"  # the table of the saved filters of the notebook, queries by their names


class Setting(NamedTuple):
    """Something that can be set.

    ``choices`` are the words that a text may be, none if any will do; ``low`` and ``high`` the
    limits of a number. ``own`` settings can be another one in each document. ``check`` says what is
    wrong with a text.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    own: bool = False
    check: Callable[[str], str] | None = None

    def wrong(self, value: object) -> str:
        """What is wrong with a value, as the end of a sentence; nothing if it will do."""
        if isinstance(self.default, bool):
            return "" if isinstance(value, bool) else "it is true or false"
        if isinstance(self.default, int):
            if isinstance(value, int) and not isinstance(value, bool):
                return "" if self.low <= value <= self.high else self._range
            return self._range
        if not isinstance(value, str):
            return "it is a text, in quotes"
        if self.choices and value not in self.choices:
            near = difflib.get_close_matches(value, self.choices, 1, 0.6)
            return f"it is one of {', '.join(self.choices)}" + (
                f"; did you mean “{near[0]}”?" if near else ""
            )
        return self.check(value) if self.check else ""

    @property
    def _range(self) -> str:
        return f"it is a whole number from {self.low} to {self.high}"


def _wrong_folder(text: str) -> str:
    absolute = not text or Path(text).expanduser().is_absolute()
    return "" if absolute and "\0" not in text else "it is a whole path, like ~/notes/reading"


def _wrong_name(text: str) -> str:
    from reader.export_names import wrong_template

    return wrong_template(text)


def _wrong_index(text: str) -> str:
    from reader.export_names import wrong_path

    if not text:
        return ""
    return wrong_path(text) or ("" if text.endswith(".md") else "its name ends in .md")


def _wrong_rhythm(text: str) -> str:
    from reader.study.session import wrong_rhythm

    return wrong_rhythm(text)


SETTINGS = (
    Setting("reading.width", 72, "Width of the text column, in cells", low=30, high=160, own=True),
    Setting(
        "reading.margin", 1, "Cells kept free on both sides of the text", low=0, high=20, own=True
    ),
    Setting(
        "reading.paragraphs",
        "space",
        "An empty row between paragraphs, or their first line indented, or both",
        ("space", "indent", "both"),
        own=True,
    ),
    Setting("reading.justify", False, "Both edges of the text straight", own=True),
    Setting("reading.hyphenate", False, "Hyphenate words at the end of a line", own=True),
    Setting(
        "reading.columns",
        "one",
        "Columns of text side by side; auto: two where the terminal is wide enough",
        ("one", "two", "auto"),
        own=True,
    ),
    Setting(
        "reading.focus",
        "none",
        "Dim all but the line, or the paragraph, that is being read",
        ("none", "line", "paragraph"),
        own=True,
    ),
    Setting("reading.ruler", False, "Underline the line that is being read", own=True),
    Setting(
        "reading.pace", 240, "Words a minute when the text scrolls by itself", low=20, high=2000,
        own=True,
    ),
    Setting(
        "reading.notes",
        "beside",
        "Notes in the pane, or below their paragraph",
        ("beside", "inline"),
        own=True,
    ),
    Setting("reading.follow", True, "Show a document anew when its file changes"),
    Setting("screen.theme", "auto", "Theme; auto: dark, or the terminal's own sixteen colours"),
    Setting("screen.hints", True, "The row of keys at the bottom"),
    Setting("screen.title", True, "Name the document in the title of the terminal's window"),
    Setting("screen.instant", True, "Show the last screen at once, before the program is loaded"),
    Setting(
        "screen.pictures",
        "auto",
        "How pictures are shown; auto: in pixels where the terminal is known to, else in blocks",
        ("auto", "kitty", "iterm2", "sixel", "blocks"),
    ),
    Setting("library.index", True, "Read new texts behind, for the search over all of them"),
    Setting(
        "export.removed",
        "strike",
        "Deleted passages in a file that is exported again: struck through at its end, or dropped",
        ("strike", "drop"),
    ),
    Setting("export.links", True, "With each exported passage a link that opens it in Reader"),
    Setting(
        "export.auto",
        "off",
        "Annotations are exported by themselves: when you stop reading, or at every change",
        ("off", "stop", "change"),
    ),
    Setting(
        "export.folder",
        "",
        "The folder of these exports; nothing: “exports” in the library",
        check=_wrong_folder,
    ),
    Setting(
        "export.name",
        "{title}",
        "Names of their files, of {title}, {author}, {year}, {id}; a slash is a folder",
        check=_wrong_name,
    ),
    Setting(
        "export.index",
        "",
        "A file in their folder that lists them all, like index.md; nothing: none",
        check=_wrong_index,
    ),
    Setting(
        "study.retention", 90, "Percent of the cards that you want to know when they are asked",
        low=70, high=99,
    ),
    Setting("study.new_a_day", 20, "New cards that are asked in a day", low=0, high=9999),
    Setting("study.day_begins", BEGINS, "The hour at which a day of study begins", low=0, high=23),
    Setting(
        "study.leech", 8, "Times that a card is forgotten until it is told to be a leech; 0: never",
        low=0, high=99,
    ),
    Setting(
        "study.pomodoro",
        "",
        "Minutes of work and of break in a study session, like 25/5; nothing: no rhythm",
        check=_wrong_rhythm,
    ),
    Setting("study.automatic", False, "A study session begins whenever a document is opened"),
    Setting("study.bell", False, "The terminal rings where work ends and where the break does"),
    Setting("keys.map", "default", "Ready-made keys", ("default", "vim", "less", "arrows")),
)  # fmt: skip
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}
_DEFAULTS: Mapping[str, Value] = {setting.name: setting.default for setting in SETTINGS}


@dataclass(frozen=True)
class Settings:
    """Values by name, and ``sources``: where each one that is not a default comes from.

    ``keys`` are the keys of commands as the file gives them, by the command's name, ``filters`` the
    saved filters of the notebook, queries by name. ``problems``
    are whole sentences, each about one line of the file. ``understood`` is False where the file is
    no TOML, or cannot be read.
    """

    values: Mapping[str, Value] = field(default_factory=lambda: _DEFAULTS)
    sources: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    understood: bool = True

    def flag(self, name: str) -> bool:
        """The value of a setting that is true or false."""
        return bool(self.values[name])

    def number(self, name: str) -> int:
        """The value of a setting that is a number."""
        value = self.values[name]
        return value if isinstance(value, int) else 0

    def text(self, name: str) -> str:
        """The value of a setting that is a text."""
        return str(self.values[name])

    def source(self, name: str) -> str:
        """Where a value comes from: "default", a line of the file, "this document"."""
        return self.sources.get(name, DEFAULT)

    def over(self, values: Mapping[str, object], source: str) -> Settings:
        """These settings with other values on top; those that are not understood are passed by."""
        good = {
            name: value
            for name, value in values.items()
            if name in BY_NAME and isinstance(value, Value) and not BY_NAME[name].wrong(value)
        }
        return replace(
            self,
            values={**self.values, **good},
            sources={**self.sources, **dict.fromkeys(good, source)},
        )


def path() -> Path:
    """The file of the settings, whether it is there or not."""
    return config.config_folder() / "settings.toml"


def load(file: Path | None = None) -> Settings:
    """The settings of a file, which need not be there; nothing in it can make this fail."""
    file = file or path()
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        return Settings(problems=(f"{file}: {why}; nothing of it is used",), understood=False)
    return parse(text, str(file.name))


def parse(text: str, name: str = "settings.toml") -> Settings:
    """The settings that a TOML text gives; ``name`` is what problems call it."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = f"{name}: {error}; nothing of the file is used"
        return Settings(problems=(problem,), understood=False)
    values: dict[str, object] = {}
    sources: dict[str, str] = {}
    keys: dict[str, str] = {}
    filters: dict[str, str] = {}
    problems: list[str] = []
    for full, value in flat(tables):
        line = line_of(text, full)
        where = f"{name}, line {line}" if line else name
        setting = BY_NAME.get(full)
        if setting is not None:
            wrong = setting.wrong(value)
            if wrong:
                problems.append(f"{where}: {full} cannot be {_shown(value)}: {wrong}")
            else:
                values[full], sources[full] = value, where
        elif full.startswith(f"{KEYS}."):
            command = full.removeprefix(f"{KEYS}.")
            if _is_keys(value):
                keys[command] = value if isinstance(value, str) else ",".join(value)
                sources[full] = where
            else:
                problems.append(f"{where}: the keys of {command} are a text, or a list of texts")
        elif full.startswith(f"{FILTERS}."):
            if isinstance(value, str):
                filters[full.removeprefix(f"{FILTERS}.")] = value
            else:
                problems.append(f"{where}: {full} is a query, a text in quotes")
        else:
            near = difflib.get_close_matches(full, BY_NAME, 1, 0.6)
            hint = f"; did you mean “{near[0]}”?" if near else "; `reader config --show` lists all"
            problems.append(f"{where}: there is no setting “{full}”{hint}")
    settings = Settings().over(values, "")
    return replace(settings, sources=sources, keys=keys, filters=filters, problems=tuple(problems))


def write(name: str, value: Value | None, file: Path | None = None) -> None:
    """Set a value in the file, whose other lines stay as they are; None takes it out.

    Raises StorageError if the file cannot be read, understood or written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from reader.annotations.files import make_folder, refusal, replace_file

    file = (file or path()).resolve()  # a link, as dotfiles are, stays one
    table, _, key = name.partition(".")
    try:
        document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
        if value is not None:
            if table not in document:
                document.add(table, tomlkit.table())
            document[table][key] = value
        elif table in document and key in document[table]:
            document[table].remove(key)
    except (TOMLKitError, OSError, UnicodeDecodeError, TypeError) as error:
        raise StorageError(f"{file}: {error}; {NOT_CHANGED}") from None
    try:
        make_folder(file.parent)
    except OSError as error:
        raise refusal(error, file, NOT_CHANGED) from None
    replace_file(file, tomlkit.dumps(document).encode())


def looks(file: Path | None = None) -> dict[str, dict[str, Any]]:
    """What was set for single documents, by their ids; empty if there is nothing usable."""
    from reader.annotations.files import read_json

    try:
        kept = read_json(file or _looks_path()) or {}
    except StorageError:
        return {}
    return {key: value for key, value in kept.items() if isinstance(value, dict)}


def keep_look(identity: str, values: Mapping[str, Value]) -> None:
    """Keep what is set for one document; without values, forget it. A failure is no reason to
    stop reading."""
    from reader.annotations.files import write_json_atomically

    kept = looks()
    if values:
        kept[identity] = dict(values)
    else:
        kept.pop(identity, None)
    try:
        write_json_atomically(_looks_path(), kept)
    except StorageError:
        return


def _looks_path() -> Path:
    return config.state_folder() / "looks.json"


def flat(tables: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """The values of TOML tables under their full names, like "reading.width"."""
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _is_keys(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(key, str) for key in value)
    return isinstance(value, str)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)


def line_of(text: str, name: str) -> int:
    """The line, from 1, where a name is given its value; 0 if it cannot be told."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
        if header:
            table = header[1].replace(" ", "").replace('"', "") + "."
        key = re.match(r"""\s*([\w.\-"' ]+?)\s*=""", line)
        if key and table + re.sub(r"[\"' ]", "", key[1]) == name:
            return number
    return 0
