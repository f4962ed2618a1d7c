"""The study session: the short list from which it is started, paused and stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from reader.study.session import MINUTES, SECTION, SECTIONS, Goal, Rhythm, rhythm_of
from reader.text.wrap import folded
from reader.ui import study_header, study_last, study_words
from reader.ui.study_last import Beginning

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
    title = f"Study {study_header.progress_of(studying)}" if studying.on else "Study session"

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
    usual = rhythm_of(screen.settings.text("study.pomodoro"))

    def start(goal: Goal, rhythm: Rhythm | None = usual) -> None:
        studying.start(goal, rhythm)
        how = study_words.rhythm_words(rhythm, own=rhythm == usual)
        screen.say(f"The session begins, {study_words.goal_words(goal)}{how}.")

    found = []
    broken, section = studying.broken, _section(screen)
    if broken is not None:
        from reader.study.recap import duration

        words = f"Go on with that of {study_words.began(broken)}"
        words += f" ({duration(broken.active)})"
        found.append(_Offer("g", words, lambda: studying.go_on_with(broken)))
    last = study_last.last(screen.app.memory)
    if last is not None and last.goal.kind == SECTION:
        last = last._replace(goal=section) if section is not None else None
    if last is not None and last not in _of_one_key(section, usual):
        again = last
        how = study_words.rhythm_words(again.rhythm, own=again.rhythm == usual)
        words = f"Start as last time: {study_words.goal_words(again.goal)}{how}"
        found.append(_Offer("l", words, lambda: start(*again)))
    minutes, sections = USUAL_MINUTES, USUAL_SECTIONS
    if last is not None and last.goal.kind == MINUTES:
        minutes = last.goal.amount
    if last is not None and last.goal.kind == SECTIONS:
        sections = last.goal.amount
    how = study_words.rhythm_words(usual, own=True)
    found.append(_Offer("n", f"Start without a goal{how}", lambda: start(Goal())))
    if screen.size.width < study_header.WIDE:
        how = ""  # the others go on with the words of the first
    found += [
        _Offer(
            "m", f"… with a goal in minutes{how}", lambda: _ask(screen, MINUTES, minutes, start)
        ),
        _Offer("c", f"… in sections{how}", lambda: _ask(screen, SECTIONS, sections, start)),
    ]
    if section is not None:
        title = folded(" ".join(section.title.split()), TITLE, 1)[0]
        words = f"… to the end of “{title}”{how}"
        found.append(_Offer("e", words, lambda: start(section)))
    if usual is None:
        work, rest = USUAL_RHYTHM
        words = f"… in a rhythm: {work} min of work, {rest} of break"
        found.append(_Offer("r", words, lambda: start(Goal(), USUAL_RHYTHM)))
    else:
        found.append(
            _Offer("w", "… without a goal and without the rhythm", lambda: start(Goal(), None))
        )
    if studying.stopped:
        found.append(_Offer("v", "What came of the last one", lambda: show_recap(screen)))
    found.append(_Offer("t", "Statistics", lambda: statistics(screen)))
    return found


def _of_one_key(section: Goal | None, usual: Rhythm | None) -> list[Beginning]:
    """What the other rows begin at once."""
    found = [Beginning(Goal(), usual), Beginning(Goal(), USUAL_RHYTHM if usual is None else None)]
    return found if section is None else [*found, Beginning(section, usual)]


def _section(screen: ReadingScreen) -> Goal | None:
    """The end of the section that is read, as a goal; None where there are no sections."""
    document = screen.document
    index = document.section_at(screen.orientation.place)
    if index < 0:
        return None
    section = document.outline[index]
    return Goal(SECTION, 0, section.label, section.start)


def _ask(
    screen: ReadingScreen,
    kind: str,
    usual: int,
    start: Callable[[Goal], object],
    typed: str | None = None,
) -> None:
    """Ask for the amount of a goal; again, where something else was ``typed``."""
    most = MOST_MINUTES if kind == MINUTES else MOST_SECTIONS

    def answered(answer: str | None) -> None:
        if answer is None:
            return
        digits = answer.strip()
        if digits.isdecimal() and 1 <= int(digits) <= most:
            start(Goal(kind, int(digits)))
        else:
            _ask(screen, kind, usual, start, answer)

    label = kind.capitalize()
    wrong = "" if typed is None else f", a number from 1 to {most}"
    screen.ask(f"{label}{wrong}: ", str(usual) if typed is None else typed, answered)
    screen.prompt.box.select_all()  # who types another one means it instead
    screen.prompt.box.focus()  # after the text, which has the keys where a question is answered


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
