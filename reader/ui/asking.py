"""Asking which document a text is, where only the person can tell, and doing what is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader import sameness
from reader.awaited import is_waiting
from reader.documents.origin import origin_of
from reader.errors import ReaderError
from reader.library import Entry, Recognised
from reader.recognising import Doubt, How, Question
from reader.sameness import notes, percent
from reader.ui import modes
from reader.ui.keys import key_of
from reader.ui.reopening import open_anew

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.ui.screens.choose import Choice
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.sitting import Sitting

Caller = Callable[[Entry], str]
YES, NO, INSTEAD = "y", "n", "c"


def news(found: Recognised) -> str:
    """What is said of a document that was known again elsewhere, and not as it was, or that took
    the place of another one."""
    if found.question is None and found.instead is not None:
        waiting = notes(found.instead.other)
        return f"Another document than before: {key_of('which')} for the {waiting} of that one"
    if found.how is How.NOTES and found.question is None:
        return came(found.entry)
    if found.how not in (How.LIKENESS, How.IDENTIFIER) or found.question is not None:
        return ""
    return f"Known again: it was {_name(found.before)}. {key_of('which')} if it is another."


def came(entry: Entry) -> str:
    """That the notes that waited are in their text now."""
    return f"{notes(entry)} came to {'its' if entry.annotations == 1 else 'their'} text"


def ask(sitting: Sitting, found: Recognised) -> None:
    """Ask at opening what is in doubt, if anything is; without an answer nothing changes: what was
    known at its place stays that document, another text is one of its own."""
    from reader.ui.screens.choose import AskedScreen

    screen, question, instead = sitting.screen, found.question, found.instead
    if question is None:
        return
    asked = _asked(question, _caller(sitting))
    if not (screen.in_front and modes.at_rest(screen)):  # a note that was being written comes first
        screen.say(f"{asked}: {key_of('which')}")
        return

    def chosen(key: str | None) -> None:
        if key == YES:
            _take(screen, question)
        elif key == INSTEAD and instead is not None:
            _take(screen, instead)
        elif key == NO and sitting.entry is not None:
            refuse(sitting, question)
        elif key is None:
            screen.say(f"{asked}: {key_of('which')} asks again.")

    has_own = screen.reading is not None and bool(screen.reading.store.all())
    answers = _answers(question, instead, _caller(sitting), has_own=has_own)
    # Whoever presses enter without having read it changes nothing.
    screen.app.push_screen(AskedScreen(asked, answers, at=len(answers) - 1), chosen)


def refuse(sitting: Sitting, question: Question) -> None:
    """Keep a no about notes that wait; then ask about others that may be of this text, too."""
    screen, entry = sitting.screen, sitting.entry
    if question.doubt is not Doubt.NOTES or entry is None:
        return
    library, source, document = sitting.library, sitting.source, screen.document

    def work() -> None:
        sameness.refuse(library, question, entry)
        found = library.recognition(source, document)
        next_ = found.question
        if next_ is not None and next_.doubt is Doubt.NOTES and next_.other.id != question.other.id:
            screen.app.call_from_thread(ask, sitting, found)

    _work(screen, work)


def which(screen: ReadingScreen) -> None:
    """Ask which document this is: one of those that it is like, or one of its own."""
    sitting = screen.app.sitting
    entry, reading = sitting.entry, screen.reading
    if sitting.path is None or entry is None or reading is None:
        screen.say("Only a file can be told to be another document.")
        return
    document = screen.document

    def look() -> None:
        found = sitting.library.alike(entry, document.sketch)
        screen.app.call_from_thread(_choose, screen, found)

    _work(screen, look)


def _choose(screen: ReadingScreen, found: list[Question]) -> None:
    from reader.ui.screens.choose import Choice, ChooseScreen

    reading = screen.reading
    if reading is None or not screen.in_front:
        return
    choices = [
        Choice(str(number), _as_choice(question, _caller(screen.app.sitting)))
        for number, question in enumerate(found[:9], 1)
    ]
    waiting = list(filter(is_waiting, screen.app.library.entries()))
    if waiting:
        count = f"{len(waiting)} work{'s' * (len(waiting) != 1)}"
        choices.append(Choice("o", f"Notes that wait for their text: {count} …"))
    if reading.store.all():
        choices.append(Choice("x", "A document of its own, without these notes"))
    if not choices:
        screen.say("No document with notes is like this one.")
        return

    def chosen(key: str | None) -> None:
        if key == "x":
            _set_apart(screen)
        elif key == "o":
            _choose_waiting(screen, waiting, [one.other for one in found])
        elif key is not None:
            _take(screen, found[int(key) - 1])

    screen.app.push_screen(ChooseScreen("This is …", choices), chosen)


def _choose_waiting(
    screen: ReadingScreen, waiting: Sequence[Entry], likely: Sequence[Entry]
) -> None:
    """Let one of all works whose notes wait be chosen, the likely ones first."""
    from reader.ui.screens.documents import DocumentsScreen

    ids = {one.id for one in likely}

    def chosen(entry: Entry | None) -> None:
        if entry is not None:
            _take(screen, Question(Doubt.NOTES, entry, 0.0))

    first = [one for one in waiting if one.id in ids]
    screen.app.push_screen(DocumentsScreen("This is the text of", waiting, first), chosen)


def _asked(question: Question, name: Caller) -> str:
    doubt, other, alike = question
    if doubt is Doubt.REPLACED:
        return "Another text than before"
    if doubt is Doubt.NOTES:
        return f"Its title is that of {notes(other)} that came in"
    how, gone = percent(alike), ", gone" * (doubt is Doubt.MOVED)
    return f"{how[0].upper()}{how[1:]} like {name(other)}{gone}"


def _answers(
    question: Question, instead: Question | None, name: Caller, *, has_own: bool
) -> list[Choice]:
    """What may be answered about a text that ``has_own`` notes, or has none."""
    from reader.ui.screens.choose import Choice

    other = question.other
    count = notes(other)
    yes = {
        Doubt.COPY: f"Copy its {count} to here",
        Doubt.MOVED: f"It is, with its {count}",
        Doubt.REPLACED: f"The same, with {count}",
        Doubt.NOTES: f"They are of this text: {other.title}",
    }
    no = "Only the notes it has" if has_own else "A document of its own"
    if question.doubt is Doubt.NOTES:
        no = "They are not"
    if question.doubt is Doubt.REPLACED:
        no = "Another; the notes wait"
    also = [Choice(INSTEAD, _as_answer(instead, name))] if instead else []
    return [Choice(YES, yes[question.doubt]), *also, Choice(NO, no)]


def _as_answer(question: Question, name: Caller) -> str:
    """A document that a text may be, as one of three answers in a narrow box."""
    called, count = name(question.other), notes(question.other)
    copied = question.doubt is Doubt.COPY
    return f"Copy {count} of {called}" if copied else f"It is {called}, with {count}"


def _as_choice(question: Question, name: Caller) -> str:
    doubt, other, alike = question
    called, count = name(other), notes(other)
    if doubt is Doubt.COPY:
        return f"Copy the {count} of {called} ({percent(alike)})"
    if doubt is Doubt.REPLACED:
        return f"It is the text before, rewritten, with {count}"
    if doubt is Doubt.NOTES:
        return f"It is the text of the {count} of {other.title} that came in"
    return f"It is {called}, gone, with {count} ({percent(alike)})"


def _caller(sitting: Sitting) -> Caller:
    """What names other documents than the one that is open: a page of the web has a name of our
    making for its file, and is called by its title, or by its address where that is the same."""
    title = sitting.screen.document.metadata.title

    def name(other: Entry) -> str:
        origin = origin_of(sitting.library.resolve(other)) if other.path else None
        if origin is None:
            return _name(other.path)
        if other.title not in ("", title):
            return f"“{other.title}”"
        from reader.fetching import shown

        return shown(origin.url)

    return name


def _name(path: str) -> str:
    return Path(path).name or "what came through a pipe"


# --- what is done ------------------------------------------------------------------------------


def _work(screen: ReadingScreen, work: Callable[[], None]) -> None:
    """Do something in a thread; what goes wrong is said."""

    def guarded() -> None:
        try:
            work()
        except ReaderError as error:
            screen.app.call_from_thread(screen.say, str(error))

    screen.app.run_worker(guarded, thread=True, group="asked", exit_on_error=True)


def _take(screen: ReadingScreen, question: Question) -> None:
    """The notes of another document come here: copies of them, or that document itself."""
    sitting, reading = screen.app.sitting, screen.reading
    entry = sitting.entry
    if reading is None or entry is None:
        return
    store, library = reading.store, sitting.library

    def work() -> None:
        if question.doubt is Doubt.NOTES and sameness.has_own(library, entry):
            sitting.keep_place()
            sameness.take_in(library, question.other, entry)
            _place_notes(question, library.annotations_of(entry), screen)
            screen.app.call_from_thread(_open_again, sitting, came(question.other))
        elif question.doubt is Doubt.COPY or sameness.has_own(library, entry):
            copied = sameness.take_along(library, question.other, entry, store)
            _place_notes(question, store, screen)
            screen.app.call_from_thread(_copied, screen, question, copied)
        else:
            sitting.keep_place()
            taken = sameness.take_over(library, question.other, sitting.entry or entry)
            _place_notes(question, library.annotations_of(taken), screen)
            told = came(question.other) if question.doubt is Doubt.NOTES else ""
            screen.app.call_from_thread(_open_again, sitting, told)

    _work(screen, work)


def _place_notes(question: Question, store: Annotations, screen: ReadingScreen) -> None:
    """Notes that came in without a text are put in their places in it."""
    if question.doubt is Doubt.NOTES:
        from reader.awaited import settle

        settle(store, screen.document)
        store.save()


def _copied(screen: ReadingScreen, question: Question, copied: int) -> None:
    if screen.reading is None:
        return
    screen.annotations_changed()
    lost = len(screen.reading.orphans)
    words = f"{copied} of {notes(question.other)} copied; {key_of('undo')} takes them back"
    screen.say(f"{words} · {lost} lost their words" if lost else words)


def _set_apart(screen: ReadingScreen) -> None:
    """This is a document of its own; the notes stay with the one that it was taken for."""
    sitting = screen.app.sitting

    def work() -> None:
        sitting.end()
        if sitting.entry is not None:
            sameness.set_apart(sitting.library, sitting.entry)
            screen.app.call_from_thread(_open_again, sitting)

    _work(screen, work)


def _open_again(sitting: Sitting, told: str = "") -> None:
    """Show the file as the document that it is now; what is ``told`` of it is said then."""
    app = sitting.screen.app
    if app.sitting is sitting:
        sitting.entry = None  # its place is written down already, and it is another document now

        def say() -> None:
            app.reading_screen.waiting.for_opened(partial(_say_opened, app.reading_screen, told))

        open_anew(app, say if told else None)


def _say_opened(screen: ReadingScreen, told: str) -> None:
    screen.call_later(_say_how_many, screen, told)  # after what is said of the opening


def _say_how_many(screen: ReadingScreen, told: str) -> None:
    """Say what came, and how many of all need a person."""
    lost = len(screen.reading.orphans) if screen.reading else 0
    needs = f"{lost} need{'s' * (lost == 1)} you: {key_of('repair')}" if lost else ""
    screen.say(" · ".join(filter(None, (told, needs))))
