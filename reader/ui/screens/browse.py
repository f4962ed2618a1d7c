"""A list with what the chosen line holds below it: the versions of a note, the trash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.markup import escape
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations.annotation import Annotation, Kind
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.choices import Choices

Answer = tuple[str, int]

ALIKE = 0.5  # how much two notes must share for their differences to be worth marking


class Line(NamedTuple):
    """One line of the list, and what is shown below while it is chosen."""

    title: str
    body: Text


class BrowseScreen(PlaceScreen[Answer | None]):
    """Look through some things and do one of a few with one of them.

    ``doings`` are what can be done, each a command and a word. The answer is a command and the
    number of a line, None when given up.
    """

    DEFAULT_CSS = """
    BrowseScreen { align: center middle; background: $background 40%; }
    BrowseScreen > Vertical {
        width: 92%; max-width: 100; height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    BrowseScreen OptionList {
        height: auto; max-height: 40%; background: $panel; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    BrowseScreen OptionList:focus { border: none; }
    BrowseScreen VerticalScroll {
        height: 1fr; background: $background; padding: 0 1; border-top: solid $primary 50%;
    }
    BrowseScreen #hint { height: auto; color: $foreground 70%; }
    """

    PLACE = key_places.BROWSE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.BROWSE)]

    def __init__(
        self, title: str, lines: Sequence[Line], doings: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._title = title
        self._lines = lines
        self._doings = doings

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._title)
            yield Choices(*(Option(Text(f" {line.title}", no_wrap=True)) for line in self._lines))
            with VerticalScroll(can_focus=False):
                yield Static("", id="body", markup=False)
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        doings = self._doings if self._lines else ()
        hint = self.hint_line(*doings, ("back", "close"))
        self.query_one("#hint", Static).update(hint)

    @on(OptionList.OptionHighlighted)
    def _look(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#body", Static).update(self._lines[event.option_index].body)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss((self._doings[0][0], event.option_index))

    def _do(self, name: str) -> None:
        at = self.query_one(OptionList).highlighted
        if at is None:
            self.dismiss(None)
        elif any(name == doing for doing, _ in self._doings):
            self.dismiss((name, at))

    def choose_this(self) -> None:
        """Do the first of what can be done; with nothing to choose from, close."""
        self._do("choose_this")

    def keep_both(self) -> None:
        """Keep both."""
        self._do("keep_both")

    def throw_away(self) -> None:
        """Throw it away."""
        self._do("throw_away")

    def empty_trash(self) -> None:
        """Throw all away."""
        self._do("empty_trash")

    def line_down(self) -> None:
        """The next line."""
        self.query_one(OptionList).action_cursor_down()

    def line_up(self) -> None:
        """The line before."""
        self.query_one(OptionList).action_cursor_up()

    def top(self) -> None:
        """The first line."""
        self.query_one(OptionList).action_first()

    def bottom(self) -> None:
        """The last line."""
        self.query_one(OptionList).action_last()

    def page_down(self) -> None:
        """A page of what is shown below."""
        self._page(1)

    def page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def half_page_down(self) -> None:
        """Half a page."""
        self._page(0.5)

    def half_page_up(self) -> None:
        """Half a page back."""
        self._page(-0.5)

    def _page(self, pages: float) -> None:
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=int(pages * max(1, scroll.size.height - 1)), animate=False)


def when(moment: str) -> str:
    """A time as annotations carry it, in the person's own time zone and without seconds."""
    try:
        time = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return moment or "some time"
    local = time.astimezone()
    today = datetime.now(UTC).astimezone().date() == local.date()
    return local.strftime("today %H:%M" if today else "%Y-%m-%d %H:%M")


def described(annotation: Annotation, than: Annotation | None = None) -> Text:
    """All that an annotation says; where ``than`` is given, what differs from it is marked."""
    text = _compared(annotation.note, than.note if than else annotation.note)
    text.append("\n\n")
    text.append(f"“{' '.join(annotation.target.exact.split())}”", style="italic")
    text.append("\n\n")
    facts = [str(annotation.colour), str(annotation.style)]
    facts += [str(annotation.kind)] if annotation.kind is not Kind.HIGHLIGHT else []
    old = [str(than.colour), str(than.style), str(than.kind)] if than else facts
    for fact in facts:
        text.append(fact, style="" if fact in old else "bold reverse")
        text.append(" ")
    for tag in annotation.tags:
        fresh = than is not None and tag not in than.tags
        text.append(f"#{tag} ", style="bold reverse" if fresh else "bold")
    return text


def _compared(words: str, than: str) -> Text:
    """A text, with the words that the other one does not have marked, and those it lacks struck."""
    if words == than:
        return Text(words or "(no note)")
    import difflib
    import re

    new, old = re.findall(r"\s*\S+", words), re.findall(r"\s*\S+", than)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return Text(words or "(no note)")
    text = Text()
    for kind, old_start, old_end, start, end in matcher.get_opcodes():
        if kind != "equal":
            text.append("".join(old[old_start:old_end]), style="dim strike")
        text.append("".join(new[start:end]), style="" if kind == "equal" else "bold reverse")
    return text
