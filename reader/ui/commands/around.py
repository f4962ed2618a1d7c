"""Searching, the panes, and what concerns the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

from reader.text.units import word_at
from reader.ui import modes, reopening
from reader.ui.annotating import open_export, passage
from reader.ui.commands.look import change_measure
from reader.ui.finding import LONGEST
from reader.ui.following import step
from reader.ui.key_places import READ
from reader.ui.pages import open_named, turn_whole
from reader.ui.pane_widths import STEP
from reader.ui.section_tree import UNFOLDED
from reader.ui.widgets.popup import Said

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def search(screen: ReadingScreen) -> None:
    screen.search.start()


def filter(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    screen.panes.filter()


def search_next(screen: ReadingScreen) -> None:
    screen.search.step(1)


def search_previous(screen: ReadingScreen) -> None:
    screen.search.step(-1)


def search_selection(screen: ReadingScreen) -> None:
    span = passage(screen)
    if span is None and screen.view.caret is not None:
        span = word_at(screen.document.text, screen.view.caret)
    if span is None:
        return
    from reader.text.folding import words_of

    words = words_of(screen.document.text[span.start : span.end])
    if len(words) > LONGEST:
        screen.say(f"To search for it, select at most {LONGEST} characters.")
    elif words:
        screen.stop_selecting()
        screen.search.find(words, span.start)


def search_list(screen: ReadingScreen) -> None:
    screen.search.list_hits()


def search_regex(screen: ReadingScreen) -> None:
    screen.search.toggle_regular()


def search_texts(screen: ReadingScreen) -> None:
    screen.app.texts.open()


def search_older(screen: ReadingScreen) -> None:
    screen.search.walk(-1)


def search_newer(screen: ReadingScreen) -> None:
    screen.search.walk(1)


# --- panes ------------------------------------------------------------------------------------


def jump(screen: ReadingScreen) -> None:
    if screen.pane is not None and screen.pane.count:
        screen.panes.choose(screen.pane, screen.pane.cursor)


def fold(screen: ReadingScreen) -> None:
    screen.sections.fold()


def unfold(screen: ReadingScreen) -> None:
    screen.sections.unfold()


def fold_under(screen: ReadingScreen) -> None:
    screen.sections.fold_under()


def level_1(screen: ReadingScreen) -> None:
    screen.sections.fold_to(1)


def level_2(screen: ReadingScreen) -> None:
    screen.sections.fold_to(2)


def level_3(screen: ReadingScreen) -> None:
    screen.sections.fold_to(3)


def level_4(screen: ReadingScreen) -> None:
    screen.sections.fold_to(4)


def unfold_all(screen: ReadingScreen) -> None:
    screen.sections.fold_to(UNFOLDED)


def widen_pane(screen: ReadingScreen) -> None:
    screen.panes.widen(STEP)


def narrow_pane(screen: ReadingScreen) -> None:
    screen.panes.widen(-STEP)


def next_pane(screen: ReadingScreen) -> None:
    _step(screen, 1)


def previous_pane(screen: ReadingScreen) -> None:
    _step(screen, -1)


def _step(screen: ReadingScreen, by: int) -> None:
    """To the next of what can be chosen: the links of the text, and then the panes."""
    screen.popup.close()
    chosen = screen.place == READ and step(screen, by)
    if not chosen:
        screen.panes.cycle(by)


def sections(screen: ReadingScreen) -> None:
    screen.panes.toggle("sections")


def notes(screen: ReadingScreen) -> None:
    screen.panes.toggle("notes")


def unfold_note(screen: ReadingScreen) -> None:
    screen.notes.unfold()


def beside(screen: ReadingScreen) -> None:
    notes = screen.notes
    notes.beside = not notes.beside
    notes.changed()
    notes.follow(screen.view.place)
    screen.say("Notes beside their passages" if notes.beside else "Notes as a list")


def inline_notes(screen: ReadingScreen) -> None:
    inline = not screen.view.inline.on
    screen.panes.focus_text()
    screen.look_changed("reading.notes", "inline" if inline else "beside")
    screen.say("Notes below their paragraphs" if inline else "Notes in the pane")


# --- the rest ---------------------------------------------------------------------------------


def export(screen: ReadingScreen) -> None:
    # Only over the text: asked for twice while the document is being opened, it opens once.
    screen.waiting.for_notes(lambda: open_export(screen) if screen.in_front else None)


def auto_export(screen: ReadingScreen) -> None:
    from reader.ui.exports import choose

    choose(screen)


def about(screen: ReadingScreen) -> None:
    from reader.documents.about import facts
    from reader.study.tempo import with_times
    from reader.ui.following import go_back_to_text, keys_line

    before = screen.popup.said
    if before is not None:
        go_back_to_text(screen)
        if not before.enter:  # it is what this shows
            return
    text, tempo = screen.document.text, screen.tempo
    left = 1 - screen.view.shown.end / max(1, len(text))
    found = with_times(facts(screen.document), text, tempo.stretches, screen.app.tempo.factor, left)
    lines = [f"{name}: {words}" for name, words in found]
    words = "\n".join(lines)
    said = Said(lines, lambda: go_back_to_text(screen), words, keys_line(""), apart=False)
    view = screen.view
    column = view.page.columns[0]
    corner = view.content_region.offset
    size = column.end - column.start, view.extent.height
    screen.popup.open(said, Region(corner.x + column.start, corner.y, *size), corner.x, 0, -1)


def library(screen: ReadingScreen) -> None:
    screen.app.open_library()


def notebook(screen: ReadingScreen) -> None:
    from reader.ui.noting import open_notebook

    open_notebook(screen.app)


def theme(screen: ReadingScreen) -> None:
    screen.say(f"Theme: {screen.app.dressing.next()}")


def narrower(screen: ReadingScreen) -> None:
    change_measure(screen, -2)


def wider(screen: ReadingScreen) -> None:
    change_measure(screen, 2)


def whole(screen: ReadingScreen) -> None:
    turn_whole(screen)


def open_address(screen: ReadingScreen) -> None:
    def answered(answer: str | None) -> None:
        if answer and answer.strip():
            open_named(screen, answer.strip())

    screen.ask("Open: ", "", answered)


def reload(screen: ReadingScreen) -> None:
    reopening.reload(screen.app)


def which(screen: ReadingScreen) -> None:
    from reader.ui import asking

    asking.which(screen)


def focus_mode(screen: ReadingScreen) -> None:
    screen.panes.toggle_focus_mode()


def settings(screen: ReadingScreen) -> None:
    from reader.ui.screens.options import OptionsScreen

    screen.app.push_screen(OptionsScreen(screen))


def palette(screen: ReadingScreen) -> None:
    from reader.ui.screens.palette import open_palette

    open_palette(screen)


def help(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    from reader.ui.screens.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.place))


def back(screen: ReadingScreen) -> None:
    modes.leave(screen)


def quit(screen: ReadingScreen) -> None:  # noqa: A001 (the name of the command)
    screen.app.exit()


def suspend(screen: ReadingScreen) -> None:
    screen.app.action_suspend_process()


def import_notes(screen: ReadingScreen) -> None:
    from reader.ui.importing import import_notes as ask

    ask(screen.app, lambda: screen.say("The notes are here."))
