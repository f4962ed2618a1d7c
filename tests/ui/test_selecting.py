"""Selecting by keyboard and by labels."""

import pytest

from reader.text.spans import Span
from reader.text.units import graphemes
from reader.ui.widgets.positions import offset_at

BOOK = """\
# Part one

One two three. Four five six.

Seven (eight) nine.

# Part two

Ten eleven twelve.
"""
LONG = "# Part\n\n" + "\n\n".join(
    f"Sentence {n} is the first. Sentence {n} has a second, and so on." for n in range(1, 60)
)
STRANGE = (
    "Cafe\u0301 e\u0301. 👩‍👩‍👧‍👦 and 👧🏽 and 🇨🇳🇫🇷! "
    "雨停了。天晴了。 שלום עולם. नमस्ते दुनिया। 한국어. a\u00a0b"
)


async def caret_at(reader, words):
    """Bring the caret to these words."""
    await reader.press("v")
    reader.view.put_caret(reader.find(words).start)


# --- the caret and its motions ------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys, selected",
    [
        ("", "O"),
        ("l", "On"),
        ("e", "One"),
        ("ee", "One two"),
        ("w", "One t"),
        ("ww", "One two t"),
        ("wwb", "One t"),
        ("wh", "One "),
        (")", "One two three. F"),
        ("}", "One two three. Four five six.\nS"),
        ("}{", "O"),
        ("w0", "O"),
        ("$", "One two three. Four five six."),
        ("]", "One two three. Four five six.\nSeven (eight) nine.\nP"),
        ("[", "Part one\nO"),
        ("g", "Part one\nO"),
        ("G", "One two three. Four five six.\nSeven (eight) nine.\nPart two\nTen eleven twelve."),
        ("eoh", "\nOne"),
        ("iw", "One"),
        ("wiw", "two"),
        ("is", "One two three."),
        (")is", "Four five six."),
        ("ip", "One two three. Four five six."),
        ("iS", "Part one\nOne two three. Four five six.\nSeven (eight) nine.\n"),
        ("isl", "One two three. "),
        ("iww", "One t"),
        ("+", "One"),
        ("++", "One two three."),
        ("+++", "One two three. Four five six."),
        ("+++-", "One two three."),
        ("+++--", "One"),
    ],
)
async def test_v_selects_with_motions_and_text_objects(open_reader, keys, selected):
    async with open_reader(BOOK) as reader:
        await caret_at(reader, "One")
        await reader.press("v")
        await reader.type(keys)
        assert reader.selected == selected


async def test_a_selection_grows_to_the_section_the_one_around_it_and_the_whole_text(open_reader):
    async with open_reader("# A\n\n## B\n\nSome words.\n\n## C\n\nMore.\n\n# D\n\nEnd.") as reader:
        await caret_at(reader, "words")
        sizes = []
        for _ in range(6):
            await reader.press("plus")
            sizes.append(reader.selected)
        assert sizes == [
            "words",
            "Some words.",
            "B\nSome words.\n",
            "A\nB\nSome words.\nC\nMore.\n",
            reader.text,
            reader.text,
        ]


