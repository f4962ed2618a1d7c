"""From the settings to how the text of one screen is set; dictionaries are read behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader import extras
from reader.documents.typography import Typography
from reader.text.hyphenation import NoDictionariesError, dictionary
from reader.text.language import language_of
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.settings import Settings
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.widgets.reading_view import ReadingView


def set_text(view: ReadingView, settings: Settings, language: str | None) -> None:
    """Set the text of a view as the settings say; ``language`` is that of its words, None while its
    dictionary is not known."""
    view.measure = settings.number("reading.width")
    view.margin = settings.number("reading.margin")
    view.columns = settings.text("reading.columns")
    view.typeset(
        Typography(
            view.measure,
            settings.text("reading.paragraphs"),
            settings.flag("reading.justify"),
            settings.flag("reading.hyphenate") and language is not None,
            language or "",
        )
    )


class Typesetting:
    """How the text of a screen is set."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._language: str | None = None  # known as soon as its dictionary is there
        self._told = False
        self.preparing = False  # whether a dictionary is being read

    def apply(self) -> None:
        """Set the text as the settings of the screen say."""
        screen, view = self._screen, self._screen.view
        settings = screen.settings
        view.focus_line.mode = settings.text("reading.focus")
        view.focus_line.ruler = settings.flag("reading.ruler")
        set_text(view, settings, self._language)
        if settings.flag("reading.hyphenate") and self._language is None and not self.preparing:
            self.preparing = True
            screen.run_worker(
                partial(self._prepare, screen.app), thread=True, group="hyphenation", exclusive=True
            )

    def _prepare(self, app: ReaderApp) -> None:
        """In a thread: read the dictionary of the language, which may take half a second."""
        screen, document = self._screen, self._screen.document
        language = language_of(document.metadata.language, document.text)
        try:
            dictionary(language)
        except NoDictionariesError:
            command = extras.install("hyphenation")
            tell(app, screen, self._prepared, "", f"Hyphenation needs `{command}`.")
        else:
            tell(app, screen, self._prepared, language, "")

    def _prepared(self, language: str, problem: str) -> None:
        self._language = language
        self.preparing = False
        if problem and not self._told:
            self._told = True
            self._screen.say(problem)
        self.apply()
        self._screen.app.hand_over.end()
