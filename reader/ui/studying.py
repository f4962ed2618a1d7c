"""The study session of the program: it begins, pauses, goes on and ends, and is kept meanwhile.

Whatever the person does touches it; it counts, once a second, and is written to the journal of the
document every now and then, by a thread, so that no key waits for it and a crash loses little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.annotations.annotation import new_id
from reader.annotations.logs import RUNNING
from reader.study import stopwatch
from reader.study.intervals import Intervals
from reader.study.reading import Reading
from reader.study.session import PAUSED, STOPPED, Goal, Rhythm, Session, rhythm_of
from reader.study.stopwatch import Moment
from reader.text.spans import Span
from reader.ui import key_places, study_header, study_last, study_words
from reader.ui.study_group import StudyGroup
from reader.ui.study_keeper import StudyKeeper
from reader.ui.study_part import StudyPart

if TYPE_CHECKING:
    from reader.study.recap import Recap
    from reader.ui.app import ReaderApp
    from reader.ui.sitting import Sitting

WRITE = 20.0  # seconds after which what changed is written: at most 30 are lost


class Studying:
    """One session at a time, over the documents that are read one after the other."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self.state = ""  # nothing, or one of RUNNING, PAUSED, STOPPED
        self.group: StudyGroup | None = None  # the session that is on, or was stopped last
        self.intervals = Intervals()
        self.asked: Goal | None = None  # what begins with the first document
        self.broken: Session | None = None  # of the document that is open, to go on with
        self.farewell = ""  # what the shell is told in the end
        self._sitting: Sitting | None = None
        self._written = 0.0  # when, on the clock that only grows
        self._said: tuple[str, ...] = ()  # what the header has
        self._keeper = StudyKeeper(app)

    # --- what is the case -----------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether a session runs, or is paused."""
        return self.state in (RUNNING, PAUSED)

    @property
    def paused(self) -> bool:
        """Whether a person paused it."""
        return self.state == PAUSED

    @property
    def stopped(self) -> bool:
        """Whether one was stopped in this run, and none was begun since."""
        return self.state == STOPPED

    @property
    def resting(self) -> bool:
        """Whether it is the break of its rhythm."""
        return self.intervals.resting

    @property
    def reviewing(self) -> bool:
        """Whether a review is in front of the text, or below what is."""
        stack = self._app.screen_stack if self._app.is_running else []
        return any(getattr(screen, "PLACE", "") == key_places.REVIEW for screen in stack)

    @property
    def active(self) -> float:
        """The seconds of study in it, in all documents."""
        return self.group.active if self.group is not None else 0.0

    @property
    def part(self) -> StudyPart | None:
        """What it has of the document that is open."""
        return self.group.open if self.group is not None else None

    def sessions(self) -> list[Session]:
        """The records of all its documents as they are now."""
        group = self.group
        return [self._session_of(group, part) for part in group.parts] if group is not None else []

    def recap(self) -> Recap | None:
        """What came of it up to now; None where none of its documents is known."""
        return self.group.recap(self.sessions()) if self.group is not None else None

    def _session_of(self, group: StudyGroup, part: StudyPart) -> Session:
        """The record of a document as it is now."""
        resting = self.resting and self.state == RUNNING
        state = PAUSED if resting else self.state
        return group.record(part, state, self.intervals.done, resting=resting)

    # --- what the person does -------------------------------------------------------------------

    def start(self, goal: Goal = Goal(), rhythm: Rhythm | None = None) -> None:  # noqa: B008
        """Begin a session in the document that is open."""
        if self.on:
            self.stop()
        self._begin(new_id(), goal, rhythm, None)
        study_last.remember(self._app, study_last.Beginning(goal, rhythm))

    def go_on_with(self, session: Session) -> None:
        """Go on with a session of this document that was stopped, or cut short."""
        if self.on:
            self.stop()
        rhythm = rhythm_of(session.rhythm)
        self._begin(session.group, session.goal, rhythm, session)
        study_last.remember(self._app, study_last.Beginning(session.goal, rhythm))

    def take_up(self) -> None:
        """Go on with the session that was stopped last."""
        if self.on or self.group is None:
            return
        self._look_anew()
        self.state = RUNNING
        self._keeper.hold(self.group.id)
        self._resume()
        self._enter(self._app.sitting)
        self._write()
        self._show()

    def pause(self) -> None:
        """Nothing counts from now on."""
        if self.state == RUNNING and self.part is not None:
            self._look()
            self.state = PAUSED
            self._end_break()
            self._halt()
            self._write()
            self._show()

    def go_on(self) -> None:
        """After a pause, or in place of the rest of a break."""
        if self.on and (self.state == PAUSED or self.resting):
            self._look_anew()
            self.state = RUNNING
            self._resume()
            self._write()
            self._show()

    def stop(self) -> None:
        """It is over."""
        if not self.on or self.group is None:
            return
        self._look()
        self._halt()
        self.group.reaches_goal()
        self.state = STOPPED
        self._end_break()
        self._write(save=True)
        self._keeper.let_go()
        self._show()

    def touch(self) -> None:
        """A key, the mouse, scrolling. Costs next to nothing."""
        if self.state != RUNNING or self.part is None:
            return
        moment = stopwatch.present()
        if self.resting:
            if not self.intervals.is_over(moment.monotonic):
                return
            self._look_anew()
            self._resume()
        self._count(moment)
        self.part.watch = stopwatch.touched(self.part.watch, moment)

    def answered(self, cards: int) -> None:
        """So many cards were answered in a review; less than 0 if that was taken back."""
        if self.state == RUNNING and not self.resting and self.part is not None:
            self.part.cards = max(0, self.part.cards + cards)

    # --- what happens ---------------------------------------------------------------------------

    def tick(self) -> None:
        """Some time went by: every now and then."""
        part = self.part
        self._keeper.go()
        if part is None or not self.on:
            return
        moment = stopwatch.present()
        self._count(moment)
        if part.look_at_annotations():
            self._write()  # a mark is kept at once, and so is that it is of this session
        if self.state == RUNNING:
            if self._app.reads and self._app.reading_screen.auto.running:
                self.touch()
            self._follow_rhythm(moment)
            if self.group is not None and self.group.reaches_goal():
                self._app.say(study_words.reached(self.group.goal))
            if moment.monotonic - self._written >= WRITE:
                self._look()
                self._write()
        self._show()

    def opened(self, sitting: Sitting) -> None:
        """A document is there, with its annotations."""
        own = self.group.id if self.group is not None else ""
        self.broken = self._keeper.look_back(sitting, own)
        if self.on:
            self._enter(sitting)
        elif self.asked is not None:
            goal, self.asked = self.asked, None
            self.start(goal, rhythm_of(self._app.settings.text("study.pomodoro")))
        elif self._app.settings.flag("study.automatic"):
            rhythm = rhythm_of(self._app.settings.text("study.pomodoro"))
            self._begin(new_id(), Goal(), rhythm, None)

    def shown_anew(self, reading: Reading, rest: Callable[[Sequence[Span]], list[Span]]) -> None:
        """The document was edited; see `StudyPart.text_changed`."""
        if self.part is not None and self.part.reading is not None:
            self.part.text_changed(reading, rest)

    def rest(self) -> None:
        """The program is suspended: what it has is written; nothing counts till then."""
        if self.state == RUNNING and self.part is not None:
            moment = stopwatch.present()
            self._count(moment)
            self.part.watch = stopwatch.away(self.part.watch, moment)
            self._write()
            self._keeper.now()

    def end(self) -> None:
        """The program ends."""
        if self.on:
            self.stop()
            found = self.recap()
            if found is not None:
                from reader.study.recap import summary

                self.farewell = summary(found)
        problem = self._keeper.now()
        if problem and self.farewell:
            self.farewell += f" · not kept: {problem}"

    # --- inside ---------------------------------------------------------------------------------

    def _begin(self, group: str, goal: Goal, rhythm: Rhythm | None, before: Session | None) -> None:
        self._look_anew()
        self.state = RUNNING
        self.intervals = Intervals(rhythm, before.intervals if before else 0)
        self.group = StudyGroup(group, goal, rhythm, StudyPart(stopwatch.present(), before))
        self.group.reached = before is not None and before.reached
        self._sitting = None
        self.intervals.work(self.active)
        self.broken = None
        self._keeper.hold(group)
        self._enter(self._app.sitting)
        self.group.reaches_goal()
        self._write()
        self._show()

    def _halt(self) -> None:
        """Nothing counts from now on."""
        if self.part is not None:
            moment = stopwatch.present()
            self._count(moment)
            self.part.watch = stopwatch.paused(self.part.watch, moment)

    def _resume(self) -> None:
        if self.part is not None:
            self.part.watch = stopwatch.resumed(self.part.watch, stopwatch.present())
        self._end_break()

    def _end_break(self) -> None:
        if self.resting:
            self.intervals.work(self.active)

    def _count(self, moment: Moment) -> None:
        """Take in the time up to a moment: of work no more than an interval has."""
        if self.group is not None:
            most = self.intervals.left(self.active)
            self.group.count(moment, most, reviews=self.reviewing)

    def _enter(self, sitting: Sitting) -> None:
        """The session goes on in this document, if that is open already."""
        entry, reading, screen = sitting.entry, sitting.screen.reading, sitting.screen
        if entry is None or reading is None:
            if screen.refused:
                self._keeper.cannot(screen.refused)
            return
        group = self.group
        assert group is not None
        if self._read not in screen.attending.on_read:
            screen.attending.on_read.append(self._read)
        self._sitting = sitting
        if group.open.entry_id not in ("", entry.id):
            self._change_to(group, entry.id)
        group.open.entry_id, group.open.source = entry.id, screen.source_name
        group.open.attach(reading, screen.read)
        if reading.store.read_only:
            self._keeper.cannot(reading.store.read_only)
        self._write()

    def _change_to(self, group: StudyGroup, entry_id: str) -> None:
        """The person goes on in another document, or again in one of before."""
        moment, before = stopwatch.present(), group.open
        self._count(moment)
        group.change_to(entry_id, moment, running=self.state == RUNNING and not self.resting)
        self._put(group, before, save=True)

    def _read(self, spans: Sequence[Span], seconds: float) -> None:
        """Lines were read in the document that is open."""
        part, sitting = self.part, self._sitting
        if self.state != RUNNING or self.resting or part is None or sitting is None:
            return
        if spans and sitting is self._app.sitting:
            part.take(sitting.screen.document, spans)

    def _look(self) -> None:
        """Account for the lines that are on the screen."""
        if self._sitting is not None and self._sitting is self._app.sitting:
            self._sitting.screen.look()

    def _look_anew(self) -> None:
        """What was before the eyes till now was read without the session; what is there still may
        be read in it."""
        if self._app.reads and self._app.reading_screen.composed:
            self._app.reading_screen.attending.begin()

    def _follow_rhythm(self, moment: Moment) -> None:
        intervals, part = self.intervals, self.part
        if intervals.rhythm is None or part is None:
            return
        if intervals.ends_break(moment.monotonic):
            self._call("The break is over: the next key goes on.")
        elif not intervals.left(self.active):
            self._look()
            intervals.rest(moment.monotonic)
            part.watch = stopwatch.paused(part.watch, moment)
            work, rest = intervals.rhythm
            self._call(f"{work} min of work are done: a break of {rest} min, which does not count.")
            self._write()

    def _call(self, words: str) -> None:
        self._app.say(words)
        if self._app.settings.flag("study.bell"):
            self._app.bell()

    def _show(self) -> None:
        """Let the header follow, if it says something else now."""
        app = self._app
        if not (app.is_running and app.reads and app.reading_screen.composed):
            return
        says, said = study_header.words(self), self._said
        if says != said:
            self._said = says
            app.reading_screen.update_header()
        if bool(says) != bool(said):
            app.reading_screen.keys_changed()

    def _write(self, *, save: bool = False) -> None:
        """Write what is new of the document that is open."""
        self._written = stopwatch.present().monotonic
        if self.group is not None:
            self._put(self.group, self.group.open, save=save)
        self._keeper.go()

    def _put(self, group: StudyGroup, part: StudyPart, *, save: bool) -> None:
        self._keeper.put(part, self._session_of(group, part), save=save)
