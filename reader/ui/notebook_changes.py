"""What the notebook does to several annotations at once: tags, colours, deleting, undo, exports.

One function for each command, which are methods of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader import batches, bulk
from reader.annotations.annotation import Annotation, Colour
from reader.annotations.cards import usual_card
from reader.errors import ReaderError
from reader.filtering import Offer, tag_offers
from reader.notebook import Row
from reader.ui.screens.choose import Choice, ChooseScreen

if TYPE_CHECKING:
    from reader.ui.screens.notebook import NotebookScreen


def notebook_tags(screen: NotebookScreen) -> None:
    """Add tags to those that are meant, and take others away."""
    rows = screen.meant()
    if not rows:
        return
    one = len(rows) == 1

    def done(answer: str) -> None:
        to = bulk.retagged(answer)
        if to is not None:
            screen.noting.change(f"tags {answer.strip()}", "Retagged", rows, to)

    of = f"of {len(rows):,}" if not one else ""
    label = " ".join(filter(None, ("Tags", of, "(exam adds, -exam takes away):")))
    screen.ask_with(label, "", done, lambda text: tag_offers(text, screen.book.tags))


def notebook_colour(screen: NotebookScreen) -> None:
    """Give those that are meant another colour."""
    rows = screen.meant()
    if not rows:
        return

    def chosen(key: str | None) -> None:
        if key is not None:
            colour = list(Colour)[int(key) - 1]
            screen.noting.change(
                f"in {colour}", f"Now {colour}:", rows, lambda one: {"colour": colour}
            )

    now = rows[0].colour if len(rows) == 1 else ""
    choices = [
        Choice(str(number), str(colour), screen.app.text_palette[f"sign-{colour}"], colour == now)
        for number, colour in enumerate(Colour, 1)
    ]
    of = f" of {len(rows):,}" if len(rows) > 1 else ""
    screen.app.push_screen(ChooseScreen(f"Colour{of}", choices), chosen)


def notebook_delete(screen: NotebookScreen) -> None:
    """Delete those that are meant."""
    if rows := screen.meant():
        screen.noting.change("deleted", "Deleted", rows, lambda one: None)


def notebook_learn(screen: NotebookScreen) -> None:
    """Let those that are meant be asked in reviews, each in its usual way."""
    rows = screen.meant()

    def to(one: Annotation) -> Mapping[str, object]:
        card = usual_card(one)
        return {"learn": one.learn or ((card,) if card else ())}

    if rows:
        screen.noting.change("learned", "Asked in review now:", rows, to)


def notebook_forget(screen: NotebookScreen) -> None:
    """Do not ask those that are meant any more."""
    if rows := screen.meant():
        screen.noting.change("not learned", "Not asked any more:", rows, lambda one: {"learn": ()})


def notebook_rename(screen: NotebookScreen) -> None:
    """Give a tag another name in all documents."""

    def named(answer: str) -> None:
        old = answer.strip().lstrip("#")
        known = dict(screen.book.tags)
        if not old:
            return
        if not any(bulk.renamed(tag, old, "") != tag for tag in known):
            screen.say(f"No annotation has the tag “{old}”.")
            return

        def done(answer: str) -> None:
            new = answer.strip().lstrip("#")
            if len(new.split()) == 1 and "," not in new and new != old:
                screen.noting.rename(old, new)

        label = f"#{old} ({known.get(old, 0):,}) is called from now on:"
        screen.call_after_refresh(screen.ask_with, label, "", done, partial(_tag_offers, screen))

    row = screen.table.chosen
    first = row.tags[0] if row is not None and row.tags else ""
    screen.ask_with("Rename the tag:", first, named, partial(_tag_offers, screen))


def _tag_offers(screen: NotebookScreen, text: str) -> Sequence[Offer]:
    return tag_offers(text, screen.book.tags)


def notebook_undo(screen: NotebookScreen) -> None:
    """Take the last change of many back, in all documents."""
    known = batches.batches(screen.app.library)
    if not known:
        screen.say("Nothing was changed here that could be taken back.")
        return
    last = known[-1]
    if last.id in screen.book.done:
        screen.noting.take_back(last)
        return

    def chosen(key: str | None) -> None:
        if key == "u":
            screen.noting.take_back(last)

    when = _here(last.at)
    choices = [Choice("u", f"Take it back: {last.label} ({when})"), Choice("n", "Leave it")]
    screen.app.push_screen(ChooseScreen("Changed before this run", choices, at=1), chosen)


def _here(moment: str) -> str:
    """A moment in the zone of this computer."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return moment


# --- export ---------------------------------------------------------------------------------


def notebook_export(screen: NotebookScreen) -> None:
    """Write those that are marked, else all that are shown, as one text."""
    from reader.notebook_export import FORMATS, SUFFIXES

    rows = [row for row in screen.table.rows if row.id in screen.book.marked]
    rows = rows or list(screen.table.rows)
    if not rows:
        return
    keys = {name[0]: name for name in FORMATS}

    def chosen(key: str | None) -> None:
        if key == "y":
            _copy(screen, rows)
        elif key is not None:
            kind = keys[key]
            path = Path.cwd() / f"notebook{SUFFIXES[kind]}"

            def done(answer: str) -> None:
                _write(screen, rows, kind, answer)

            screen.call_after_refresh(lambda: screen.ask("Write to:", str(path), done, paths=True))

    choices = [Choice(key, f"{name} file") for key, name in keys.items()]
    choices.append(Choice("y", "copy as Markdown"))
    title = f"Export {len(rows):,} annotation{'s' * (len(rows) != 1)}"
    screen.app.push_screen(ChooseScreen(title, choices), chosen)


def _copy(screen: NotebookScreen, rows: Sequence[Row]) -> None:
    from reader.notebook_export import export

    screen.app.copy_to_clipboard(export(rows, screen.book.entries, "markdown"))
    screen.say(f"Copied {len(rows):,} annotation{'s' * (len(rows) != 1)} as Markdown.")


def _write(screen: NotebookScreen, rows: Sequence[Row], kind: str, answer: str) -> None:
    from reader.annotations.exchange.markdown import save_export
    from reader.notebook_export import export

    if not answer.strip():
        return
    path = Path(answer.strip()).expanduser()
    try:
        save_export(path, export(rows, screen.book.entries, kind))
    except ReaderError as error:
        screen.say(str(error))
    else:
        screen.say(f"{len(rows):,} annotation{'s' * (len(rows) != 1)} written to {path}")
