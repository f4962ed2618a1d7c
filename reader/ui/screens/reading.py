"""The reading screen: sections, text, notes, and the rows around them. It only wires."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from reader.annotations.annotation import Colour
from reader.documents.document import Document
from reader.settings import THIS_DOCUMENT, Settings, Value
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.ui import key_places, modes, showing, telling
from reader.ui.attending import Attending
from reader.ui.clicking import click
from reader.ui.commands import RUN, bind, bindings
from reader.ui.finding import Search
from reader.ui.going import Going
from reader.ui.hovering import Hover
from reader.ui.hyperlinks import hyperlinks_of
from reader.ui.orientation import Orientation
from reader.ui.pacing import AutoScroll
from reader.ui.pages import take_pasted
from reader.ui.panes import Panes
from reader.ui.picking import Picker
from reader.ui.tempo import DocumentTempo
from reader.ui.typesetting import Typesetting
from reader.ui.waiting import Waiting
from reader.ui.widgets.body import Body
from reader.ui.widgets.chrome import Header, HintRow, Prompt
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.first_hint import FirstHint
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.look_menu import LookMenu
from reader.ui.widgets.note_box import NoteBox
from reader.ui.widgets.notes_pane import NotesPane
from reader.ui.widgets.offers import Offers
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.popup import Popup
from reader.ui.widgets.reading_view import ReadingView
from reader.ui.widgets.sections_pane import SectionsPane

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.deciding import Shift
    from reader.ui.screens.repair import RepairScreen


class ReadingScreen(Screen[None]):
    """What is on it: `view` the text, `sections` and `notes` the panes, `prompt` the question."""

    app: ReaderApp
    ALLOW_SELECT = False
    BLANK = True
    AUTO_FOCUS = "#view"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*key_places.READING)]
    DEFAULT_CSS = """
    ReadingScreen { layers: base over; background: $background; }
    #body { height: 1fr; }
    #sections, #notes { height: 1fr; }
    #tiny { display: none; height: 1fr; }
    """

    def __init__(
        self, document: Document, place: int, memory: dict[str, Any], *, document_id: str = ""
    ) -> None:
        super().__init__()
        self.document = document
        self.reading: Reading | None = None
        self.source_name = ""
        self.source_path: Path | None = None
        self.refused = ""  # why there are no annotations, if so
        self.export_trouble = ""  # the same of their export that writes itself
        self.trouble = ""  # what a person should know of the notes for as long as it lasts
        self.document_id = document_id
        # What the program does with a note in the editor when it has to end.
        self.keep_open_note: Callable[[], None] = lambda: None
        colour = memory.get("colour")
        self.colour = Colour(colour) if colour in tuple(Colour) else Colour.YELLOW
        self.composed = False  # whether its widgets are there
        self.object_pending = False
        # What is done with the letter that is typed next, and what is asked for meanwhile.
        self.letter_for: Callable[[ReadingScreen, str], None] | None = None
        self.letter_lead = ""
        # What was decided about a heading, done for all that look like it.
        self.all_alike: Callable[[], object] | None = None
        self.shifts: list[Shift] = []  # sections moved a level, the last one last
        self.placing = ""
        # What follows when that was done, and when it was given up.
        self.when_placed: Callable[[], object] | None = None
        self.when_given_up: Callable[[], object] | None = None
        self.repairing: RepairScreen | None = None  # the screen for passages to be put right
        self.grown: list[Span] = []
        self.read: list[Span] = []
        self._place = place
        self._memory = memory
        self.panes = Panes(self, memory)
        self.hover = Hover(self)
        self.orientation = Orientation(self)
        self.attending = Attending(self)
        self.tempo = DocumentTempo(self.app.tempo)
        self.waiting = Waiting(self)
        self.settings = Settings()
        self.typesetting = Typesetting(self)
        self.auto = AutoScroll(self)

    # --- composition ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.view = ReadingView(self.document, palette, id="view")
        self.view.place = self._place
        self.settings = self.app.tuning.of(self.document_id)
        self.sections = SectionsPane(self.document, palette, id="sections")
        self.sections.tempo = lambda: self.tempo.factor
        self.sections.fold_as(self.app.folds.of(self.document_id))
        self.sections.on_folded = lambda folds: self.app.folds.keep(self.document_id, folds)
        self.notes = NotesPane(palette, id="notes")
        self.notes.view = self.view
        self.notes.beside = bool(self._memory.get("beside", True))
        self.header = Header(palette, id="header")
        self.hints = HintRow(palette, id="hints")
        self.first_hint = FirstHint(palette, wanted=self.app.first_time and not self.app.memory)
        self.prompt = Prompt(id="prompt")
        self.look_menu = LookMenu(palette, lambda: self.settings, self.action_command, id="look")
        self.box = NoteBox(palette, id="box")
        self.popup = Popup(palette, id="popup")
        self.offers = Offers(palette, id="offers")
        self.search = Search(self, self._memory)
        self.going = Going(self)
        self.picker = Picker(self)
        yield self.header
        with Body(id="body"):
            yield self.sections
            yield self.view
            yield self.notes
        yield self.first_hint
        yield self.hints
        yield self.prompt
        yield self.box
        yield self.popup
        yield Static(id="tiny", markup=False)
        yield self.look_menu
        yield self.offers

    def on_mount(self) -> None:
        self.composed = True
        self.view.on_move = self._moved
        self.view.hyperlinks, self.view.auto_links = hyperlinks_of(self), False
        bind(self, *key_places.READING)
        self.view.on_point = self.hover.point
        self.view.on_drawn = self._redrawn
        self.apply_settings()
        self.orientation.follow()
        self.update_header()
        self.keys_changed()

    def on_resize(self) -> None:
        self.popup.close()
        self.panes.arrange()

    # --- panes ----------------------------------------------------------------------------------

    @property
    def pane(self) -> ListPane | None:
        """The pane that has the keys; None when the text has them."""
        focused = self.focused
        return focused if isinstance(focused, ListPane) else None

    @property
    def in_front(self) -> bool:
        """No other screen is over this one (`is_current` is true below a modal screen, too)."""
        return self.app.screen is self

    @property
    def place(self) -> str:
        """Where keys go now: one of `reader.ui.key_places`, or "prompt"."""
        return modes.place_of(self)

    def look_changed(self, name: str, value: Value) -> None:
        """Set something about the look of the text for this document."""
        self.settings = self.settings.over({name: value}, THIS_DOCUMENT)
        self.apply_settings()
        self.app.tuning.keep(self.document_id, self.settings)

    def known_as(self, identity: str) -> None:
        """The document has this id: what is set for it alone applies."""
        if identity != self.document_id:
            self.document_id = identity
            self.sections.fold_as(self.app.folds.of(identity))
            self.settings_changed()

    def settings_changed(self) -> None:
        """Something was set for all documents, or the keys are other ones."""
        if not self.composed:
            return
        bind(self, *key_places.READING)
        self.settings = self.app.tuning.of(self.document_id)
        self.apply_settings()
        self.panes.arrange()
        self.hints.refresh()
        self.first_hint.refresh()
        self.update_header()

    def apply_settings(self) -> None:
        """Show the text as the settings say."""
        self.typesetting.apply()
        self.panes.place_notes(inline=self.settings.text("reading.notes") == "inline")
        self.look_menu.refresh()

    # --- what is said ---------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    def ask(
        self,
        label: str,
        value: str,
        done: Callable[[str | None], None],
        change: Callable[[str], None] | None = None,
    ) -> None:
        """Ask on the last row; the keys go back to where they were."""
        before = self.view if self.focused is self.prompt.box else self.focused

        def answered(answer: str | None) -> None:
            self.hints.display = not self.panes.focus_mode
            if before is not None:
                before.focus()
            done(answer)
            self.keys_changed()

        self.hints.display = False
        self.prompt.ask(label, value, answered, change)

    def keys_changed(self) -> None:
        """Another place has the keys: the hint row tells which apply."""
        self.hints.folds = bool(self.placing)  # what is placed leaves no room for keys beside it
        self.hints.at(self.place, telling.lead(self), telling.hints(self))

    def update_header(self) -> None:
        """Draw the header, if what it says changed."""
        telling.update_header(self)

    # --- commands -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command applies in its places only."""
        if action != "command":
            return True
        if not self.composed:
            return False
        return modes.applies(self, str(parameters[0]))

    def action_command(self, name: str) -> None:
        """Run a command."""
        if self.app.leaving:
            return
        self.hints.hush()
        modes.make_way(self, name)
        RUN[name](self)
        self.look()
        self.hover.stop()
        self.hover.rest()
        self.keys_changed()

    def takes(self, event: events.Key) -> bool:
        """A key that is no command, and whether it was used: labels, and what follows `i`, `m`
        and `'`.

        The program asks before it hands the key on, so that of keys that come together each one
        finds what the one before has done.
        """
        return modes.take(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped on the terminal is read; several are put on the shelf."""
        if take_pasted(self.app, event.text):
            event.stop()

    @on(Offers.Taken)
    def _offer_taken(self) -> None:
        (self.prompt.complete or self.prompt.accept)()

    def stop_selecting(self) -> None:
        """No selection, no caret, nothing being placed."""
        self.placing, self.when_placed, self.when_given_up = "", None, None
        self.object_pending = False
        if self.picker.active:
            self.picker.stop()
        self.view.deselect()
        self.keys_changed()

    # --- jumps ----------------------------------------------------------------------------------

    @property
    def here(self) -> int:
        """The offset of the caret, else of the place."""
        return self.view.place if self.view.caret is None else self.view.caret

    def jump(self, offset: int, *, row: int | None = None) -> None:
        """Go to a place from which `jump_back` leads here again, unless it is in sight."""
        shown = self.view.shown
        if not shown.start <= offset < shown.end:
            self.app.jumps.leave(self.app.stop())
        self.go_to(offset, row=row)

    def go_to(self, offset: int, *, row: int | None = None) -> None:
        """Show a place, with the caret where there is one."""
        self.sections.open_to(offset)
        if self.view.caret is not None:
            self.view.put_caret(offset)
        else:
            self.orientation.go(offset, row=row)
            self.update_header()

    # --- messages from the widgets --------------------------------------------------------------

    def _moved(self) -> None:
        """Other lines are shown; what stands around them follows in the same frame."""
        self.picker.moved()
        self.look()
        self.hover.stop()
        self.popup.close()
        self.orientation.follow()
        self.notes.follow(self.view.place)
        self.update_header()

    def _redrawn(self) -> None:
        """Other lines are shown although nobody moved, as in another size."""
        self.look()
        self.notes.follow(self.view.place)

    @on(ReadingView.Selected)
    def _selected(self) -> None:
        self.view.focus()
        self.keys_changed()

    @on(ReadingView.Clicked)
    def _clicked(self, event: ReadingView.Clicked) -> None:
        click(self, event.offset, on=event.on)

    @on(ListPane.Chosen)
    def _chosen(self, event: ListPane.Chosen) -> None:
        if event.index < event.pane.count:  # it may list fewer by now
            self.panes.choose(event.pane, event.index)

    @on(ReadingView.NoteClicked)
    @on(NotesPane.Clicked)
    @on(NoteBox.Clicked)
    def _card_clicked(
        self, event: NotesPane.Clicked | ReadingView.NoteClicked | NoteBox.Clicked
    ) -> None:
        self.hover.stop()
        self.panes.focus_text()
        self.make_current(event.annotation.id, reveal=True)
        self.keys_changed()

    def on_descendant_focus(self) -> None:
        self.panes.keys_went()
        self.keys_changed()

    # --- annotations and reading ----------------------------------------------------------------

    def make_current(self, annotation_id: str, *, reveal: bool = False) -> None:
        """Make an annotation the one that commands mean, and show it if asked."""
        self.view.current = annotation_id
        span = self.reading.span_of(annotation_id) if self.reading else None
        if reveal and span is not None:
            self.jump(span.start)
        if annotation_id and not self.notes.has_focus:
            self.notes.choose(annotation_id)
        self.notes.refresh()
        self.view.refresh()

    def annotations_changed(self) -> None:
        """Draw again what the annotations are drawn on."""
        showing.annotations_changed(self)

    def look(self) -> None:
        """Account for the time since the last look to the lines that were on screen."""
        self.attending.look()

    def memory(self) -> dict[str, Any]:
        """What the next run should remember of this screen."""
        return {
            "hinted": True,
            "colour": str(self.colour),
            "beside": self.notes.beside,
            **self.panes.memory(),
            **self.search.memory(),
        }

    def palette_changed(self, palette: Palette) -> None:
        """Another theme: every widget draws with the new styles."""
        for widget in self.query(Drawn):
            widget.palette = palette
            widget.refresh()
