"""The modes of the reading screen: which one it is in, what a key means there, the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from reader.ui import key_places, keys
from reader.ui.pacing import ALONG

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

# What writes on a passage, and has no place while an annotation is given one.
NOT_PLACING = frozenset({"annotate", "kind", "colour", "tags", "learn"})
# Commands after which the link that `tab` came to is still the chosen one.
KEEP_LINK = frozenset({"next_pane", "previous_pane", "open", "copy", "back", "follow", "help"})


def place_of(screen: ReadingScreen) -> str:
    """Where keys go now: one of `reader.ui.key_places`, or "prompt"."""
    if screen.prompt.active:
        return key_places.SEARCH if screen.search.asking else "prompt"
    if screen.look_menu.open:
        return key_places.LOOK
    if screen.popup.display:
        return key_places.POPUP
    if screen.pane is not None:
        return key_places.SECTIONS if screen.pane is screen.sections else key_places.NOTES
    if screen.picker.active:
        return key_places.PICK
    if screen.object_pending:
        return key_places.OBJECT
    if screen.letter_for is not None:
        return key_places.LETTER
    if screen.view.selection is not None:
        return key_places.SELECT
    return key_places.READ if screen.view.caret is None else key_places.CARET


def applies(screen: ReadingScreen, name: str) -> bool:
    """Whether a command applies now: in its places, if there is something to be seen."""
    command = keys.BY_NAME[name]
    if screen.panes.tiny:  # nothing is to be done to what cannot be seen
        return command.name in ("quit", "suspend")
    if screen.picker.active and screen.view.selection is None:
        return command.name in ("pick", "back")
    if screen.placing and name in NOT_PLACING:
        return False
    if command.name in ("faster", "slower") and not screen.auto.running:
        return False
    return screen.place in command.places


def make_way(screen: ReadingScreen, name: str) -> None:
    """A command is run now: what goes on only until the next one ends."""
    if name not in ALONG:
        screen.auto.stop()
    if name not in ("grow", "shrink"):
        screen.grown.clear()
    if name != "all_alike":
        screen.all_alike = None
    if name not in KEEP_LINK and screen.place != key_places.POPUP:
        screen.view.choose_link(None)


def take(screen: ReadingScreen, event: events.Key) -> bool:
    """Use a key that is no command, and tell whether it was used: labels, what follows `i`, `m`
    and `'`, and the key that a message offers after a decision."""
    if screen.all_alike is not None and event.key in keys.keys_now(keys.BY_NAME["all_alike"]):
        screen.action_command("all_alike")
        return True
    if screen.letter_for is not None and event.key not in screen.active_bindings:
        do, screen.letter_for = screen.letter_for, None
        screen.keys_changed()
        if event.is_printable and event.character and not event.character.isspace():
            do(screen, event.character)
        return True
    if screen.object_pending and event.key not in screen.active_bindings:
        screen.object_pending = False
        screen.keys_changed()
        return True
    if not screen.picker.active or not event.character or event.key in screen.active_bindings:
        return False
    return screen.picker.type(event.character)


def ask_letter(screen: ReadingScreen, lead: str, do: Callable[[ReadingScreen, str], None]) -> None:
    """The next letter typed is for this."""
    screen.letter_for, screen.letter_lead = do, lead
    screen.keys_changed()


def at_rest(screen: ReadingScreen) -> bool:
    """Whether nothing was begun that goes by the text as it is: nothing lies over it, no question
    is open, no label shown, no key expected, no mouse button down. A caret and a selection may
    be there. So may the screen on which passages are put right: it goes on with the new text."""
    offered = screen.all_alike is not None and bool(screen.hints.message)
    return (
        (screen.in_front or screen.app.screen is screen.repairing)
        and screen.app.mouse_captured is None
        and not (screen.prompt.active or screen.picker.active or screen.object_pending)
        and not screen.popup.display
        and not (screen.placing or offered or screen.letter_for)
    )


def leave(screen: ReadingScreen) -> None:
    """Out of the innermost mode."""
    if screen.prompt.active:
        screen.prompt.cancel()
    elif screen.popup.display:
        screen.popup.close()
    elif screen.picker.active:
        screen.picker.stop()
    elif screen.object_pending:
        screen.object_pending = False
    elif screen.letter_for is not None:
        screen.letter_for = None
    elif screen.view.selection is None and screen.app.stop_loading():
        pass
    elif screen.look_menu.open:
        screen.look_menu.toggle()
    elif screen.pane is not None:
        if screen.pane.filter:
            screen.pane.narrow("")
        else:
            screen.panes.focus_text()
    elif screen.view.caret is not None:
        given_up = screen.when_given_up
        screen.stop_selecting()
        if given_up is not None:
            given_up()
    elif screen.view.link is not None:
        screen.view.choose_link(None)
    elif screen.view.hits.spans:
        screen.search.clear()
    elif screen.panes.focus_mode:
        screen.panes.toggle_focus_mode()
    elif screen.first_hint.go():
        pass
    else:
        screen.make_current("")
    screen.keys_changed()
