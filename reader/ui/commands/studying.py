"""The study session: the short list from which it is started, paused and stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.study.session import MINUTES, NONE, SECTION, SECTIONS, Goal, Rhythm, rhythm_of
from reader.text.wrap import folded
from reader.ui import study_words
from reader.ui.study_words import LAST_GOAL

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.screens.recap import Doing
    from reader.ui.studying import Studying

USUAL_MINUTES, USUAL_SECTIONS = 25, 2
MOST_MINUTES, MOST_SECTIONS = 24 * 60, 1000
TITLE = 50  # cells of the title of a section
USUAL_RHYTHM = Rhythm(25, 5)


class _Offer(NamedTuple):
    """A line of the list: its key, its words, what it does."""

    key: str
    words: str
    do: Callable[[], object]


def session(screen: ReadingScreen) -> None:
    from reader.ui.screens.choose import Choice, ChooseScreen

    studying = screen.app.studying
    offers = _while_on(screen, studying) if studying.on else _to_start(screen, studying)
    title = "Study session"
    if studying.on:
        title = study_words.progress(title, studying.active, studying.goal, studying.sections)

    def chosen(key: str | None) -> None:
        for offer in offers:
            if offer.key == key:
                offer.do()

    choices = [Choice(offer.key, offer.words) for offer in offers]
    screen.app.push_screen(ChooseScreen(title, choices), chosen)


def statistics(screen: ReadingScreen) -> None:
    from reader.ui.screens.statistics import open_statistics

    open_statistics(screen.app)


def _while_on(screen: ReadingScreen, studying: Studying) -> list[_Offer]:
    if studying.resting:
        first = _Offer("p", "End the break and go on", studying.go_on)
    elif studying.paused:
        first = _Offer("p", "Go on", studying.go_on)
    else:
        first = _Offer("p", "Pause", studying.pause)
    return [first, _Offer("s", "Stop, and see what came of it", lambda: stop(screen))]


def _to_start(screen: ReadingScreen, studying: Studying) -> list[_Offer]:
    rhythm = rhythm_of(screen.settings.text("study.pomodoro"))

    def start(goal: Goal, rhythm: Rhythm | None = rhythm) -> None:
        studying.start(goal, rhythm)
        how = f", in a rhythm of {rhythm.work}/{rhythm.rest}" if rhythm else ""
        screen.say(f"The session begins, {study_words.goal_words(goal)}{how}.")

    found = []
    broken, section = studying.broken, _section(screen)
    if broken is not None:
        from reader.study.recap import duration

        words = f"Go on with that of {study_words.began(broken)}"
        words += f" ({duration(broken.active)})"
        found.append(_Offer("g", words, lambda: studying.go_on_with(broken)))
    last = _last_goal(screen.app.memory)
    if last is not None and last.kind == SECTION:
        last = section
    if last is not None and last.kind != NONE:
        again = last
        words = f"Start as last time: {study_words.goal_words(again)}"
        found.append(_Offer("l", words, lambda: start(again)))
    minutes, sections = USUAL_MINUTES, USUAL_SECTIONS
    if last is not None and last.kind == MINUTES:
        minutes = last.amount
    if last is not None and last.kind == SECTIONS:
        sections = last.amount
    found += [
        _Offer("n", "Start without a goal", lambda: start(Goal())),
        _Offer("m", "… with a goal in minutes", lambda: _ask(screen, MINUTES, minutes, start)),
        _Offer("c", "… in sections", lambda: _ask(screen, SECTIONS, sections, start)),
    ]
    if section is not None:
        title = folded(" ".join(section.title.split()), TITLE, 1)[0]
        words = f"… to the end of “{title}”"
        found.append(_Offer("e", words, lambda: start(section)))
    if rhythm is None:
        work, rest = USUAL_RHYTHM
        words = f"… in a rhythm: {work} min of work, {rest} of break"
        found.append(_Offer("r", words, lambda: start(Goal(), USUAL_RHYTHM)))
    if studying.stopped:
        found.append(_Offer("v", "What came of the last one", lambda: show_recap(screen)))
    found.append(_Offer("t", "Statistics", lambda: statistics(screen)))
    return found


def _last_goal(memory: Mapping[str, Any]) -> Goal | None:
    """What the person wanted to reach in the session before; None if there was none."""
    kept = memory.get(LAST_GOAL)
    if not isinstance(kept, list) or len(kept) != 2:
        return None
    kind, amount = kept
    fits = kind in (NONE, MINUTES, SECTIONS, SECTION) and isinstance(amount, int)
    return Goal(kind, amount) if fits else None


def _section(screen: ReadingScreen) -> Goal | None:
    """The end of the section that is read, as a goal; None where there are no sections."""
    document = screen.document
    index = document.section_at(screen.orientation.place)
    if index < 0:
        return None
    section = document.outline[index]
    return Goal(SECTION, 0, section.label, section.start)


def _ask(screen: ReadingScreen, kind: str, usual: int, start: Callable[[Goal], object]) -> None:
    most = MOST_MINUTES if kind == MINUTES else MOST_SECTIONS

    def answered(answer: str | None) -> None:
        if answer is None:
            return
        digits = answer.strip()
        if digits.isdecimal() and 1 <= int(digits) <= most:
            start(Goal(kind, int(digits)))
        else:
            screen.say(f"A goal is a number from 1 to {most}: no session was begun.")

    screen.ask(f"{kind.capitalize()}: ", str(usual), answered)


def stop(screen: ReadingScreen) -> None:
    """End the session, and show what came of it."""
    screen.app.studying.stop()
    show_recap(screen)


def show_recap(screen: ReadingScreen) -> None:
    """Show what came of the session that was stopped last."""
    from reader.ui.arriving import open_link
    from reader.ui.screens.recap import RecapScreen

    app = screen.app
    recap = app.studying.recap()
    if recap is None:
        screen.say("The session is over; of this document nothing can be told.")
        return

    def done(doing: Doing | None) -> None:
        if doing is None:
            return
        if doing.link:
            open_link(app, doing.link)
        else:
            app.studying.take_up()

    app.push_screen(RecapScreen(recap), done)
