"""The settings while the program runs: read again when the file changes, and each one applied."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from textual.theme import Theme

from reader import settings
from reader.errors import ReaderError
from reader.settings import THIS_DOCUMENT, Settings, Value
from reader.study.tempo import words_a_minute
from reader.ui import keys, own_themes, themes
from reader.ui.keymaps import keymap

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

Signature = tuple[int, int, int] | None


class Tuning:
    """What is set, and how it reaches the screens.

    ``settings`` are those of all documents; `of` gives those of one.
    """

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._path = settings.path()
        self.settings = settings.load(self._path)
        self.own_theme: Theme | None = None
        self.problems = self._take_keys_and_theme()
        self._seen = self._signatures()
        self._looks = settings.looks()
        self._lock = Lock()
        self._unwritten: dict[str, Value | None] = {}
        self._writing = False

    def of(self, identity: str) -> Settings:
        """The settings in the document with this id, which may be unknown yet. Who never chose a
        pace has the learned one."""
        known = self.settings
        if known.source("reading.pace") == settings.DEFAULT:
            pace = words_a_minute(self._app.tempo.factor)
            known = known.over({"reading.pace": pace}, settings.DEFAULT)
        return known.over(self._looks.get(identity, {}), THIS_DOCUMENT)

    def keep(self, identity: str, changed: Settings) -> None:
        """Keep what is set for one document alone, in a thread."""
        own: dict[str, Value] = {
            name: changed.values[name]
            for name in changed.values
            if changed.source(name) == THIS_DOCUMENT
        }
        self._looks[identity] = dict(own)
        self._app.run_worker(
            lambda: settings.keep_look(identity, own),
            thread=True,
            group="look",
            exit_on_error=False,
        )

    def set(self, name: str, value: Value | None) -> None:
        """Set a value for all documents: on the screen at once, in the file behind it."""
        if value is None:
            default = settings.BY_NAME[name].default
            self.settings = self.settings.over({name: default}, settings.DEFAULT)
        else:
            self.settings = self.settings.over({name: value}, self._path.name)
        # First, because what the file looked like when it was written includes that of the theme.
        self._apply()
        self._write(name, value)

    def set_keys(self, changed: Mapping[str, str | None]) -> None:
        """Give commands these keys, as the file has them; None: those of the table again."""
        known, sources = dict(self.settings.keys), dict(self.settings.sources)
        for name, text in changed.items():
            full = f"{settings.KEYS}.{name}"
            if text is None:
                known.pop(name, None)
                sources.pop(full, None)
            else:
                known[name], sources[full] = text, self._path.name
            self._write(full, text)
        self.settings = replace(self.settings, keys=known, sources=sources)
        self._apply()

    def set_filter(self, name: str, query: str) -> None:
        """Save a filter of the notebook."""
        known = {**self.settings.filters, name: query}
        self.settings = replace(self.settings, filters=known)
        self._write(f"{settings.FILTERS}.{name}", query)

    def drop(self, identity: str, name: str) -> None:
        """Let one document have in this what all have."""
        own = self._looks.get(identity, {})
        own.pop(name, None)
        self.keep(identity, settings.Settings().over(own, THIS_DOCUMENT))

    def _write(self, name: str, value: Value | None) -> None:
        """Write a value in a thread, one at a time: each is read, changed and written."""
        with self._lock:
            self._unwritten[name] = value
            begin, self._writing = not self._writing, True
        if begin:
            self._app.run_worker(
                self._write_all, thread=True, group="settings", exit_on_error=False
            )

    def _write_all(self) -> None:
        while True:
            with self._lock:
                if not self._unwritten:
                    self._seen = self._signatures()
                    self._writing = False
                    return
                name = next(iter(self._unwritten))
                value = self._unwritten.pop(name)
            try:
                settings.write(name, value, self._path)
            except ReaderError as error:
                self._app.call_from_thread(self._app.say, str(error))

    def watch(self) -> None:
        """Take in what was changed in the file."""
        if self._writing:
            return
        seen = self._signatures()
        if seen == self._seen:
            return
        self._seen = seen
        loaded = settings.load(self._path)
        if not loaded.understood:  # what was right before stays
            self._app.say(loaded.problems[0])
            return
        self.settings = loaded
        self._apply()
        self._app.say(told(self.problems) if self.problems else "The settings changed.")

    def _apply(self) -> None:
        self.problems = self._take_keys_and_theme()
        app = self._app
        app.take_theme()
        for screen in app.screen_stack:
            take: object = getattr(screen, "settings_changed", None)
            if callable(take):
                take()

    def _take_keys_and_theme(self) -> tuple[str, ...]:
        """Take over the keys and the theme; the problems of all."""
        found = keymap(self.settings)
        keys.use(found.keys)
        return (*self.settings.problems, *found.problems, *self._take_theme())

    def _take_theme(self) -> tuple[str, ...]:
        name = self.settings.text("screen.theme")
        self.own_theme = None
        if name == themes.AUTO or name in themes.NAMES:
            return ()
        own = own_themes.load(name)
        if own is None:
            near = difflib.get_close_matches(name, themes.names(), 1, 0.6)
            hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(themes.NAMES)}"
            where = self.settings.source("screen.theme")
            return (f"{where}: there is no theme “{name}”; {hint}",)
        self.own_theme = own.theme
        return own.problems

    def _signatures(self) -> tuple[Signature, Signature]:
        """By which one sees that the settings changed, or the theme in use, if it is a file."""
        own = self.own_theme
        return _signature(self._path), _signature(own_themes.path_of(own.name)) if own else None


def _signature(path: Path) -> Signature:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def told(problems: tuple[str, ...]) -> str:
    """Problems in one line: the first, and how many more there are."""
    more = len(problems) - 1
    return problems[0] + (f" (and {more} more: `reader config --show`)" if more > 0 else "")
