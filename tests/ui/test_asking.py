"""What the program asks where only the person can tell which document a text is."""

import pytest

from reader.annotations.annotation import Annotation, Target, new_id
from reader.documents.opening import open_document, read_source
from reader.documents.origin import Origin, origin_path, origin_record
from reader.library import Recognised
from reader.recognising import Doubt, How, Question
from reader.text.spans import Span
from reader.ui import asking
from reader.ui.screens.choose import ChooseScreen
from tests.prose import edited, prose

TEXT, UNLIKE = prose(1), prose(2)


@pytest.fixture
def draft(library):
    """A draft in the library with two notes, which was read."""
    path = library.documents / "draft.md"
    path.write_text(TEXT, "utf-8")
    source = read_source(path)
    entry = library.remember(library.recognise(source, open_document(source)), opened="2026-01-01")
    store = library.annotations_of(entry)
    for start in (0, 50):
        words = TEXT[start : start + 25]
        store.add(Annotation(new_id(), Target(words, start=start, end=start + 25), note="n"))
    store.save()
    library.remember(entry, counts=(2, 0))
    return path


def beside(draft, text, name="draft-2.md"):
    path = draft.with_name(name)
    path.write_text(text, "utf-8")
    return path


async def asked(reader) -> str:
    """What is asked on the screen."""
    await reader.until(lambda: isinstance(reader.app.screen, ChooseScreen))
    return reader.app.screen._title


def notes_of(reader) -> int:
    return len(reader.app.reading_screen.reading.store.all())


def said(reader) -> str:
    """What the row at the bottom tells."""
    return reader.app.reading_screen.hints.message


async def again(reader, before) -> None:
    """Wait until the document was opened anew."""
    await reader.until(lambda: reader.app.sitting is not before and reader.app.entry is not None)
    await reader.settle()


async def test_a_copy_of_the_notes_of_an_alike_draft_is_taken_along_and_taken_back(
    open_reader, draft
):
    async with open_reader(beside(draft, edited(TEXT, 20))) as reader:
        assert await asked(reader) == "About 90 % like draft.md"
        await reader.press("y")
        await reader.until(lambda: notes_of(reader) == 2)
        assert reader.app.reading_screen.reading.orphans == []
        await reader.press("u")
        assert notes_of(reader) == 0


async def test_a_key_that_answers_nothing_is_for_the_text(open_reader, draft):
    async with open_reader(beside(draft, edited(TEXT, 20)), size=(80, 24)) as reader:
        await asked(reader)
        before = reader.view.place
        await reader.press("space")
        await reader.until(lambda: reader.screen.in_front)
        assert reader.view.place > before
        assert notes_of(reader) == 0


async def test_enter_takes_nothing_along_unless_that_is_chosen(open_reader, draft):
    async with open_reader(beside(draft, edited(TEXT, 20))) as reader:
        await asked(reader)
        await reader.press("enter")
        await reader.until(lambda: reader.screen.in_front)
        assert notes_of(reader) == 0


async def test_labels_that_are_shown_are_not_taken_away_by_a_question(open_reader, draft):
    path = beside(draft, prose(3))
    async with open_reader(path) as reader:
        await reader.press("f")
        question = Question(Doubt.COPY, reader.app.entry, 0.9)
        asking.ask(reader.app.sitting, Recognised(reader.app.entry, How.NEW, question, ""))
        assert reader.screen.picker.active and "90 % like" in said(reader)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rain", "“Rain”"),
        ("[b] and [/b]", "“[b] and [/b]”"),
        ("draft-2", "https://example.org/rain"),
    ],
)
async def test_a_page_of_the_web_is_called_by_its_title_or_its_address(
    open_reader, draft, library, title, name
):
    (entry,) = (e for e in library.entries() if e.id)
    library.put([entry._replace(title=title)])
    origin_path(draft).write_bytes(origin_record(Origin("https://example.org/rain")))
    async with open_reader(beside(draft, edited(TEXT, 20))) as reader:
        assert await asked(reader) == f"About 90 % like {name}"
        await reader.until(lambda: reader.sees(name))


