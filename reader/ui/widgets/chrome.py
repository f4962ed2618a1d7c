"""The rows around the text: the header, the hint row, and the prompt that takes its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input, Static

from reader.text.wrap import cells, fit, folded
from reader.ui.key_hints import HINTS
from reader.ui.key_names import shown
from reader.ui.keys import BY_NAME, keys_now
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

MESSAGE_SECONDS = 6.0
LOW = 10  # rows of a screen below which a message has one


class OneRow(Drawn):
    """One row that draws itself."""

    DEFAULT_CSS = "OneRow { height: 1; width: 1fr; }"

    def pieces(self, width: int) -> list[tuple[str, str]]:
        """What to draw in ``width`` cells: texts with the names of their styles."""
        raise NotImplementedError

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        segments = [Segment(text, palette[name]) for text, name in self.pieces(width)]
        used = sum(cells(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used), palette["panel"]))
        return Strip(segments).crop(0, width)


BETWEEN = " › "  # the sections of a breadcrumb
LEAST = 12  # cells of a title that are still worth showing before its sections


def breadcrumb(title: str, path: Sequence[str], width: int) -> str:
    """A title and the sections around a place, outermost first, in at most ``width`` cells.

    Where room is short the title is cut, then the outermost sections are left out; the innermost
    one is shown in any case, cut if it has to be.
    """
    parts = [" ".join(part.split()) for part in path]
    title = " ".join(title.split())
    if parts and parts[0].casefold() == title.casefold():
        parts.pop(0)  # the one heading over all
    inner = BETWEEN.join(parts)
    if not parts:
        return fit(title, width).rstrip()
    room = width - cells(inner) - len(BETWEEN)
    if title and room >= min(LEAST, cells(title)):
        return fit(title, room).rstrip() + BETWEEN + inner
    while len(parts) > 1 and cells(inner) > width:
        parts.pop(0)
        inner = BETWEEN.join(["…", *parts])
    return inner if cells(inner) <= width else fit(parts[-1], width).rstrip()


class Header(OneRow):
    """Title and section on the left; author, share read and time left on the right.

    ``spare`` is one of the ``facts``, which is left out, with those before it, where the section's
    title would be cut.
    """

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.title = ""
        self.path: Sequence[str] = ()
        self.facts: Sequence[str] = ()
        self.spare = ""

    def pieces(self, width: int) -> list[tuple[str, str]]:
        right = self._right(self.facts, width)
        section = cells(self.path[-1]) if self.path else 0
        outer = cells("…" + BETWEEN) if len(self.path) > 1 else 0
        if self.spare and outer + section > width - cells(right) - 3:
            right = self._right(self.facts[self.facts.index(self.spare) + 1 :], width)
        room = max(0, width - cells(right) - 3)
        left = breadcrumb(self.title, self.path, room)
        return [(" " + fit(left, room) + " ", "panel"), (right + " ", "panel-muted")]

    def _right(self, facts: Sequence[str], width: int) -> str:
        """As many of the facts as half of the row has room for, the last ones."""
        for first in range(len(facts)):
            right = " · ".join(facts[first:])
            if cells(right) <= width // 2:
                return right
        return ""


class HintRow(OneRow):
    """The keys that apply now; or, for a moment, one quiet message.

    Where a message finds no room in the row, it takes a second one for as long as it stands; so do
    the keys where ``folds`` is set.
    """

    folds = False

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.names: Sequence[str] = ()  # of the commands that apply
        self.lead = ""
        self.message = ""
        self._high = 1
        self._clear: Timer | None = None

    def say(self, message: str) -> None:
        """Show a message for a few seconds."""
        self.message = " ".join(message.split())
        self._stretch()
        if self._clear is not None:
            self._clear.stop()
        self._clear = self.set_timer(MESSAGE_SECONDS, self.hush)
        self.refresh()

    def hush(self) -> None:
        """Take the message away."""
        if self.message:
            self.message = ""
            self._stretch()
            self.refresh()

    def on_resize(self) -> None:
        self._stretch()

    def _stretch(self) -> None:
        """Be as high as what is to be said needs."""
        width = self.size.width
        long = width > 0 and cells(self.message) > width - 2
        if not self.message and self.folds and width > 0:
            long = len(self._keys(width)) > 1
        rows = 2 if long and self.screen.size.height >= LOW else 1
        if rows != self._high:
            self._high = rows
            self.styles.height = rows

    def row(self, y: int, width: int) -> Strip:
        if not self.message:
            return super().row(0, width) if y == 0 else self._second(width)
        lines = folded(self.message, width - 2, max(1, self.size.height))
        return self._line(lines[y] if y < len(lines) else "", width)

    def _second(self, width: int) -> Strip:
        rows = self._keys(width)
        pieces = [(text, self.palette[name]) for text, name in (rows[1] if rows[1:] else [])]
        strip = Strip(Segment(text, style) for text, style in pieces)
        return strip.adjust_cell_length(width, self.palette["panel"])

    def _line(self, text: str, width: int) -> Strip:
        return Strip([Segment(" " + fit(text, width - 1), self.palette["panel"])], width)

    def at(self, place: str, lead: str = "", names: Sequence[str] | None = None) -> None:
        """Show the keys of a place, behind ``lead``: those of all its commands, or of ``names``."""
        names = HINTS.get(place, ()) if names is None else names
        if (lead, names) != (self.lead, self.names):
            self.lead, self.names = lead, names
            self._stretch()
            self.refresh()

    def pieces(self, width: int) -> list[tuple[str, str]]:
        return self._keys(width)[0]

    def _keys(self, width: int) -> list[list[tuple[str, str]]]:
        """The keys in one row, or two where they fold; what finds no room is left out."""
        drawn: list[tuple[str, str]] = [(" ", "panel")]
        rows, used = [drawn], 1
        if self.lead:
            lead = folded(self.lead, width - 2, 1)[0] + "  "
            drawn.append((lead, "panel"))
            used += cells(lead)
        for name in self.names:
            command = BY_NAME[name]
            key = "".join(map(shown, keys_now(command)[:1]))
            if not key:
                continue
            label = f" {command.hint or name.replace('_', ' ')}  "
            needed = cells((key + label).rstrip())
            if used + needed > width and len(drawn) == 1:  # the first one, rather than none
                label = fit(label.rstrip(), max(0, width - used - cells(key)))
                needed = cells(key + label)
            if used + needed > width and self.folds and len(rows) == 1:
                drawn, used = [(" ", "panel")], 1
                rows.append(drawn)
            if used + needed > width:
                continue
            drawn += [(key, "panel-key"), (label, "panel")]
            used += cells(key + label)
        return rows


class Prompt(Horizontal):
    """A question on the last row: a label and a line to type in."""

    DEFAULT_CSS = """
    Prompt { height: 1; display: none; background: $panel; }
    Prompt > Static {
        width: auto; max-width: 70%; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Prompt > Input { width: 1fr; border: none; padding: 0; height: 1; background: $panel; }
    Prompt > Input:focus { border: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._change: Callable[[str], None] | None = None
        self._done: Callable[[str | None], None] | None = None
        # What the keys up and down do; set by who asks, for as long as the question is open.
        self.move: Callable[[int], None] | None = None
        # What the tab key does, in the same way.
        self.complete: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)
        yield Input(compact=True, select_on_focus=False)

    @property
    def box(self) -> Input:
        """The line to type in."""
        return self.query_one(Input)

    @property
    def active(self) -> bool:
        """Whether a question is open."""
        return self._done is not None

    def ask(
        self,
        label: str,
        value: str,
        done: Callable[[str | None], None],
        change: Callable[[str], None] | None = None,
    ) -> None:
        """Ask; ``change`` is called as the person types, ``done`` with the answer or None."""
        self.label(label)
        self._done = None
        box = self.box
        with box.prevent(Input.Changed):
            box.value = value
        box.cursor_position = len(value)
        self._change, self._done = change, done
        self.display = True
        self.screen.set_focus(box)  # now, so that it gets the keys that come with this one

    async def take(self, event: events.Key) -> bool:
        """Use a key while the question is open, as the line would; whether it was one of its."""
        box = self.box
        if not box.has_focus:  # not yet, or a click took the keys away
            box.focus()
        if event.key == "enter":
            self.accept()
        elif event.key == "escape":
            self.cancel()
        elif event.is_printable and event.character:
            box.replace(event.character, *box.selection)
        elif event.key in ("up", "down") and self.move is not None:
            self.move(1 if event.key == "down" else -1)
        elif event.key == "tab" and self.complete is not None:
            self.complete()
        else:
            known = box._bindings.key_to_bindings.get(event.key, ())
            bound = [one for one in known if not one.action.startswith("scroll")]
            for binding in bound:
                await self.app.run_action(binding.action, box)
            return bool(bound)
        return True

    def label(self, text: str) -> None:
        """Change the label."""
        self.query_one(Static).update(text)

    def cancel(self) -> None:
        """Close without an answer."""
        self._close(None)

    def accept(self) -> None:
        """Close with what was typed."""
        self._close(self.box.value)

    def _close(self, answer: str | None) -> None:
        done, self._done, self._change = self._done, None, None
        self.move = self.complete = None
        self.display = False
        if done is not None:
            done(answer)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._change is not None:
            self._change(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(event.value)

    def key_escape(self, event: events.Key) -> None:
        """Escape closes the question, and does nothing more."""
        event.stop()
        self.cancel()
