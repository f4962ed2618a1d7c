"""Which panes stand beside the text: what fits, what the person wants, what has the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.widgets import Static

from reader.annotations.annotation import Annotation
from reader.study.homeless import why_homeless
from reader.ui.keys import key_of
from reader.ui.pane_widths import Widths, chosen, fitting
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.page import BAR, GUTTER

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

# The widths from which two panes, and one, stand beside the text; below, a pane takes its place.
BOTH_PANES = 110
ONE_PANE = 64
SMALL = (40, 15)
TINY = (20, 5)
_LAST = ("screen", "sections", "notes")  # the widths that are remembered
_TOO_SMALL = "A small terminal:"


def too_small(width: int, height: int) -> str:
    """What a screen says that is too small for anything else."""
    return f"Too small: {width}x{height}. Reader needs {TINY[0]}x{TINY[1]}."


class Panes:
    """The panes of one screen. `arrange` derives what is shown from size and wishes."""

    def __init__(self, screen: ReadingScreen, memory: dict[str, Any]) -> None:
        self._screen = screen
        self._wanted = {name: bool(memory.get(name, True)) for name in ("sections", "notes")}
        self._preferred = str(memory.get("pane", "sections"))
        self._alone = ""
        # The cells by which the person made panes wider; the screen's and theirs of the last time.
        self._wider: dict[str, int] = _numbers(memory.get("wider"))
        kept = _numbers(memory.get("widths"))
        self._last = tuple(kept.get(name, 0) for name in _LAST)
        # What comes through a pipe was set for the whole width, and is not for long: no panes until
        # one is asked for.
        self.bare = False
        self.focus_mode = False
        self.tiny = False  # too small to show anything

    def memory(self) -> dict[str, Any]:
        """What the next run should remember."""
        return {
            "pane": self._preferred,
            "wider": self._wider,
            "widths": dict(zip(_LAST, self._last, strict=True)),
            **self._wanted,
        }

    def arrange(self) -> None:
        """Show what fits."""
        screen = self._screen
        if not screen.query("#tiny"):
            return  # another document is being shown instead: it has no widgets any more
        width, height = screen.size
        self.tiny = tiny = width < TINY[0] or height < TINY[1]
        message = screen.query_one("#tiny", Static)
        message.display = tiny
        screen.query_one("#body").display = not tiny
        if tiny:
            message.update(too_small(width, height))
        elif width < SMALL[0] or height < SMALL[1]:
            screen.say(f"{_TOO_SMALL} {width}x{height}; made for {SMALL[0]}x{SMALL[1]} and up.")
        elif screen.hints.message.startswith(_TOO_SMALL):
            screen.hints.hush()
        chrome = not tiny and not self.focus_mode
        screen.header.display = chrome and height > 8
        screen.hints.display = chrome and not screen.prompt.active
        screen.first_hint.display = chrome and height > 8 and screen.first_hint.wanted
        beside = chrome and not self.bare
        shown = {name: beside and wanted for name, wanted in self._wanted.items()}
        if screen.view.inline.on:
            shown["notes"] = False
        if width < BOTH_PANES:
            for name in shown:
                shown[name] = shown[name] and name == self._preferred and width >= ONE_PANE
        if self._alone and width < ONE_PANE and not tiny:
            shown = {name: name == self._alone for name in shown}
        else:
            self._alone = ""
        for name, pane in (("sections", screen.sections), ("notes", screen.notes)):
            if pane.has_focus and not shown[name]:
                screen.view.focus()
            pane.display = shown[name]
        screen.view.display = not tiny and not self._alone
        self.fit()

    def fit(self) -> None:
        """Make the panes as wide as is good for what is in them and as the person wants them."""
        screen = self._screen
        if not self._alone:
            now = self._widths(self._wider)
            self._last = screen.size.width, *now
            screen.sections.styles.width = now.sections
            screen.notes.styles.width = now.notes
        else:
            screen.sections.styles.width = screen.notes.styles.width = "1fr"

    def _widths(self, wider: Mapping[str, int]) -> Widths:
        screen, width = self._screen, self._screen.size.width
        last = self._last
        shows = screen.notes.display
        if screen.reading is None and last[0] == width and shows == bool(last[2]):
            return Widths(*last[1:])  # what is in them is not known yet: nothing is to jump then
        page = screen.view.measure + 2 * screen.view.margin + GUTTER + BAR
        reading = screen.reading
        some = bool(reading and (reading.placed or reading.orphans))
        automatic = fitting(
            width,
            page,
            screen.sections.wanted_width,
            notes=some if shows else None,
        )
        return chosen(width, automatic, wider)

    def widen(self, by: int) -> None:
        """Make the pane that has the keys wider, or narrower, by so many cells."""
        name = "sections" if self._screen.pane is self._screen.sections else "notes"
        wider = {**self._wider, name: self._wider.get(name, 0) + by}
        if self._alone or self._widths(wider) == self._widths(self._wider):
            self._screen.say("It is as wide as it can be." if by > 0 else "It is narrow already.")
            return
        self._wider = wider
        self.fit()

    def toggle(self, name: str) -> None:
        """Show or hide a pane; where it does not fit beside the text, in its place."""
        screen = self._screen
        pane = screen.sections if name == "sections" else screen.notes
        if screen.size.width < ONE_PANE:
            self._alone = "" if self._alone == name else name
        elif name == "notes" and screen.view.inline.on:
            self._wanted[name] = True
            self._preferred = name
            screen.look_changed("reading.notes", "beside")
        elif pane.display:
            self._wanted[name] = False
        elif self.bare:
            self.bare = False
            self._preferred = name
        else:
            self._wanted[name] = True
            self._preferred = name
        self.focus_mode = False
        self.arrange()
        (pane if self._alone else screen.view).focus()
        screen.keys_changed()

    def place_notes(self, *, inline: bool) -> None:
        """Show the notes below their paragraphs, or in the pane."""
        view = self._screen.view
        if inline != view.inline.on:
            view.inline.on = inline
            view.lay_out()
            self.arrange()

    def filter(self) -> None:
        """Filter the pane that has the keys, as the person types."""
        screen = self._screen
        pane = screen.pane
        if pane is None:
            return

        def typed(text: str) -> None:
            pane.narrow(text)

        def done(answer: str | None) -> None:
            typed(answer or "")
            if pane is screen.sections and answer and pane.count:
                self.choose(pane, pane.cursor)
            else:
                typed("" if pane is screen.sections else answer or "")
                pane.focus()

        screen.ask(f"Filter {pane.TITLE.lower()}:", pane.filter, done, typed)
        screen.prompt.move = pane.move

    def choose(self, pane: ListPane, index: int) -> None:
        """Go to an item of a pane."""
        screen = self._screen
        if pane is screen.sections:
            offset = screen.sections.offset_of(index)
            if screen.prompt.active:  # a click, while one types a filter
                screen.prompt.cancel()
            pane.narrow("")
            self.focus_text()
            screen.jump(offset, row=1)
            return
        item = screen.notes.item(index)
        if item.annotation is None:
            return
        if item.span is None:
            target = item.annotation.target
            why = why_homeless(item.annotation, screen.document)
            where = f"; it stood in {' › '.join(target.path)}" if target.path else ""
            told = f"{why[0].upper()}{why[1:]}{where}"
            screen.say(f"{told}{'' if told.endswith('?') else '.'} {key_of('resize')} places it.")
            return
        self.focus_text()
        screen.make_current(item.annotation.id, reveal=True)

    def show_note(self, annotation: Annotation) -> None:
        """Show an annotation in the notes pane, and give it the keys."""
        notes = self._screen.notes
        if not notes.display:
            self.toggle("notes")
        self._screen.make_current(annotation.id)
        notes.choose(annotation.id)
        notes.focus()

    def cycle(self, step: int) -> None:
        """Give the keys to the next pane on screen."""
        screen = self._screen
        panes = [p for p in (screen.sections, screen.view, screen.notes) if p.display]
        at = next((i for i, pane in enumerate(panes) if pane.has_focus), 0)
        if self._alone:
            self.focus_text()
        elif panes == [screen.view]:
            sections, notes = key_of("sections"), key_of("notes")
            screen.say(f"No pane is shown: {sections} shows the sections, {notes} the notes.")
        elif panes:  # none on a screen that is too small
            panes[(at + step) % len(panes)].focus()

    def keys_went(self) -> None:
        """Another pane has the keys now, or the text."""
        screen = self._screen
        if screen.notes.has_focus:
            screen.notes.has_keys()
        elif screen.view.has_focus:
            screen.notes.text_has_keys()
            screen.sections.show_here()
        screen.sections.refresh()
        screen.notes.refresh()

    def focus_text(self) -> None:
        """Give the keys to the text."""
        self._alone = ""
        self.arrange()
        self._screen.view.focus()

    def toggle_focus_mode(self) -> None:
        """Hide everything but the text, or bring it back."""
        self.focus_mode = not self.focus_mode
        self.arrange()


def _numbers(kept: object) -> dict[str, int]:
    """The numbers of what was remembered, whatever stands there."""
    found = kept.items() if isinstance(kept, dict) else ()
    return {str(name): value for name, value in found if isinstance(value, int)}