async def test_without_a_yes_a_draft_is_a_document_of_its_own_and_asked_about_once(
    open_reader, draft
):
    path = beside(draft, edited(TEXT, 20))
    async with open_reader(path, finish=True) as reader:
        await asked(reader)
        await reader.press("n")
        assert notes_of(reader) == 0
    async with open_reader(path) as reader:
        assert not isinstance(reader.app.screen, ChooseScreen)
        assert notes_of(reader) == 0


async def test_what_was_left_open_is_asked_again_with_a_key(open_reader, draft):
    async with open_reader(beside(draft, edited(TEXT, 20))) as reader:
        await asked(reader)
        await reader.press("escape")
        await reader.press("W")
        assert await asked(reader) == "This is …"
        await reader.press("1")
        await reader.until(lambda: notes_of(reader) == 2)


async def test_a_rewritten_text_is_the_same_document_if_the_person_says_so(
    open_reader, draft, library
):
    before = library.known_at(draft).id
    draft.write_text(UNLIKE, "utf-8")
    async with open_reader(draft, finish=True) as reader:
        assert await asked(reader) == "Another text than before"
        sitting = reader.app.sitting
        assert sitting.entry.id != before
        await reader.press("y")
        await again(reader, sitting)
        assert reader.app.entry.id == before
        assert len(reader.app.reading_screen.reading.orphans) == 2
    assert [entry.id for entry in library.entries()] == [before]


async def test_what_was_left_open_of_a_replaced_text_is_asked_again_with_a_key(
    open_reader, draft, library
):
    before = library.known_at(draft).id
    draft.write_text(UNLIKE, "utf-8")
    async with open_reader(draft, finish=True) as reader:
        await asked(reader)
        await reader.press("escape")
    async with open_reader(draft) as reader:
        sitting = reader.app.sitting
        await reader.press("W")
        assert await asked(reader) == "This is …"
        await reader.press("1")
        await again(reader, sitting)
        assert (reader.app.entry.id, notes_of(reader)) == (before, 2)


@pytest.mark.parametrize("open_before", [True, False])
async def test_a_known_text_at_the_place_of_another_is_shown_and_that_the_notes_there_wait(
    open_reader, draft, open_before
):
    here = beside(draft, UNLIKE, "d.md")
    draft.rename(draft.with_name("draft-1.md"))
    async with open_reader(here, finish=not open_before) as reader:
        reader.app.reading_screen.reading.mark(Span(0, 20), note="of d")
        sitting = reader.app.sitting
        if open_before:
            draft.with_name("draft-1.md").replace(here)
            await again(reader, sitting)
            assert "Another document than before: W for the 1 note of that one" in said(reader)
    if not open_before:
        draft.with_name("draft-1.md").replace(here)
        async with open_reader(here) as reader:
            assert "Another document than before: W for the 1 note of that one" in said(reader)
            assert notes_of(reader) == 2
            await reader.press("W")
            await asked(reader)
            assert "It is the text before, rewritten" in "\n".join(reader.screenful())


async def test_the_notes_of_the_text_that_took_the_place_of_another_are_offered_at_once(
    open_reader, draft, library
):
    here = beside(draft, UNLIKE, "d.md")
    async with open_reader(here, finish=True) as reader:
        reader.app.reading_screen.reading.mark(Span(0, 20), note="of d")
    here.write_text(TEXT, "utf-8")
    async with open_reader(here, size=(40, 15)) as reader:
        assert await asked(reader) == "Another text than before"
        assert "Copy 2 notes of draft.md" in "\n".join(reader.screenful())
        await reader.press("c")
        await reader.until(lambda: notes_of(reader) == 2)


