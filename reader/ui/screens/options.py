"""The settings, made from their schema: each is changed at once, on the screen and in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Vertical

from reader.settings import BY_NAME, DEFAULT, Setting, Settings, Value, path
from reader.ui import key_places, options, themes
from reader.ui.commands import bindings
from reader.ui.key_names import shown
from reader.ui.keymaps import is_key
from reader.ui.keys import BY_NAME as COMMANDS
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.chrome import HintRow, Prompt
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.options_pane import OptionHelp, OptionsPane

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen


BESIDE = 100  # cells from which on the text can be seen beside it


class OptionsScreen(PlaceScreen[None]):
    """``reading`` is the screen of the document that is open, the settings of which are shown."""

    app: ReaderApp
    PLACE = key_places.OPTIONS
    ALLOW_SELECT = False
    AUTO_FOCUS = "#options"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.OPTIONS)]
    DEFAULT_CSS = """
    OptionsScreen { align: right top; background: $background 0%; }
    OptionsScreen > Vertical { width: 100%; height: 1fr; }
    OptionsScreen > #hints, OptionsScreen > #prompt { dock: bottom; }
    OptionsScreen #options { height: 1fr; }
    """

    def __init__(self, reading: ReadingScreen | None) -> None:
        super().__init__()
        self._reading = reading
        self._capturing = ""  # the command that is given a key
        self._pressed = ""  # a key that another command has, pressed once

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.pane = OptionsPane(palette, lambda: self.values, lambda: self.app.tuning.problems)
        self.about = OptionHelp(palette)
        self.hints = HintRow(palette, id="hints")
        self.prompt = Prompt(id="prompt")
        with Vertical():
            yield self.pane
            yield self.about
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        self.pane.take()
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Beside the text, to be seen change, where there is room for both."""
        width = event.size.width
        self.query_one(Vertical).styles.width = width if width < BESIDE else max(56, width // 2)

    # --- what is shown --------------------------------------------------------------------------

    @property
    def place(self) -> str:
        if self.prompt.active:
            return "prompt"
        return "key" if self._capturing else self.PLACE

    @property
    def values(self) -> Settings:
        """The settings of the document that is open, else those of all."""
        return self.app.settings if self._reading is None else self._reading.settings

    def settings_changed(self) -> None:
        super().settings_changed()
        self.pane.take()
        self._tell()

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    def _tell(self) -> None:
        """Say what there is to say of the chosen line."""
        item = self.pane.chosen
        self.hints.at(self.place)
        if item is None:
            self.about.show()
        elif item.kind == "key":
            command = COMMANDS[item.name]
            where = ", ".join(key_places.PLACE_NAMES[place] for place in command.places)
            source = self.app.settings.source(f"keys.{item.name}")
            self.about.show(
                (f"{command.help} ({where})", "panel"),
                ("" if source == DEFAULT else source, "panel-muted"),
            )
        elif item.kind == "setting":
            setting = BY_NAME[item.name]
            choices = options.choices_of(item.name, themes.names())
            source = options.source_words(setting, self.values)
            self.about.show(
                (setting.help, "panel"),
                (options.limits(setting, choices), "panel-muted"),
                (f"from {source}" if source else "", "panel-muted"),
            )

    # --- moving ---------------------------------------------------------------------------------

    def line_down(self) -> None:
        """The next line."""
        self.pane.move(1)
        self._tell()

    def line_up(self) -> None:
        """The line before."""
        self.pane.move(-1)
        self._tell()

    def option_page_down(self) -> None:
        """A page on."""
        self._page(1)

    def option_page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def half_page_down(self) -> None:
        """Half a page on."""
        self._page(0.5)

    def half_page_up(self) -> None:
        """Half a page back."""
        self._page(-0.5)

    def top(self) -> None:
        """The first line."""
        self.pane.point(0)
        self.pane.scroll_rows(-self.pane.cursor * 5)  # what is wrong stands above it
        self._tell()

    def bottom(self) -> None:
        """The last line."""
        self.pane.point(self.pane.count - 1)
        self._tell()

    def _page(self, pages: float) -> None:
        self.pane.page(pages)
        self._tell()

    @on(ListPane.Chosen)
    def _clicked(self, event: ListPane.Chosen) -> None:
        event.stop()
        self._tell()

    # --- changing -------------------------------------------------------------------------------

    def option_change(self) -> None:
        """The next value, or a question; for a command: its new key."""
        item = self.pane.chosen
        if item is None:
            return
        if item.kind == "key":
            self._capture(item.name)
            return
        setting = BY_NAME[item.name]
        if item.name == "screen.theme":
            self._choose_theme()
        elif isinstance(setting.default, bool) or setting.choices:
            self.option_more()
        else:
            self._ask(setting)

    def option_more(self) -> None:
        """The next value."""
        self._step(1)

    def option_less(self) -> None:
        """The value before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        item = self.pane.chosen
        if item is not None and item.kind == "setting":
            choices = options.choices_of(item.name, themes.names())
            value = self.values.values[item.name]
            self._set(BY_NAME[item.name], options.stepped(BY_NAME[item.name], value, choices, step))

    def _set(self, setting: Setting, value: Value) -> None:
        """Set it where it is set now: for this document, or for all."""
        if self._reading is not None and options.own(setting, self.values):
            self._reading.look_changed(setting.name, value)
            self.settings_changed()
        else:
            self.app.tuning.set(setting.name, value)

    def _ask(self, setting: Setting) -> None:
        def done(answer: str | None) -> None:
            self.hints.display = True
            self.pane.focus()
            if answer is None:
                return
            value: Value = answer.strip()
            wrong = setting.wrong(value)
            if isinstance(setting.default, int):
                value = options.number(setting, answer)
                wrong = value if isinstance(value, str) else ""
            if wrong:
                self.say(f"Not changed: {wrong}.")
            else:
                self._set(setting, value)

        self.hints.display = False
        self.prompt.ask(
            f"{options.words_of(setting)}:", str(self.values.values[setting.name]), done
        )

    def _choose_theme(self) -> None:
        from reader.ui.screens.theme_list import ThemesScreen

        def done(name: str | None) -> None:
            if name is not None:
                self.app.tuning.set("screen.theme", name)

        self.app.push_screen(ThemesScreen(self.values.text("screen.theme")), done)

    def option_reset(self) -> None:
        """Back to the default: this document's own value goes first."""
        item = self.pane.chosen
        if item is None:
            return
        if item.kind == "key":
            self.app.tuning.set_keys({item.name: None})
        elif self._reading is not None and options.own(BY_NAME[item.name], self.values):
            self._drop_own(item.name)
        else:
            self.app.tuning.set(item.name, None)

    def option_for_all(self) -> None:
        """What this document has is from now on the default of all."""
        item = self.pane.chosen
        if item is None or item.kind != "setting":
            return
        if self._reading is None or not options.own(BY_NAME[item.name], self.values):
            self.say("This document has no value of its own here: all have this one.")
            return
        value = self.values.values[item.name]
        self._drop_own(item.name)
        self.app.tuning.set(item.name, value)
        self.say(f"All documents have {options.value_words(BY_NAME[item.name], value)} now.")

    def _drop_own(self, name: str) -> None:
        assert self._reading is not None
        self.app.tuning.drop(self._reading.document_id, name)
        self._reading.settings_changed()
        self.settings_changed()

    def option_file(self) -> None:
        """Edit the file in the person's own editor."""
        from reader.errors import ReaderError
        from reader.settings_file import edit

        try:
            with self.app.suspend():
                edit(path())
        except ReaderError as error:
            self.say(str(error))
        except SuspendNotSupported:
            self.say(f"No editor can be opened from here. The file: {path()}")
        self.app.refresh()
        self.app.tuning.watch()

    def filter(self) -> None:
        """List only what contains some words."""

        def typed(words: str) -> None:
            self.pane.filter = words
            self.pane.take()
            self._tell()

        def done(answer: str | None) -> None:
            self.hints.display = True
            self.pane.focus()
            typed(answer or "")

        self.hints.display = False
        self.prompt.ask("Find:", self.pane.filter, done, typed)

    def back(self) -> None:
        """Take the filter away, then close."""
        if self.pane.filter:
            self.pane.filter = ""
            self.pane.take()
            self._tell()
        else:
            self.dismiss(None)

    def close(self) -> None:
        """Close."""
        self.dismiss(None)

    # --- a key of one's own ---------------------------------------------------------------------

    def _capture(self, name: str) -> None:
        self._capturing, self._pressed = name, ""
        named = options.words_of(COMMANDS[name])
        self.about.show((f"Press the new key for “{named}”; esc leaves it as it is.", "panel-key"))

    def on_key(self, event: events.Key) -> None:
        """The key that was asked for; one that another command has, only when pressed twice."""
        if not self._capturing:
            return
        event.stop()
        event.prevent_default()
        name, key = self._capturing, event.key
        if key == "escape":
            self._capturing = ""
            self._tell()
            return
        if not is_key(key):
            self.about.show((f"“{key}” cannot be a key here. Another one, or esc.", "panel-key"))
            return
        found = options.new_key(self.app.settings, name, key)
        if found.rival is not None and key != self._pressed:
            self._pressed = key
            rival = options.words_of(found.rival)
            told = f"{shown(key)} is “{rival}”. Again takes it from there; another; or esc."
            self.about.show((told, "panel-key"))
            return
        self._capturing = ""
        before = self.app.tuning.problems
        self.app.tuning.set_keys(found.changed)
        fresh = [problem for problem in self.app.tuning.problems if problem not in before]
        self.say(
            fresh[0]
            if fresh
            else f"{shown(key)} is “{options.words_of(COMMANDS[name])}” from now on."
        )
