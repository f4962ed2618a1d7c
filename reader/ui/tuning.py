"""The settings while the program runs: read again when the file changes, and each one applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import settings
from reader.errors import ReaderError
from reader.settings import THIS_DOCUMENT, Settings, Value
from reader.ui import keys
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
        self._seen = self._signature()
        self.settings = settings.load(self._path)
        self.problems = self._take_keys()
        self._looks = settings.looks()

    def of(self, identity: str) -> Settings:
        """The settings in the document with this id, which may be unknown yet."""
        return self.settings.over(self._looks.get(identity, {}), THIS_DOCUMENT)

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
            value = settings.BY_NAME[name].default
            self.settings = self.settings.over({name: value}, settings.DEFAULT)
            self._write(name, None)
        else:
            self.settings = self.settings.over({name: value}, self._path.name)
            self._write(name, value)
        self._apply()

    def _write(self, name: str, value: Value | None) -> None:
        def work() -> None:
            try:
                settings.write(name, value, self._path)
            except ReaderError as error:
                self._app.call_from_thread(self._app.say, str(error))
            else:
                self._seen = self._signature()

        self._app.run_worker(work, thread=True, group="settings", exit_on_error=False)

    def watch(self) -> None:
        """Take in what was changed in the file."""
        seen = self._signature()
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
        self.problems = self._take_keys()
        app = self._app
        app.take_theme()
        for screen in app.screen_stack:
            take: object = getattr(screen, "settings_changed", None)
            if callable(take):
                take()

    def _take_keys(self) -> tuple[str, ...]:
        found = keymap(self.settings)
        keys.use(found.keys)
        return (*self.settings.problems, *found.problems)

    def _signature(self) -> Signature:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino


def told(problems: tuple[str, ...]) -> str:
    """Problems in one line: the first, and how many more there are."""
    more = len(problems) - 1
    return problems[0] + (f" (and {more} more: `reader config --show`)" if more > 0 else "")
