"""What came of a study session: how long, how much was read, what was marked, what is left open."""

from __future__ import annotations

import io
import os
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
from reader.ui.screens.table_screen import completed
from reader.ui.widgets.choices import Choices
from reader.ui.widgets.chrome import HintRow, Prompt
from reader.ui.widgets.painting import sign_of

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

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
    RecapScreen HintRow, RecapScreen Prompt { dock: bottom; }
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
        self.prompt = Prompt(id="prompt")
        yield self.prompt

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(OptionList).focus()

    @property
    def place(self) -> str:
        return "prompt" if self.prompt.active else self.PLACE

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
        """Write it as Markdown: where, is asked."""
        name = slug(title_of(self._recap))
        if self.app.is_web:
            made = io.StringIO(markdown_of(self._recap))
            self.app.deliver_text(made, save_filename=f"{name}.md")
            self.say(f"Downloaded as {name}.md")
            return
        self._ask_where("Write to:", str(_free(name)))

    def _ask_where(self, label: str, value: str) -> None:
        def answered(answer: str | None) -> None:
            self.query_one("#hints").display = True
            self.query_one(OptionList).focus()
            if answer is not None:
                self._write(answer.strip())

        self.query_one("#hints").display = False
        self.prompt.ask(label, value, answered)
        self.prompt.complete = self._complete

    def _write(self, typed: str) -> None:
        """Write it there; what is there stays, and another place is asked for."""
        path = Path(os.path.expandvars(typed)).expanduser()
        if path.is_dir():
            path /= f"{slug(title_of(self._recap))}.md"
        try:
            save(path, markdown_of(self._recap), replace=False)
        except FileExistsError:
            self._ask_where("It exists. Write to:", typed)
        except (StorageError, OSError) as error:
            self.say(f"Not exported: {error}")
        else:
            self.say(f"Exported to {path}")

    def _complete(self) -> None:
        box = self.prompt.box
        box.value, _ = completed(box.value)
        box.cursor_position = len(box.value)

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


def _free(name: str) -> Path:
    """A file of this name in the folder that the program was started in, which is not there."""
    folder, number = Path.cwd(), 1
    path = folder / f"{name}.md"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.md"
    return path
