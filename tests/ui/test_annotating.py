"""Marking passages, and changing what was marked."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from reader.annotations.annotation import Colour, Kind, Style
from reader.ui.screens.choose import ChooseScreen
from reader.ui.screens.note_editor import NoteEditor

BOOK = """\
# The book

One two three. Four five six.

Seven eight nine. Ten eleven twelve.
"""


async def marked(reader, words="Four"):
    """Highlight the sentence that begins with these words."""
    await reader.press("f")
    await reader.label(words, capital=True)


def said(annotation):
    """What a person decided about an annotation."""
    return (
        annotation.target.exact,
        annotation.colour,
        annotation.style,
        annotation.kind,
        annotation.note,
        annotation.tags,
    )


async def test_after_a_look_at_the_note_of_a_marked_sentence_no_label_is_left(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("f")
        await reader.label("Four")
        await reader.press("a", "escape")
        assert not reader.view.labels
        assert reader.selected is None
        assert reader.screen.place == "read"


# --- marking ------------------------------------------------------------------------------------


async def test_a_highlight_is_on_the_disk_on_the_screen_and_in_the_pane(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        plain = reader.style_at(reader.find("Four").start)
        await marked(reader)
        assert said(reader.only) == (
            "Four five six.",
            Colour.YELLOW,
            Style.SOLID,
            Kind.HIGHLIGHT,
            "",
            (),
        )
        assert reader.only.target.prefix.endswith("One two three. ")
        assert reader.only.target.suffix.startswith("\nSeven eight nine.")
        assert reader.style_at(reader.find("Four").start).bgcolor != plain.bgcolor
        assert reader.style_at(reader.find("One").start) == plain
        assert reader.sees("“Four five six.”")
        assert reader.view.current == reader.only.id


@pytest.mark.parametrize("key, colour", list(zip("123456", Colour, strict=True)))
async def test_a_number_highlights_the_selection_in_its_colour(open_reader, key, colour):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One")
        await reader.press(key)
        assert reader.only.colour == colour
        assert reader.only.target.exact == "One two three."


async def test_enter_highlights_in_the_last_colour_and_a_style_is_for_one_alone(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One")
        await reader.press("3")
        await reader.press("c", "u")
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("enter")
        last = reader.kept[-1]
        assert (last.target.exact, last.colour, last.style) == (
            "Seven eight nine.",
            Colour.BLUE,
            Style.SOLID,
        )
        assert reader.kept[0].style is Style.UNDERLINE


async def test_the_space_around_a_selection_is_not_marked(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.drag(reader.find("Four").start - 1, reader.find("six.").end - 1)
        await reader.press("enter")
        assert reader.only.target.exact == "Four five six."


async def test_nothing_is_marked_where_only_space_is_selected(open_reader):
    async with open_reader(BOOK) as reader:
        space = reader.find("two").end
        await reader.press("v")
        reader.view.put_caret(space)
        await reader.press("v")
        assert reader.selected == " "
        await reader.press("3", "a", "escape")
        assert reader.kept == []


async def test_a_number_with_a_caret_and_no_selection_does_not_mark_by_itself(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("v", "1")
        assert reader.kept == []


# --- changing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key, colour", list(zip("123456", Colour, strict=True)))
async def test_a_number_colours_the_current_annotation(open_reader, key, colour):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press(key)
        assert reader.only.colour == colour


@pytest.mark.parametrize("key, style", list(zip("suxo", Style, strict=True)))
async def test_c_changes_the_style(open_reader, key, style):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("c")
        assert isinstance(reader.app.screen, ChooseScreen)
        await reader.press(key)
        assert reader.only.style == style


async def test_c_changes_the_colour_too(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("c", "5")
        assert reader.only.colour == Colour.ORANGE


@pytest.mark.parametrize("close", ["escape", "q"])
async def test_a_choice_can_be_given_up(open_reader, close):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        before = reader.only
        await reader.press("c", close)
        assert reader.app.screen is reader.screen
        assert reader.only == before


async def test_a_choice_can_be_made_with_the_arrows(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("c", "down", "down", "enter")
        assert reader.only.colour == Colour.BLUE


@pytest.mark.parametrize(
    "key, kind",
    [
        ("q", Kind.QUESTION),
        ("d", Kind.DEFINITION),
        ("s", Kind.SUMMARY),
        ("t", Kind.TODO),
        ("n", Kind.NOTE),
    ],
)
async def test_a_full_stop_marks_as_a_kind_and_h_as_plain_again(open_reader, key, kind):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("full_stop", key)
        assert reader.only.kind == kind
        await reader.press("full_stop", "h")
        assert reader.only.kind == Kind.HIGHLIGHT


async def test_a_selection_can_be_marked_as_a_kind_at_once(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("full_stop", "q")
        assert (reader.only.kind, reader.only.target.exact) == ("question", "Seven eight nine.")


@pytest.mark.parametrize(
    "typed, tags",
    [
        ("city", ("city",)),
        ("city law", ("city", "law")),
        ("#city, #law", ("city", "law")),
        ("city city", ("city",)),
        ("城市 été", ("城市", "été")),
    ],
)
async def test_t_sets_the_tags(open_reader, typed, tags):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await marked(reader)
        await reader.press("t")
        await reader.type(typed)
        await reader.press("enter")
        assert reader.only.tags == tags
        assert reader.sees(f"#{tags[0]}")


async def test_t_shows_the_tags_that_are_there(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("t", "a", "b", "enter")
        await reader.press("t", "backspace", "c", "enter")
        assert reader.only.tags == ("ac",)
        await reader.press("t", "backspace", "backspace", "enter")
        assert reader.only.tags == ()


async def test_escape_leaves_the_tags_as_they_were(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("t", "a", "b", "enter", "t", "c", "escape")
        assert reader.only.tags == ("ab",)


async def test_escape_closes_the_question_and_nothing_else(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("t", "escape")
        assert reader.view.current == reader.only.id
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("t", "escape")
        assert reader.selected == "Seven eight nine."


# --- notes --------------------------------------------------------------------------------------


async def test_a_note_is_written_on_the_current_annotation_and_escape_keeps_it(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await marked(reader)
        await reader.press("a")
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.type("Why *six*?")
        await reader.press("enter")
        await reader.type("城市")
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.only.note == "Why *six*?\n城市"
        assert reader.only.kind == Kind.HIGHLIGHT
        assert reader.sees("Why")


async def test_a_note_is_written_on_the_selection(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("a")
        await reader.type("Mine")
        await reader.press("ctrl+s")
        assert said(reader.only)[0] == "Seven eight nine."
        assert (reader.only.note, reader.only.kind) == ("Mine", Kind.NOTE)


async def test_with_a_caret_a_note_is_written_on_its_sentence(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("v")
        reader.view.put_caret(reader.find("five").start)
        await reader.press("a", "x", "escape")
        assert (reader.only.target.exact, reader.only.note) == ("Four five six.", "x")


async def test_with_nothing_selected_a_note_asks_for_a_sentence(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("a")
        await reader.label("Seven")
        await reader.type("Here")
        await reader.press("escape")
        assert (reader.only.target.exact, reader.only.note) == ("Seven eight nine.", "Here")


async def test_ctrl_x_discards_what_was_typed(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a", "o", "l", "d", "escape", "a")
        await reader.type(" and new")
        await reader.press("ctrl+x")
        assert reader.app.screen is reader.screen
        assert reader.only.note == "old"


@pytest.mark.parametrize(
    "keys",
    [["x", "ctrl+x"], ["escape"], ["space", "enter", "escape"]],
)
async def test_a_note_that_was_given_up_or_is_empty_marks_nothing(open_reader, keys):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("a", *keys)
        assert reader.app.screen is reader.screen
        assert reader.kept == []


async def test_a_note_is_edited_from_the_notes_pane(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await marked(reader)
        await reader.press("a", "a", "escape", "tab")
        assert reader.screen.pane is reader.screen.notes
        await reader.press("a", "b", "escape")
        assert reader.only.note == "ab"


# --- extending and deleting ---------------------------------------------------------------------


async def test_r_lets_an_annotation_stand_on_another_passage(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        before = reader.only
        await reader.press("r")
        assert reader.selected == "Four five six."
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("enter")
        after = reader.only
        assert after.id == before.id
        assert after.target.exact == "Four five six.\nSeven eight nine."
        assert reader.screen.reading.span_of(after.id).end == reader.find("nine.").end


async def test_escape_gives_up_extending(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("r", "w", "escape")
        assert reader.only.target.exact == "Four five six."
        await reader.press("f")
        await reader.label("Seven", capital=True)
        assert [a.target.exact for a in reader.kept] == ["Four five six.", "Seven eight nine."]


async def test_x_deletes_and_u_brings_back(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        plain = reader.style_at(reader.find("five").start)
        await marked(reader)
        before = said(reader.only)
        await reader.press("x")
        assert reader.kept == []
        assert reader.style_at(reader.find("five").start) == plain
        assert not reader.sees("“Four five six.”")
        await reader.press("u")
        assert said(reader.only) == before


# --- undo and redo ------------------------------------------------------------------------------

CHANGES = {
    "colour": ["4"],
    "style": ["c", "o"],
    "kind": ["full_stop", "q"],
    "tags": ["t", "a", "b", "enter"],
    "note": ["a", "h", "i", "escape"],
    "passage": ["r", "v", "v", "i", "p", "enter"],
    "deletion": ["x"],
}


@pytest.mark.parametrize("keys", CHANGES.values(), ids=CHANGES)
async def test_every_change_can_be_undone_and_redone(open_reader, keys):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        before = [said(a) for a in reader.kept]
        await reader.press(*keys)
        after = [said(a) for a in reader.kept]
        assert after != before
        await reader.press("u")
        assert [said(a) for a in reader.kept] == before
        assert [said(a) for a in reader.shown] == before
        await reader.press("U")
        assert [said(a) for a in reader.kept] == after
        assert [said(a) for a in reader.shown] == after


async def test_all_changes_can_be_undone_one_after_the_other(open_reader):
    async with open_reader(BOOK) as reader:
        states = [[]]
        await marked(reader)
        states.append([said(a) for a in reader.kept])
        for keys in CHANGES.values():
            await reader.press(*keys)
            states.append([said(a) for a in reader.kept])
        for state in reversed(states[:-1]):
            await reader.press("u")
            assert [said(a) for a in reader.kept] == state
        await reader.press("u")
        assert reader.kept == []
        for state in states[1:]:
            await reader.press("U")
            assert [said(a) for a in reader.kept] == state


# --- overlapping --------------------------------------------------------------------------------


async def overlapping(reader):
    """Two annotations over "five": a sentence, and the paragraph around it."""
    await reader.press("f")
    await reader.label("One")
    await reader.label("Four", capital=True)
    await marked(reader)
    await reader.press("escape")


@pytest.mark.parametrize(
    "key, left", [("1", "One two three. Four five six."), ("2", "Four five six.")]
)
async def test_where_annotations_overlap_a_list_asks_which_one(open_reader, key, left):
    async with open_reader(BOOK) as reader:
        await overlapping(reader)
        await reader.press("v")
        reader.view.put_caret(reader.find("five").start)
        await reader.press("x")
        assert isinstance(reader.app.screen, ChooseScreen)
        await reader.press(key)
        assert reader.only.target.exact == left


async def test_where_only_one_annotation_is_under_the_caret_nothing_is_asked(open_reader):
    async with open_reader(BOOK) as reader:
        await overlapping(reader)
        await reader.press("v")
        reader.view.put_caret(reader.find("two").start)
        await reader.press("x")
        assert reader.only.target.exact == "Four five six."


async def test_parentheses_go_from_annotation_to_annotation(open_reader):
    async with open_reader(BOOK) as reader:
        await overlapping(reader)
        await marked(reader, "Ten")
        await reader.press("escape")
        seen = []
        for _ in range(3):
            await reader.press("right_parenthesis")
            seen.append(reader.screen.reading.store.get(reader.view.current).target.exact)
        assert seen == [
            "One two three. Four five six.",
            "Four five six.",
            "Ten eleven twelve.",
        ]
        await reader.press("left_parenthesis")
        assert reader.screen.reading.store.get(reader.view.current).target.exact == seen[1]


# --- copying ------------------------------------------------------------------------------------


async def test_y_copies_the_selection_with_its_source(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Seven")
        await reader.press("y")
        assert "Seven eight nine." in reader.app.clipboard
        assert "The book" in reader.app.clipboard


async def test_y_copies_an_annotation_with_its_note(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a", "h", "m", "escape", "y")
        for words in ("Four five six.", "The book", "hm"):
            assert words in reader.app.clipboard


# --- other programs, bad disks, lost words ------------------------------------------------------


async def shell(reader, *words):
    """Run `reader` in a process of its own, on the same library."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "reader",
        "--library",
        str(reader.app.library.root),
        *words,
        cwd=Path(__file__).parent.parent.parent,
        env=os.environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    assert process.returncode == 0, errors


