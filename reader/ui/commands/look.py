"""The look of the text: what the list on `L` changes, for this document and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.settings import BY_NAME

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

MEASURES = (40, 120)  # the narrowest and the widest column, in cells


def look(screen: ReadingScreen) -> None:
    screen.look_menu.toggle()


def look_justify(screen: ReadingScreen) -> None:
    _toggle(screen, "reading.justify")


def look_hyphenate(screen: ReadingScreen) -> None:
    _toggle(screen, "reading.hyphenate")


def look_paragraphs(screen: ReadingScreen) -> None:
    _next(screen, "reading.paragraphs")


def look_line_focus(screen: ReadingScreen) -> None:
    _focus(screen, "line")


def look_paragraph_focus(screen: ReadingScreen) -> None:
    _focus(screen, "paragraph")


def look_ruler(screen: ReadingScreen) -> None:
    _toggle(screen, "reading.ruler")


def look_columns(screen: ReadingScreen) -> None:
    _next(screen, "reading.columns")


def look_wider(screen: ReadingScreen) -> None:
    change_measure(screen, 2)


def look_narrower(screen: ReadingScreen) -> None:
    change_measure(screen, -2)


def look_more_margin(screen: ReadingScreen) -> None:
    _add(screen, "reading.margin", 1)


def look_less_margin(screen: ReadingScreen) -> None:
    _add(screen, "reading.margin", -1)


def look_faster(screen: ReadingScreen) -> None:
    faster(screen)


def look_slower(screen: ReadingScreen) -> None:
    slower(screen)


# --- scrolling by itself ----------------------------------------------------------------------


def auto_scroll(screen: ReadingScreen) -> None:
    screen.auto.toggle()


def faster(screen: ReadingScreen) -> None:
    from reader.ui.pacing import STEP

    screen.auto.change(STEP)


def slower(screen: ReadingScreen) -> None:
    from reader.ui.pacing import STEP

    screen.auto.change(1 / STEP)


def change_measure(screen: ReadingScreen, cells: int) -> None:
    """Make the column wider or narrower, between 40 and 120 cells."""
    wanted = max(MEASURES[0], min(MEASURES[1], screen.view.measure + cells))
    screen.look_changed("reading.width", wanted)
    screen.say(f"Column: {screen.view.measure} cells")


def _toggle(screen: ReadingScreen, name: str) -> None:
    screen.look_changed(name, not screen.settings.flag(name))


def _next(screen: ReadingScreen, name: str) -> None:
    choices = BY_NAME[name].choices
    at = choices.index(screen.settings.text(name))
    screen.look_changed(name, choices[(at + 1) % len(choices)])


def _add(screen: ReadingScreen, name: str, step: int) -> None:
    setting = BY_NAME[name]
    value = screen.settings.number(name) + step
    screen.look_changed(name, max(setting.low, min(setting.high, value)))


def _focus(screen: ReadingScreen, mode: str) -> None:
    now = screen.settings.text("reading.focus")
    screen.look_changed("reading.focus", "none" if now == mode else mode)
