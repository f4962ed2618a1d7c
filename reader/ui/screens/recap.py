"""What came of a study session: how long, how much was read, what was marked, what is left open."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.annotations.passage_links import link_to
from reader.errors import StorageError
from reader.exporting import save
from reader.library import slug
from reader.study.recap import (
    Mark,
    Recap,
    Studied,
    duration,
    marked_in_words,
    quoted,
    read_in_words,
    reviewed_in_words,
    when,
)
from reader.study.recap_markdown import markdown_of, title_of
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.key_hints import HINTS
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.choices import Choices
from reader.ui.widgets.chrome import HintRow
from reader.ui.widgets.painting import sign_of

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

COPIES = 100  # files of one name, after which there are no more
WIDEST = 300  # code points of a quote: the screen cuts it where it ends


class Doing(NamedTuple):
    """What the person wants to do next: go to the passage that a link leads to, or, without one,
    go on with the session."""

    link: str = ""


class RecapScreen(PlaceScreen[Doing | None]):
    """The answer is None where the person just reads on."""

    app: ReaderApp
    PLACE = key_places.RECAP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.RECAP)]
    DEFAULT_CSS = """
    RecapScreen { align: center middle; background: $background 40%; }
    RecapScreen > Vertical {
        width: 92%; max-width: 100; height: auto; max-height: 100%;
        background: $panel; border: round $primary; padding: 0 1; margin-bottom: 1;
    }
    RecapScreen Static { height: auto; padding: 0 1; }
    RecapScreen OptionList {
        height: auto; max-height: 1fr; background: $panel; border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    RecapScreen OptionList:focus { border: none; }
    RecapScreen OptionList > .option-list--option-disabled { color: $foreground; }
    RecapScreen HintRow { dock: bottom; }
    """

    def __init__(self, recap: Recap) -> None:
        super().__init__()
        self._recap = recap
        self._links: list[str] = []  # where each line leads; nothing for those that lead nowhere

    def compose(self) -> ComposeResult:
        recap = self._recap
        with Vertical() as box:
            box.border_title = f"Study session, {when(recap)}"
            yield Static(_figures(recap), markup=False)
            yield Choices(*self._lines())
        hints = HintRow(self.app.text_palette, id="hints")
        names = HINTS[self.PLACE]
        hints.at(self.PLACE, names=names if any(self._links) else names[1:])
        yield hints

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(OptionList).focus()

    def say(self, message: str) -> None:
        """One quiet line."""
        self.query_one("#hints", HintRow).say(message)

    # --- what is listed -------------------------------------------------------------------------

    def _lines(self) -> list[Option]:
        several = len(self._recap.documents) > 1
        found: list[Option] = []
        for one in self._recap.documents:
            if several:
                found.append(self._title(_of_one(one)))
            found += [self._plain(f"Finished: {_on_one_line(title)}") for title in one.finished]
            found += [self._title(f"Marked: {marked_in_words(one.marks)}")] if one.marks else []
            found += [self._mark(one, mark) for mark in one.marks]
            found += [self._title("Left open")] if one.open else []
            found += [self._mark(one, mark) for mark in one.open]
        return found or [self._plain("Nothing was marked.")]

    def _title(self, words: str) -> Option:
        return self._line(Text(words, style="bold"))

    def _plain(self, words: str) -> Option:
        return self._line(Text(f"  {words}"))

    def _mark(self, one: Studied, mark: Mark) -> Option:
        annotation = mark.annotation
        colour: Style = self.app.text_palette[f"sign-{annotation.colour}"]
        line = Text("  ").append(f"{sign_of(annotation)} ", style=Style(color=colour.color))
        line.append(quoted(mark, WIDEST))
        if annotation.note:
            line.append(f"\n    {_on_one_line(annotation.note)}", style="italic")
        return self._line(line, link_to(one.id, annotation.id))

    def _line(self, text: Text, link: str = "") -> Option:
        self._links.append(link)
        return Option(text, disabled=not link)

    # --- commands -------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Doing(self._links[event.option_index]))

    def recap_go(self) -> None:
        """Go to what is chosen in the text."""
        if self.query_one(OptionList).highlighted is not None:
            self.query_one(OptionList).action_select()

    def recap_export(self) -> None:
        """Write it as Markdown into the folder that the program was started in."""
        made, name = markdown_of(self._recap), slug(title_of(self._recap))
        if self.app.is_web:
            self.app.deliver_text(io.StringIO(made), save_filename=f"{name}.md")
            self.say(f"Downloaded as {name}.md")
            return
        try:
            self.say(f"Exported to {_written(made, name)}")
        except (StorageError, OSError) as error:
            self.say(f"Not exported: {error}")

    def recap_continue(self) -> None:
        """Go on with the session."""
        self.dismiss(Doing())

    def recap_leave(self) -> None:
        """Read on without a session."""
        self.back()

    def recap_down(self) -> None:
        """The next line that leads somewhere."""
        options = self.query_one(OptionList)
        if any(self._links):
            options.action_cursor_down()
        else:
            options.scroll_relative(y=1, animate=False)

    def recap_up(self) -> None:
        """The one before."""
        options = self.query_one(OptionList)
        if any(self._links):
            options.action_cursor_up()
        else:
            options.scroll_relative(y=-1, animate=False)

    def recap_page_down(self) -> None:
        """A page on."""
        self._page(1)

    def recap_page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def _page(self, pages: int) -> None:
        options = self.query_one(OptionList)
        options.scroll_relative(y=pages * max(1, options.size.height - 1), animate=False)


def _figures(recap: Recap) -> str:
    """How long, how much and how fast."""
    said = [f"{duration(recap.active)} of study", read_in_words(recap) or "nothing read"]
    said += filter(None, [reviewed_in_words(recap)])
    if recap.intervals:
        said.append(f"{recap.intervals} interval{'s'[: recap.intervals != 1]} of work")
    return " · ".join(said)


def _of_one(one: Studied) -> str:
    """A document among others."""
    return " · ".join(
        filter(None, (one.title, duration(one.active), read_in_words(one), reviewed_in_words(one)))
    )


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _written(made: str, name: str) -> Path:
    """Write a new file; where it is. What is there stays."""
    for number in range(1, COPIES):
        path = Path.cwd() / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        try:
            save(path, made, replace=False)
        except FileExistsError:
            continue
        return path
    raise StorageError(f"{name}.md is there {COPIES} times")
