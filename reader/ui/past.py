"""What annotations were: their versions, going back to one, deciding between two; the trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.annotations.annotation import Annotation
from reader.annotations.lineage import content
from reader.annotations.records import to_record
from reader.errors import ReaderError
from reader.text.wrap import cells, fit
from reader.ui.annotating import with_annotation
from reader.ui.keys import key_of
from reader.ui.screens.browse import Answer, BrowseScreen, Line, described, when

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

DID = {
    "add": "made",
    "change": "changed",
    "remove": "deleted",
    "restore": "restored",
    "undo": "undone",
    "redo": "done again",
    "merge": "came from elsewhere",
    "base": "as it was then",
    "go back": "gone back to",
    "settle": "decided",
    "decide": "decided",
}


WORDS = 48  # cells of its words that stand in a line of a list, before what else is said


def show_versions(screen: ReadingScreen) -> None:
    """The versions of the annotation here, to go back to one or to decide between two."""
    with_annotation(screen, lambda annotation: _versions(screen, annotation))


def _versions(screen: ReadingScreen, annotation: Annotation) -> None:
    assert screen.reading is not None
    store = screen.reading.store
    others = store.others(annotation.id)
    lead = "OTHER VERSION " if others else "now "
    found = [(f"{'now':<{len(lead)}}{annotation_words(annotation)}", annotation)]
    found += [(f"{lead}{annotation_words(other)}", other) for other in others]
    seen = [_content(annotation), *map(_content, others)]
    for past in store.past(annotation.id):
        if _content(past.annotation) not in seen and not past.annotation.deleted:
            seen.append(_content(past.annotation))
            how = f"{DID.get(past.do, past.do)} {when(past.at)}{_look(past.annotation, annotation)}"
            words = annotation_words(past.annotation)
            found.append((f"{'':<{len(lead)}}{words} · {how}", past.annotation))
    lines = [
        Line(title, described(version, None if version is annotation else annotation))
        for title, version in found
    ]

    def done(answer: Answer | None) -> None:
        if answer is None:
            return
        key, at = answer
        chosen = found[at][1]
        if key == "keep_both":
            both = f"{annotation.note}\n\n{others[0].note}".strip("\n")
            chosen = annotation._replace(note=both)
        if others and (key == "keep_both" or at <= len(others)):
            _do(
                screen,
                lambda: store.settle(annotation.id, chosen, seen=annotation),
                f"Decided · {key_of('undo')} takes it back",
            )
        elif at:
            told = f"It is as it was then · {key_of('undo')} takes it back"
            _do(screen, lambda: store.go_back(annotation.id, chosen), told)

    doings = [("choose_this", "make it this one")]
    if others:
        doings.append(("keep_both", "keep the words of both"))
    count = len(found)
    title = f"{count} versions" if count > 1 else "One version: it was never changed"
    if others:
        title = "Written in two places without seeing each other: which one is it?"
    screen.app.push_screen(BrowseScreen(title, lines, doings), done)


def show_trash(screen: ReadingScreen) -> None:
    """The deleted annotations of this document."""
    if screen.reading is None:
        return
    store = screen.reading.store
    gone = store.deleted()
    lines = [Line(f"{annotation_words(a)} · deleted {when(a.deleted)}", described(a)) for a in gone]

    def done(answer: Answer | None) -> None:
        if answer is None:
            return
        key, at = answer
        if key == "choose_this":
            _do(
                screen,
                lambda: store.restore(gone[at].id),
                f"Restored · {key_of('undo')} takes it back",
            )
            screen.make_current(gone[at].id, reveal=True)
            return
        doomed = gone if key == "empty_trash" else [gone[at]]
        count = "it" if len(doomed) == 1 else f"all {len(doomed)}"

        def sure(answer: str | None) -> None:
            if answer is not None and answer.strip().casefold() == "yes":
                told = "Gone for good, from the file and from the history."
                _do(screen, lambda: store.forget(*(a.id for a in doomed)), told)
            else:
                screen.say("Nothing was thrown away.")

        screen.ask(f"Throw {count} away for good? Type yes:", "", sure)

    title = f"Trash: {len(gone)} deleted here" if gone else "Trash: nothing was deleted here"
    doings = [
        ("choose_this", "restore"),
        ("throw_away", "throw it away"),
        ("empty_trash", "empty the trash"),
    ]
    screen.app.push_screen(BrowseScreen(title, lines, doings), done)


def annotation_words(annotation: Annotation) -> str:
    """An annotation in one line: its note, or what it marks."""
    words = " ".join((annotation.note or f"“{annotation.target.exact}”").split())
    return fit(words, WORDS) if cells(words) > WORDS else words


def _look(annotation: Annotation, now: Annotation) -> str:
    """How it looked, as far as that differs from now."""
    names = ("colour", "style", "kind")
    looks = [
        str(getattr(annotation, n)) for n in names if getattr(annotation, n) != getattr(now, n)
    ]
    return f" ({', '.join(looks)})" if looks else ""


def _content(annotation: Annotation) -> dict[str, object]:
    record = content(to_record(annotation))
    record.pop("deleted", None)
    return record


def _do(screen: ReadingScreen, change: Callable[[], object], told: str) -> None:
    try:
        change()
    except KeyError:
        screen.say(f"It changed elsewhere: {key_of('versions')} shows how.")
    except ReaderError as error:
        screen.say(f"Not saved: {error}")
    else:
        screen.say(told)
    screen.annotations_changed()