async def test_v_shows_a_caret_first_and_lets_the_selection_go_when_pressed_again(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("v")
        assert reader.view.caret == 0
        assert reader.selected is None
        await reader.press("v", "l")
        assert reader.selected == "Pa"
        await reader.press("v", "l")
        assert reader.selected is None
        assert reader.view.caret == 2


async def test_escape_ends_selecting(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("v", "v", "w", "escape")
        assert reader.view.caret is None
        assert reader.selected is None


async def test_after_i_any_other_key_does_nothing(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("v", "v", "i", "x")
        assert reader.selected == "P"
        await reader.press("i", "escape", "l")
        assert reader.selected == "Pa"


async def test_j_and_k_keep_the_column(open_reader):
    text = "A first line that is long enough to hold it.\n\nx\n\nA third line that is long enough."
    async with open_reader(text) as reader:
        await caret_at(reader, "is long")
        column = reader.cell(reader.view.caret)[0]
        await reader.press("j")
        assert reader.text[reader.view.caret] == "x"
        await reader.press("j")
        assert reader.cell(reader.view.caret)[0] == column
        await reader.press("k", "k")
        assert reader.view.caret == reader.find("is long").start


async def test_a_selection_goes_across_screens_and_sections(open_reader):
    async with open_reader(LONG + "\n\n# Next\n\nThe end.") as reader:
        await reader.press("v", "v", "space", "space", "space")
        before = reader.view.selection
        assert before.start == 0
        assert before.end > reader.top > 0
        await reader.press("G")
        assert reader.selected == reader.text
        assert reader.sees("The end.")
        await reader.press("o")
        assert reader.view.caret == reader.top == 0


async def test_the_caret_stays_in_sight(open_reader):
    async with open_reader(LONG, size=(60, 12)) as reader:
        await reader.press("v")
        for key in "}}}}}}jjj))GgGkkkkkkkkkkk":
            await reader.type(key)
            assert reader.view.shown.start <= reader.view.caret <= reader.view.shown.end


async def test_a_caret_starts_at_the_current_hit_of_the_search(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.type("five")
        await reader.press("enter", "v", "i", "w")
        assert reader.selected == "five"


# --- grapheme boundaries ------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["l", "h", "w", "b", "e", ")", "(", "j", "k", "$", "0"])
async def test_the_caret_stands_on_grapheme_boundaries_only(open_reader, keys):
    async with open_reader(STRANGE, size=(40, 15), name="strange.txt") as reader:
        starts = {span.start for span in graphemes(reader.text)}
        await reader.press("v")
        if keys in "hbk(0":
            await reader.press("G")
        for _ in range(45 if keys in "lh" else 15):
            before = reader.view.caret
            await reader.pilot.press(keys)
            assert reader.view.caret in starts
            if reader.view.caret == before:
                break


async def test_every_cell_of_the_screen_leads_to_a_grapheme_boundary(open_reader):
    async with open_reader(STRANGE, size=(40, 15), name="strange.txt") as reader:
        starts = {span.start for span in graphemes(reader.text)}
        width, height = reader.view.size
        found = {offset_at(reader.view, x, y) for x in range(width) for y in range(height)}
        assert found <= starts
        # And every grapheme that is drawn can be reached; spaces at the end of a line are not.
        drawn = {at for at in starts if not reader.text[at].isspace()}
        assert drawn <= found


@pytest.mark.parametrize(
    "at, selected", [("👩", "👩‍👩‍👧‍👦"), ("🇨", "🇨🇳"), ("👧🏽", "👧🏽"), ("e\u0301.", "e\u0301")]
)
async def test_a_selection_takes_whole_graphemes(open_reader, at, selected):
    async with open_reader(STRANGE, name="strange.txt") as reader:
        await caret_at(reader, at)
        await reader.press("v")
        assert reader.selected == selected


# --- picking ------------------------------------------------------------------------------------


async def test_a_label_selects_its_sentence(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Four")
        assert reader.selected == "Four five six."


async def test_a_second_label_extends_the_selection(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One")
        await reader.label("Seven")
        assert reader.selected == "One two three. Four five six.\nSeven (eight) nine."


async def test_a_second_label_extends_backwards_too(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Seven")
        await reader.label("Four")
        assert reader.selected == "Four five six.\nSeven (eight) nine."


async def test_a_label_in_capitals_highlights_at_once(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        assert reader.only.target.exact == "Four five six."
        assert reader.only.target.path == ("Part one",)
        assert reader.selected is None
        assert not reader.screen.picker.active


async def test_after_a_label_a_second_one_in_capitals_highlights_from_the_first(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One")
        await reader.label("Four", capital=True)
        assert reader.only.target.exact == "One two three. Four five six."


async def test_a_selection_is_extended_by_a_label(open_reader):
    async with open_reader(BOOK) as reader:
        await caret_at(reader, "five")
        await reader.press("v", "f")
        await reader.label("Seven")
        assert reader.selected == "five six.\nSeven (eight) nine."


async def test_every_sentence_on_the_screen_has_a_label_and_labels_of_two_letters_work(open_reader):
    async with open_reader(LONG, size=(80, 60)) as reader:
        await reader.press("f")
        shown = reader.view.shown
        labels = reader.view.labels
        assert max(map(len, labels.values())) == 2
        for n in range(1, 10):
            assert reader.find(f"Sentence {n} is").start in labels
        assert all(shown.start <= start < shown.end for start in labels)
        last = max(labels)
        await reader.type(labels[last])
        assert reader.view.selection.start == last


async def test_while_a_label_is_being_typed_the_others_go(open_reader):
    async with open_reader(LONG, size=(80, 60)) as reader:
        await reader.press("f")
        longest = max(reader.view.labels.values(), key=len)
        await reader.type(longest[0])
        assert all(len(rest) == 1 for rest in reader.view.labels.values())
        assert longest[1] in reader.view.labels.values()


async def test_labels_stand_where_their_sentences_begin(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        label = reader.view.labels[reader.find("Four").start]
        x, y = reader.cell(reader.find("Four").start)
        row = reader.screenful()[reader.view.region.y + y][reader.view.region.x :]
        assert row[x] == label


@pytest.mark.parametrize("key", ["escape", "f"])
async def test_escape_and_f_take_the_labels_away(open_reader, key):
    async with open_reader(BOOK) as reader:
        await reader.press("f", key)
        assert reader.view.labels == {}
        assert not reader.screen.picker.active


async def test_the_same_passage_is_the_same_selection_however_it_was_made(open_reader):
    async with open_reader(BOOK) as reader:
        passage = reader.find("Four five six.")
        spans = []
        await caret_at(reader, "Four")
        await reader.press("v", "i", "s")
        spans.append(reader.view.selection)
        await reader.press("escape", "f")
        await reader.label("Four")
        spans.append(reader.view.selection)
        await reader.press("escape")
        await reader.drag(passage.start, passage.end - 1)
        spans.append(reader.view.selection)
        await reader.press("escape")
        await reader.drag(passage.end - 1, passage.start)
        spans.append(reader.view.selection)
        await reader.press("escape")
        await reader.click(reader.find("five").start, times=3)
        spans.append(reader.view.selection)
        assert spans == [Span(*passage)] * 5
