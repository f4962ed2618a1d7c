"""A session in all the documents that are read in it, while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.study import stopwatch
from reader.study.session import MINUTES, SECTION, SECTIONS, STOPPED, Goal, Rhythm, Session
from reader.study.stopwatch import Moment
from reader.ui.study_part import StudyPart

if TYPE_CHECKING:
    from reader.study.recap import Recap


class StudyGroup:
    """The parts of a session, a document each; ``open`` is that of the document that is read.

    ``reached`` says that the goal is: it stays reached.
    """

    def __init__(self, identity: str, goal: Goal, rhythm: Rhythm | None, part: StudyPart) -> None:
        self.id = identity
        self.goal = goal
        self.rhythm = f"{rhythm.work}/{rhythm.rest}" if rhythm else ""
        self.parts = [part]
        self.open = part
        self.reached = False

    @property
    def active(self) -> float:
        """The seconds of study, in all documents."""
        return sum(part.watch.active for part in self.parts)

    @property
    def sections(self) -> int:
        """How many were finished, without those that others are in."""
        return sum(part.leaves for part in self.parts)

    def count(self, moment: Moment, most: float, *, reviews: bool) -> None:
        """Take in the time up to a moment, ``most`` seconds of it; ``reviews`` says that it was
        spent in one."""
        part = self.open
        before = part.watch.active
        part.watch = stopwatch.counted(part.watch, moment, most)
        if reviews:
            part.reviewed += part.watch.active - before

    def change_to(self, entry_id: str, moment: Moment, *, running: bool) -> None:
        """The person goes on in another document, or again in one of before."""
        self.open.watch = stopwatch.paused(self.open.watch, moment)
        known = next((part for part in self.parts if part.entry_id == entry_id), None)
        if known is None:
            known = StudyPart(moment)
            self.parts.append(known)
        go = stopwatch.resumed if running else stopwatch.paused
        known.watch = go(known.watch, moment)
        self.open = known

    def reaches_goal(self) -> bool:
        """Whether the goal is reached, and was not before."""
        if self.reached:
            return False
        goal = self.goal
        if goal.kind == MINUTES:
            self.reached = self.active >= 60.0 * goal.amount
        elif goal.kind == SECTIONS:
            self.reached = self.sections >= goal.amount
        else:
            self.reached = goal.kind == SECTION and any(one.reached(goal) for one in self.parts)
        return self.reached

    def record(self, part: StudyPart, state: str, intervals: int, *, resting: bool) -> Session:
        """The record of one document as it is now, of a session that is in this state."""
        here = part is self.open
        session = part.snapshot(self.id, self.goal)
        return session._replace(
            state=state if here else STOPPED,
            rhythm=self.rhythm,
            intervals=intervals,
            resting=here and resting,
            reached=self.reached,
        )

    def recap(self, sessions: list[Session]) -> Recap | None:
        """What came of it by the records of its parts; None where none of its documents is
        known."""
        from reader.study.recap import Part, recap

        parts = [
            Part(
                part.entry_id,
                part.reading.document,
                (session,),
                part.reading.everything(),
                part.source,
            )
            for part, session in zip(self.parts, sessions, strict=True)
            if part.reading is not None
        ]
        return recap(parts) if parts else None
