"""Learning: which annotations are asked in reviews, and what of them is covered."""

import pytest

from reader.annotations.annotation import Kind
from reader.annotations.cards import NOTE, PASSAGE, cloze

NILE = "The Nile is the longest river of Africa."
TEXT = f"""# Rivers

{NILE} It rises in the highlands of Burundi. Nobody has followed it to its first drop.
"""


async def marked(reader, words=NILE, **fields):
    """Mark a passage, and make it the current one."""
    made = reader.screen.reading.mark(reader.find(words), **fields)
    reader.screen.annotations_changed()
    reader.screen.make_current(made.id)
    await reader.settle()
    return made


async def select(reader, words):
    reader.view.select(reader.find(words))
    reader.screen.keys_changed()


async def test_a_note_is_asked_for_by_its_passage(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km")
        await reader.press("s")
        assert reader.only.learn == (NOTE,)
        assert reader.sees("asked in review, the note is covered")


async def test_a_note_that_asks_is_answered_by_its_passage(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="Which river is the longest?")
        await reader.press("s")
        assert reader.only.learn == (PASSAGE,)


async def test_learning_is_a_change_that_undo_takes_back(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km")
        await reader.press("s", "u")
        assert reader.only.learn == ()
        assert reader.sees("not asked in review any more")


async def test_words_selected_in_a_highlight_are_hidden_in_it(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader)
        await select(reader, "longest river")
        await reader.press("s")
        await select(reader, "Nile")
        await reader.press("s")
        assert reader.only.learn == (cloze(16, "longest river"), cloze(4, "Nile"))


async def test_words_selected_anywhere_are_hidden_in_their_sentence(open_reader):
    async with open_reader(TEXT) as reader:
        await select(reader, "Burundi")
        await reader.press("s")
        assert reader.only.target.exact == "It rises in the highlands of Burundi."
        assert reader.only.learn == (cloze(29, "Burundi"),)
        await reader.press("u")
        assert not reader.kept


async def test_a_whole_sentence_cannot_be_hidden_in_itself(open_reader):
    async with open_reader(TEXT) as reader:
        await select(reader, NILE)
        await reader.press("s")
        assert not reader.kept
        assert reader.sees("select some of its words")


async def test_what_is_learned_can_be_asked_the_other_way_round(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km", learn=(NOTE,))
        await reader.press("s", "p")
        assert reader.only.learn == (NOTE, PASSAGE)
        await reader.press("s", "n")
        assert reader.only.learn == (PASSAGE,)


async def test_what_is_learned_can_be_asked_both_ways(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km", learn=(PASSAGE, cloze(4, "Nile")))
        await reader.press("s", "b")
        assert reader.only.learn == (PASSAGE, cloze(4, "Nile"), NOTE)
        await reader.press("s")
        assert not reader.sees("Both")


async def test_what_is_learned_is_given_up_by_the_same_key(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km", learn=(NOTE, cloze(4, "Nile")))
        await reader.press("s", "x")
        assert reader.only.learn == ()


async def test_one_hidden_part_is_given_up_alone(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, learn=(cloze(4, "Nile"), cloze(16, "longest")))
        await reader.press("s")
        assert reader.sees("Covered: “longest”")
        await reader.press("1")
        assert reader.only.learn == (cloze(16, "longest"),)


async def test_a_part_is_hidden_from_the_list(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km", learn=(NOTE,))
        await reader.press("s", "h")
        assert reader.view.caret == reader.find(NILE).start
        assert reader.sees("Select the words to cover")


async def test_a_question_without_an_answer_is_learned_as_soon_as_it_has_one(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, kind=Kind.QUESTION)
        await reader.press("s")
        assert reader.sees("The question has no answer yet")
        await reader.press("a")
        await reader.type("6650 km")
        await reader.press("escape")
        assert reader.only.note == "6650 km"
        assert reader.only.learn == (NOTE,)


async def test_a_highlight_without_a_note_says_what_to_do(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader)
        await reader.press("s")
        assert reader.sees("It has no note to ask for")
        await reader.press("escape")
        assert reader.only.learn == ()


async def test_a_bookmark_cannot_be_learned(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("m", "a")
        await reader.press("v", "s")
        assert reader.only.learn == ()


async def test_nothing_is_learned_while_an_annotation_is_given_another_place(open_reader):
    async with open_reader(TEXT) as reader:
        await marked(reader, note="6650 km")
        await reader.press("r", "s")
        assert reader.only.learn == ()


async def test_the_card_of_what_is_learned_says_so(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await marked(reader, note="6650 km", tags=("exam",), learn=(NOTE,))
        assert reader.sees("learned #exam")


async def test_annotations_are_learned_from_the_notes_pane(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await marked(reader, note="6650 km")
        reader.screen.notes.focus()
        await reader.press("s")
        assert reader.only.learn == (NOTE,)


async def test_annotations_are_learned_from_the_notebook(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await marked(reader, note="6650 km")
        await marked(reader, "Burundi", note="Where does it rise?")
        await reader.press("ctrl+n")
        await reader.until(lambda: len(reader.app.screen.table.rows) == 2)
        await reader.press("ctrl+a", "L")
        assert sorted(one.learn for one in reader.kept) == [(NOTE,), (PASSAGE,)]
        await reader.press("ctrl+a", "N")
        assert [one.learn for one in reader.kept] == [(), ()]


@pytest.mark.parametrize("words", ["Nile is", "river of Africa. It rises"])
async def test_a_selection_across_sentences_is_hidden_in_all_of_them(open_reader, words):
    async with open_reader(TEXT) as reader:
        await select(reader, words)
        await reader.press("s")
        (learned,) = reader.only.learn
        assert reader.only.target.exact.startswith("The Nile")
        assert learned == cloze(reader.only.target.exact.index(words), words)
