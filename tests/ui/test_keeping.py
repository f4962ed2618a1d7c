"""The file follows the journal by itself, and what goes wrong is said in a quiet line."""

import json
import os

import pytest

from reader.annotations import files
from reader.annotations.annotation import Annotation
from reader.ui import keeping
from reader.ui.drafts import Draft
from reader.ui.screens.note_editor import NoteEditor
from reader.ui.sitting import Sitting
from tests.conftest import Reader

BOOK = """\
# Part one

One two three. Four five six.

# Part two

Seven eight nine. Ten eleven twelve.
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Nobody has to wait for the file in a test."""
    monkeypatch.setattr(keeping, "IDLE", 0.0)
    monkeypatch.setattr(keeping, "AGAIN", 0.0)


async def marked(reader: Reader, words: str = "Four") -> Annotation:
    await reader.press("f")
    await reader.label(words, capital=True)
    return next(a for a in reader.kept if a.target.exact.startswith(words))


def file_of(reader: Reader):
    return reader.app.library.annotations / reader.app.entry.file


def in_file(reader: Reader) -> set[str]:
    """The ids that the file holds."""
    path = file_of(reader)
    return set(json.loads(path.read_text())["annotations"]) if path.is_file() else set()


async def test_the_file_is_written_a_moment_after_the_change(open_reader):
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        await reader.until(lambda: in_file(reader) == {first.id})


async def test_what_was_not_yet_in_the_file_is_there_in_the_next_run_and_told(
    open_reader, monkeypatch, settled
):
    monkeypatch.setattr(keeping, "IDLE", 1e9)
    monkeypatch.setattr(keeping, "LONGEST", 1e9)
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        assert in_file(reader) == set()
    async with open_reader(BOOK) as reader:
        assert [a.id for a in reader.shown] == [first.id]
        assert reader.sees("taken from the journal")


async def test_at_the_end_the_file_is_up_to_date(open_reader, monkeypatch):
    monkeypatch.setattr(keeping, "IDLE", 1e9)
    monkeypatch.setattr(keeping, "LONGEST", 1e9)
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
    reader.app.finish()
    assert in_file(reader) == {first.id}


async def test_while_the_file_cannot_be_written_the_header_says_so_and_notes_go_on(
    open_reader, library
):
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        await reader.until(lambda: in_file(reader))
        moved = library.annotations.rename(library.root / "moved")
        library.annotations.write_text("in the way")
        second = await marked(reader, "Seven")
        await reader.until(lambda: reader.sees("in the journal only"))
        assert [a.id for a in reader.shown] == [first.id, second.id]

        library.annotations.unlink()
        moved.rename(library.annotations)
        await reader.until(lambda: in_file(reader) == {first.id, second.id})
        await reader.until(lambda: not reader.sees("in the journal only"))


async def test_another_window_may_bring_the_file_up(open_reader, library):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.until(lambda: in_file(reader))
        reader.app.keeper.trouble = reader.screen.trouble = "disk full"
        await reader.until(lambda: not reader.screen.trouble)


async def test_a_note_written_in_two_places_is_kept_twice_and_decided_here(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        first = await marked(reader)
        await reader.press("a")
        await reader.type("mine")
        other = reader.app.library.annotations_of(reader.app.entry)
        other.change(first.id, note="theirs")
        await reader.press("escape")
        assert "both are kept" in reader.screen.hints.message
        assert reader.sees("2 versions: H")
        await reader.press("H")
        assert reader.sees("OTHER VERSION")
        await reader.press("B")
        assert sorted(reader.only.note.split()) == ["mine", "theirs"]
        assert not reader.sees("2 versions")


async def test_a_note_deleted_elsewhere_while_it_was_written_is_back(open_reader):
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        await reader.press("a")
        await reader.type("long thought")
        reader.app.library.annotations_of(reader.app.entry).remove(first.id)
        await reader.press("escape")
        assert reader.only.note == "long thought"
        assert "is back" in reader.screen.hints.message


async def test_what_was_changed_elsewhere_since_it_was_seen_is_not_deleted(open_reader):
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        reader.app.library.annotations_of(reader.app.entry).change(first.id, note="theirs")
        await reader.press("x")
        assert reader.only.note == "theirs"


async def test_undo_reaches_back_over_the_end_of_the_program(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("3")
    async with open_reader(BOOK) as reader:
        await reader.press("u")
        assert str(reader.only.colour) == "yellow"
        await reader.press("u")
        assert reader.kept == []
    async with open_reader(BOOK) as reader:
        await reader.press("U")
        assert len(reader.kept) == 1


async def test_the_end_of_the_terminal_keeps_the_note_in_the_editor(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a")
        await reader.type("half a thou")
        reader.app._end(129)
        assert reader.only.note == "half a thou"


@pytest.fixture
def crash(monkeypatch):
    """Let go of what the system lets go of when a program dies."""
    held = []

    def hold(path):
        held.append(files.hold(path))
        return held[-1]

    def die():
        for lock in held:
            if lock is not None:
                os.close(lock)
        held.clear()

    monkeypatch.setattr("reader.ui.drafts.hold", hold)
    monkeypatch.setattr("reader.ui.screens.note_editor.DRAFT", 0.02)
    return die


async def test_after_a_crash_the_editor_opens_with_what_was_being_written(open_reader, crash):
    async with open_reader(BOOK) as reader:
        first = await marked(reader)
        await reader.press("a")
        await reader.type("half a thou")
        drafts = reader.app.library.state / "drafts"
        await reader.until(lambda: "half a thou" in kept_in(drafts))
    crash()
    async with open_reader(BOOK) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, NoteEditor))
        assert reader.sees("half a thou")
        assert reader.sees("Taken up again")
        await reader.type("ght")
        await reader.press("escape")
        assert (reader.only.id, reader.only.note) == (first.id, "half a thought")
        assert list(drafts.iterdir()) == []


async def test_a_draft_of_another_window_is_left_alone(open_reader, crash):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a")
        await reader.type("of this window")
        drafts = reader.app.library.state / "drafts"
        await reader.until(lambda: "of this window" in kept_in(drafts))
        async with open_reader(BOOK) as other:
            await other.settle()
            assert not isinstance(other.app.screen, NoteEditor)
            await marked(other, "Seven")
            await other.press("a")
            await other.type("of the other")
            await other.until(lambda: "of the other" in kept_in(drafts))
            await other.press("escape")
        assert "of this window" in kept_in(drafts)


async def test_all_drafts_of_a_crash_are_offered_one_after_the_other(open_reader, crash):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await marked(reader, "Seven")
        for number in range(2):
            draft = Draft(reader.app.entry.id)
            draft.keep(f"draft {number}", reader.shown[number].id, None, "")
    crash()
    async with open_reader(BOOK) as reader:
        for number in range(2):
            await reader.until(lambda n=number: reader.sees(f"draft {n}"))
            await reader.press("escape")
        assert {a.note for a in reader.kept} == {"draft 0", "draft 1"}


def kept_in(folder) -> str:
    return " ".join(path.read_text() for path in folder.glob("*.json"))


async def test_who_leaves_before_the_document_is_open_has_a_place_all_the_same(
    make_app, library, monkeypatch
):
    monkeypatch.setattr(Sitting, "read_rest", lambda sitting: None)
    app = make_app(BOOK * 40)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        place = app.reading_screen.view.place
    app.finish()
    assert place > 0
    assert [entry.place for entry in library.entries() if entry.id] == [place]