async def test_a_copy_of_another_document_over_a_known_one_is_asked_about_by_its_name(
    open_reader, draft
):
    here = beside(draft, edited(TEXT, 20), "e.md")
    async with open_reader(here, finish=True) as reader:
        await asked(reader)
        await reader.press("n")
        reader.app.reading_screen.reading.mark(Span(0, 20), note="of e")
    here.write_text(TEXT, "utf-8")
    async with open_reader(here) as reader:
        assert await asked(reader) == "Word for word like draft.md"
        assert "Only the notes it has" in "\n".join(reader.screenful())
        await reader.press("y")
        await reader.until(lambda: notes_of(reader) == 3)


async def test_a_copy_of_another_document_over_the_open_one_is_asked_about(open_reader, draft):
    async with open_reader(beside(draft, edited(TEXT, 20), "e.md")) as reader:
        await asked(reader)
        await reader.press("n")
        reader.app.reading_screen.reading.mark(Span(0, 20), note="of e")
        beside(draft, TEXT, "e.md")
        assert await asked(reader) == "Word for word like draft.md"
        assert reader.app.reading_screen.reading.source.text.split() == TEXT.split()


async def test_a_text_that_took_the_place_of_another_is_a_document_of_its_own(
    open_reader, draft, library
):
    before = library.known_at(draft).id
    draft.write_text(UNLIKE, "utf-8")
    async with open_reader(draft, finish=True) as reader:
        await asked(reader)
        await reader.press("n")
        assert notes_of(reader) == 0
    draft.write_text(TEXT, "utf-8")
    async with open_reader(draft) as reader:
        assert (reader.app.entry.id, notes_of(reader)) == (before, 2)


async def test_a_moved_and_edited_file_is_known_and_can_be_set_apart(open_reader, draft, library):
    before = library.known_at(draft).id
    draft.unlink()
    path = beside(draft, edited(TEXT, 20), "final.md")
    async with open_reader(path, finish=True) as reader:
        assert "Known again: it was draft.md" in reader.screen.hints.message
        assert (reader.app.entry.id, notes_of(reader)) == (before, 2)
        sitting = reader.app.sitting
        await reader.press("W")
        await asked(reader)
        await reader.press("x")
        await again(reader, sitting)
        assert reader.app.entry.id != before
        assert notes_of(reader) == 0
    waiting = next(entry for entry in library.entries() if entry.id == before)
    assert (waiting.path, waiting.annotations) == ("documents/draft.md", 2)
    assert not library.is_there(waiting)


async def test_a_document_like_no_other_and_without_notes_has_nothing_to_choose(open_reader):
    async with open_reader("Just a few words.\n") as reader:
        await reader.press("W")
        await reader.until(lambda: "No document with notes" in reader.screen.hints.message)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_question_can_be_read_at_every_size(open_reader, draft, size):
    async with open_reader(beside(draft, edited(TEXT, 20)), size=size) as reader:
        await asked(reader)
        screen = "\n".join(reader.screenful())
        assert "About 90 % like draft.md" in screen
        assert "Copy its 2 notes to here" in screen
        assert "A document of its own" in screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_question_about_a_replaced_text_can_be_read_at_every_size(
    open_reader, draft, size
):
    draft.write_text(UNLIKE, "utf-8")
    async with open_reader(draft, size=size) as reader:
        await asked(reader)
        screen = "\n".join(reader.screenful())
        assert "Another text than before" in screen
        assert "The same, with 2 notes" in screen
        assert "Another; the notes wait" in screen


async def test_what_is_to_be_chosen_can_be_read_to_its_end_on_a_narrow_screen(open_reader, draft):
    draft.unlink()
    path = beside(draft, edited(TEXT, 6), "the-second-draft-of-it.md")
    async with open_reader(path, size=(40, 15)) as reader:
        await asked(reader)
        await reader.press("escape", "W")
        await asked(reader)
        screen = "\n".join(reader.screenful())
        assert all(words in screen for words in ("It is draft.md, gone,", "2 notes", "%)"))
