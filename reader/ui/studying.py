"""The study session of the program: it begins, pauses, goes on and ends, and is kept meanwhile.

Whatever the person does touches it; it counts, once a second, and is written to the journal of the
document every now and then, by a thread, so that no key waits for it and a crash loses little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.annotations.annotation import new_id
from reader.annotations.logs import RUNNING
from reader.study import alive, recovering, stopwatch
from reader.study.intervals import Intervals
from reader.study.reading import Reading
from reader.study.session import (
    MINUTES,
    PAUSED,
    SECTION,
    SECTIONS,
    STOPPED,
    Goal,
    Rhythm,
    Session,
    rhythm_of,
)
from reader.study.stopwatch import Moment
from reader.text.spans import Span
from reader.ui import study_words
from reader.ui.study_part import StudyPart
from reader.ui.study_writing import StudyWriter

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
        self.goal = Goal()
        self.intervals = Intervals()
        self.asked: Goal | None = None  # what begins with the first document
        self.broken: Session | None = None  # of the document that is open, to go on with
        self.farewell = ""  # what the shell is told in the end
        self.parts: list[StudyPart] = []
        self._group = ""
        self._part: StudyPart | None = None  # of the document that is open
        self._sitting: Sitting | None = None
        self._reached = False  # the goal, and that was said
        self._written = 0.0  # when, on the clock that only grows
        self._said = ""  # what the header has
        self._refused = False  # the disk, and that was said
        self._writer = StudyWriter(app, self._failed)
        self._let_go: Callable[[], None] = lambda: None

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
    def active(self) -> float:
        """The seconds of study in it, in all documents."""
        return sum(part.watch.active for part in self.parts)

    @property
    def word(self) -> str:
        """What the header says of it; nothing where there is none."""
        part = self._part
        if not self.on or part is None:
            return ""
        how = "session"
        if self.intervals.until is not None:
            left = self.intervals.until - part.watch.last.monotonic
            how = f"break {study_words.minutes_up(left)}" if left > 0 else "break over"
        elif self.state == PAUSED:
            how = "paused"
        elif part.watch.idle:
            how = "idle"
        return study_words.progress(how, self.active, self.goal, self.sections)

    @property
    def sections(self) -> int:
        """How many were finished, without those that others are in."""
        return sum(part.leaves for part in self.parts)

    def sessions(self) -> list[Session]:
        """The records of all its documents as they are now."""
        return list(map(self._session_of, self.parts))

    def recap(self) -> Recap | None:
        """What came of it up to now; None where none of its documents is known."""
        from reader.study.recap import Part, recap

        parts = [
            Part(
                part.entry_id,
                part.reading.document,
                (self._session_of(part),),
                part.reading.everything(),
                part.source,
            )
            for part in self.parts
            if part.reading is not None
        ]
        return recap(parts) if parts else None

    def _session_of(self, part: StudyPart) -> Session:
        """The record of a document as it is now."""
        state = self.state
        if part is not self._part:
            state = STOPPED
        elif self.resting and state == RUNNING:
            state = PAUSED
        rhythm = self.intervals.rhythm
        said = f"{rhythm.work}/{rhythm.rest}" if rhythm else ""
        return part.snapshot(self._group, self.goal, state, said, self.intervals.done)

    # --- what the person does -------------------------------------------------------------------

    def start(self, goal: Goal = Goal(), rhythm: Rhythm | None = None) -> None:  # noqa: B008
        """Begin a session in the document that is open."""
        if self.on:
            self.stop()
        self._begin(new_id(), goal, rhythm, None)
        self._app.memory[study_words.LAST_GOAL] = [goal.kind, goal.amount]

    def go_on_with(self, session: Session) -> None:
        """Go on with a session of this document that was stopped, or cut short."""
        if self.on:
            self.stop()
        self._begin(session.group, session.goal, rhythm_of(session.rhythm), session)

    def take_up(self) -> None:
        """Go on with the session that was stopped last."""
        if self.on or self._part is None:
            return
        self._look_anew()
        self.state = RUNNING
        self._hold()
        self._resume()
        self._enter(self._app.sitting)
        self._write()
        self._show()

    def pause(self) -> None:
        """Nothing counts from now on."""
        if self.state == RUNNING and self._part is not None:
            self._look()
            self.state = PAUSED
            self._end_break()
            self._part.watch = stopwatch.paused(self._part.watch, stopwatch.present())
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
        if not self.on or self._part is None:
            return
        self._look()
        self._part.watch = stopwatch.paused(self._part.watch, stopwatch.present())
        self.state = STOPPED
        self._end_break()
        self._write(save=True)
        self._let_go()
        self._let_go = lambda: None
        self._show()

    def touch(self) -> None:
        """A key, the mouse, scrolling. Costs next to nothing."""
        if self.state != RUNNING or self._part is None:
            return
        moment = stopwatch.present()
        if self.resting:
            if not self.intervals.is_over(moment.monotonic):
                return
            self._look_anew()
            self._resume()
        self._part.watch = stopwatch.touched(self._count(moment), moment)

    # --- what happens ---------------------------------------------------------------------------

    def tick(self) -> None:
        """Some time went by: every now and then."""
        part = self._part
        self._writer.go()
        if part is None or not self.on:
            return
        moment = stopwatch.present()
        part.watch = self._count(moment)
        if part.look_at_annotations():
            self._write()  # a mark is kept at once, and so is that it is of this session
        if self.state == RUNNING:
            if self._app.reads and self._app.reading_screen.auto.running:
                self.touch()
            self._follow_rhythm(moment)
            self._follow_goal()
            if moment.monotonic - self._written >= WRITE:
                self._look()
                self._write()
        self._show()

    def opened(self, sitting: Sitting) -> None:
        """A document is there, with its annotations."""
        self.broken = None
        self._look_back(sitting)
        if self.on:
            self._enter(sitting)
        elif self.asked is not None:
            goal, self.asked = self.asked, None
            self.start(goal, rhythm_of(self._app.settings.text("study.pomodoro")))
        elif self._app.settings.flag("study.automatic"):
            self.start(Goal(), rhythm_of(self._app.settings.text("study.pomodoro")))

    def shown_anew(self, reading: Reading, rest: Callable[[Sequence[Span]], list[Span]]) -> None:
        """The document was edited; see `StudyPart.text_changed`."""
        if self._part is not None and self._part.reading is not None:
            self._part.text_changed(reading, rest)

    def rest(self) -> None:
        """The program is suspended: what it has is written; nothing counts till then."""
        if self.state == RUNNING and self._part is not None:
            self._part.watch = stopwatch.away(self._part.watch, stopwatch.present())
            self._write(now=True)

    def end(self) -> None:
        """The program ends."""
        if self.on:
            self.stop()
            found = self.recap()
            if found is not None:
                from reader.study.recap import summary

                self.farewell = summary(found)
        problem = self._writer.now()
        if problem and self.farewell:
            self.farewell += f" · not kept: {problem}"

    # --- inside ---------------------------------------------------------------------------------

    def _begin(self, group: str, goal: Goal, rhythm: Rhythm | None, before: Session | None) -> None:
        self._look_anew()
        self.state, self.goal = RUNNING, goal
        self.intervals = Intervals(rhythm, before.intervals if before else 0)
        self._group = group
        self._refused = False
        self._part = StudyPart(stopwatch.present(), before)
        self.parts = [self._part]
        self._sitting = None
        self.intervals.work(self.active)
        self.broken = None
        self._hold()
        self._enter(self._app.sitting)
        self._reached = self._is_reached()
        self._write()
        self._show()

    def _hold(self) -> None:
        self._let_go = alive.hold_session(self._app.library.state / "locks", self._group)

    def _resume(self) -> None:
        if self._part is not None:
            self._part.watch = stopwatch.resumed(self._part.watch, stopwatch.present())
        self._end_break()

    def _end_break(self) -> None:
        if self.resting:
            self.intervals.work(self.active)

    def _count(self, moment: Moment) -> stopwatch.Stopwatch:
        """The watch of the document that is open, up to a moment: of work no more than an interval
        has."""
        assert self._part is not None
        return stopwatch.counted(self._part.watch, moment, self.intervals.left(self.active))

    def _enter(self, sitting: Sitting) -> None:
        """The session goes on in this document, if that is open already."""
        entry, reading, screen = sitting.entry, sitting.screen.reading, sitting.screen
        if entry is None or reading is None:
            if screen.refused:
                self._cannot(screen.refused)
            return
        before = self._part
        if self._read not in screen.attending.on_read:
            screen.attending.on_read.append(self._read)
        self._sitting = sitting
        if before is None or before.entry_id not in ("", entry.id):
            self._change_to(entry.id)
        assert self._part is not None
        self._part.entry_id, self._part.source = entry.id, screen.source_name
        self._part.attach(reading, screen.read)
        if reading.store.read_only:
            self._cannot(reading.store.read_only)
        self._write()

    def _change_to(self, entry_id: str) -> None:
        """The person goes on in another document, or again in one of before."""
        moment, before = stopwatch.present(), self._part
        running = self.state == RUNNING and not self.resting
        if before is not None:
            before.watch = stopwatch.paused(self._count(moment), moment)
        known = next((part for part in self.parts if part.entry_id == entry_id), None)
        if known is None:
            known = StudyPart(moment)
            self.parts.append(known)
        self._part = known
        watch = known.watch
        known.watch = (
            stopwatch.resumed(watch, moment) if running else stopwatch.paused(watch, moment)
        )
        if before is not None and before.store is not None:
            self._put(before, save=True)

    def _read(self, spans: Sequence[Span], seconds: float) -> None:
        """Lines were read in the document that is open."""
        part, sitting = self._part, self._sitting
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
        intervals, part = self.intervals, self._part
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

    def _is_reached(self) -> bool:
        goal = self.goal
        if goal.kind == MINUTES:
            return self.active >= 60.0 * goal.amount
        if goal.kind == SECTIONS:
            return self.sections >= goal.amount
        return goal.kind == SECTION and any(part.reached(goal) for part in self.parts)

    def _follow_goal(self) -> None:
        if not self._reached and self._is_reached():
            self._reached = True
            self._app.say(study_words.reached(self.goal))

    def _call(self, words: str) -> None:
        self._app.say(words)
        if self._app.settings.flag("study.bell"):
            self._app.bell()

    def _show(self) -> None:
        """Let the header follow, if it says something else now."""
        app = self._app
        if not (app.is_running and app.reads and app.reading_screen.composed):
            return
        word, said = self.word, self._said
        if word != said:
            self._said = word
            app.reading_screen.update_header()
        if bool(word) != bool(said):
            app.reading_screen.keys_changed()

    def _look_back(self, sitting: Sitting) -> None:
        """Sessions of this document whose program died are over, with what was written of them."""
        reading = sitting.screen.reading
        if reading is None:
            return
        locks = self._app.library.state / "locks"
        for session in recovering.broken(reading.store, locks, but=self._group):
            self.broken = session
            self._writer.put(reading.store, session, save=True)
        if self.broken is not None:
            self._writer.go()
            if self.broken.active:
                said = sitting.screen.hints.message, study_words.cut_short(self.broken)
                sitting.screen.say(" · ".join(filter(None, said)))

    # --- keeping --------------------------------------------------------------------------------

    def _write(self, *, save: bool = False, now: bool = False) -> None:
        """Write what is new of the document that is open."""
        self._written = stopwatch.present().monotonic
        if self._part is not None:
            self._put(self._part, save=save)
        if now:
            self._writer.now()
        else:
            self._writer.go()

    def _put(self, part: StudyPart, *, save: bool) -> None:
        store = part.store
        if store is None or store.read_only:
            return
        session = self._session_of(part)
        if session != part.written:
            part.written = session
            self._writer.put(store, session, save=save)

    def _failed(self, why: str) -> None:
        """It is tried again with what is written next."""
        for part in self.parts:
            part.written = None
        self._cannot(why)

    def _cannot(self, why: str) -> None:
        """It runs, and is not kept; that is said once."""
        if not self._refused:
            self._refused = True
            self._app.say(f"The session runs, but cannot be kept: {why}")