async def test_what_another_program_writes_shows_by_itself(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await marked(reader)
        path = str(reader.app.source.path)
        await shell(reader, "annotate", path, "--quote", "Ten eleven", "--note", "from the shell")
        await reader.until(lambda: len(reader.shown) == 2)
        await reader.settle()
        assert reader.sees("from the shell")
        await reader.press("f")
        await reader.label("Seven", capital=True)
        assert {a.target.exact for a in reader.kept} == {
            "Four five six.",
            "Ten eleven",
            "Seven eight nine.",
        }


def in_the_way(folder):
    """Put a file where a folder was; where the folder is now."""
    moved = folder.rename(folder.with_name("moved"))
    folder.write_text("in the way")
    return moved


async def test_when_the_disk_refuses_nothing_is_marked_and_the_reading_goes_on(
    open_reader, library
):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        before = reader.only
        moved = in_the_way(library.state / "journals")

        await reader.press("f")
        await reader.label("Seven", capital=True)
        assert reader.screen.hints.message
        assert [a.id for a in reader.shown] == [before.id]
        plain = reader.style_at(reader.find("One").start)
        assert reader.style_at(reader.find("Seven").start) == plain
        await reader.press("escape", "right_parenthesis", "2")
        assert said(reader.shown[0]) == said(before)
        await reader.press("x")
        assert [said(a) for a in reader.shown] == [said(before)]

        (library.state / "journals").unlink()
        moved.rename(library.state / "journals")
        await reader.press("f")
        await reader.label("Seven", capital=True)
        assert [a.target.exact for a in reader.kept] == ["Four five six.", "Seven eight nine."]


async def with_an_orphan(open_reader):
    """Mark "Four five six.", then take these words out of the text."""
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a", "h", "m", "escape")
        await marked(reader, "Seven")
    return BOOK.replace("Four five six.", "Quite other words are here.")


async def test_words_that_are_gone_are_listed_and_shown_nowhere_in_the_text(open_reader):
    changed = await with_an_orphan(open_reader)
    async with open_reader(changed, size=(120, 30)) as reader:
        (lost,) = reader.screen.reading.orphans
        assert (lost.target.exact, lost.note) == ("Four five six.", "hm")
        assert reader.sees("1 lost")
        await reader.press("tab", "g")
        assert reader.sees("“Four five six.”")
        assert [a.target.exact for a in reader.shown] == ["Seven eight nine."]
        plain = reader.style_at(reader.find("One").start)
        for words in ("Quite", "are here"):
            assert reader.style_at(reader.find(words).start) == plain
        assert len(reader.kept) == 2


async def test_an_orphan_is_placed_by_hand(open_reader):
    changed = await with_an_orphan(open_reader)
    async with open_reader(changed, size=(120, 30)) as reader:
        await reader.press("tab", "g")
        assert reader.screen.notes.chosen.target.exact == "Four five six."
        await reader.press("enter")
        assert reader.screen.notes.chosen.target.exact == "Four five six."
        await reader.press("r", "f")
        await reader.label("Quite", capital=True)
        assert reader.screen.reading.orphans == []
        assert [(a.target.exact, a.note) for a in reader.kept] == [
            ("Quite other words are here.", "hm"),
            ("Seven eight nine.", ""),
        ]


async def test_a_passage_marked_once_more_is_one_annotation_in_another_colour(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader, "One")
        await reader.press("f")
        await reader.label("One")
        await reader.press("4")
        assert reader.only.colour is Colour.PINK


async def test_a_note_that_could_not_be_saved_comes_back_to_be_tried_again(open_reader, library):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        moved = in_the_way(library.state / "journals")
        await reader.press("a")
        await reader.type("long thought")
        await reader.press("escape")
        assert isinstance(reader.app.screen, NoteEditor)

        (library.state / "journals").unlink()
        moved.rename(library.state / "journals")
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.only.note == "long thought"


async def test_a_note_on_a_passage_that_has_one_goes_on_with_that_one(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("a")
        await reader.type("first")
        await reader.press("escape", "f")
        await reader.label("Four")
        await reader.press("a")
        await reader.type(" and second")
        await reader.press("escape")
        assert reader.only.note == "first and second"
