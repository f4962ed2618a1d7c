"""Putting right what lost its words, or stands on others now."""

from contextlib import asynccontextmanager

import pytest
from textual import events

from reader.annotations.anchoring import Anchored
from reader.annotations.kept import kept_path
from reader.ui.repairing import NOTHING
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.repair import RepairScreen

FERRY = "In spring the water is high and the ferry does not run."
SHIPS = "Ships came in at dawn with salt and left at noon with wool."
MILLER = "The miller and the smith have not spoken since the flood."
TOWN = f"""# The town

## Water

The river rises in the hills, and nobody has followed it to its source. {FERRY} In autumn it is low.

## Trade

The market opens at six, before the bakers have sold their first loaves. {SHIPS}

## People

Families have lived here for longer than the church has stood. {MILLER} Every child knows why.
"""
NEW_FERRY = "In spring the water stands high, and the old ferry does not run."
SALT = "At dawn the ships brought salt, at noon they left with wool."
# The sentence of the ships is gone; that of the ferry says it in other words.
EDITED = TOWN.replace(FERRY, NEW_FERRY).replace(f" {SHIPS}", "")


@pytest.fixture
def marked(open_reader):
    """Write a note on sentences of the town."""

    async def mark(*sentences: str) -> None:
        async with open_reader(TOWN, name="town.md", finish=True) as reader:
            for sentence in sentences:
                note = f"On {sentence.split()[1]}"
                reader.screen.reading.mark(reader.find(sentence), note=note)

    return mark


@pytest.fixture
def edited(open_reader, marked):
    """The edited town with notes on sentences of the old one, and what needs a hand shown."""

    @asynccontextmanager
    async def opened(text, *sentences, size=(120, 30)):
        await marked(*(sentences or (FERRY, SHIPS, MILLER)))
        async with open_reader(text, name="town.md", size=size) as reader:
            await reader.press("R")
            yield reader

    return opened


def span_of(reader, sentence: str):
    """Where the note stands that was made on a sentence."""
    (found,) = (one for one in reader.kept if one.note == f"On {sentence.split()[1]}")
    return reader.screen.reading.span_of(found.id)


def places(reader) -> list[str]:
    """The passages that are offered."""
    return [reader.text[one.start : one.end] for one in reader.app.screen.places.places]


async def test_the_line_at_opening_names_the_key(open_reader, marked):
    await marked(FERRY, SHIPS)
    async with open_reader(EDITED, name="town.md") as reader:
        assert reader.sees("1 needs you: R")


async def test_what_lost_its_words_comes_first_with_its_old_surroundings(edited):
    async with edited(EDITED) as reader:
        assert reader.sees("Its words are gone")
        assert reader.sees("1 of 2")
        assert reader.sees("It was in The town › Trade")
        assert reader.sees("before the bakers have sold")
        assert reader.sees("On came")


async def test_then_comes_what_stands_on_other_words_beside_them(edited):
    async with edited(EDITED) as reader:
        await reader.press("n")
        assert reader.sees("Its words are others now")
        assert reader.sees("2 of 2")
        assert reader.sees("1 where it stands · The town › Water")
        assert places(reader)[0] == NEW_FERRY


async def test_what_stands_on_its_words_is_not_asked_about(open_reader):
    async with open_reader(TOWN, name="town.md") as reader:
        reader.screen.reading.mark(reader.find(FERRY))
        reader.screen.annotations_changed()
        await reader.press("R")
        assert isinstance(reader.app.screen, ReadingScreen)
        assert reader.sees(NOTHING)


async def test_accepting_lets_a_note_mean_the_words_it_stands_on(edited):
    async with edited(EDITED, FERRY) as reader:
        await reader.press("enter")
        assert reader.only.target.exact == NEW_FERRY
        assert isinstance(reader.app.screen, ReadingScreen)
        assert reader.sees(NOTHING)


async def test_what_a_note_will_mean_is_set_off_from_what_stands_around_it(edited):
    text = EDITED.replace(NEW_FERRY, f"Some say so. {NEW_FERRY} Others do not.")
    async with edited(text, FERRY) as reader:
        await reader.until(lambda: bool(places(reader)))
        (place, *_), pane = places(reader), reader.app.screen.places
        words = "".join(piece for row in pane.draw(0, 200) for piece, _ in row)
        assert f"▸{place}◂" in words


async def test_after_accepting_it_is_said_what_the_note_means_now(edited):
    async with edited(EDITED) as reader:
        await reader.press("n")
        await reader.until(lambda: bool(places(reader)))
        await reader.press("enter")
        assert reader.sees(f"it means “{NEW_FERRY[:20]}")


async def test_a_number_takes_that_passage(edited):
    text = EDITED.replace("Families have", f"{SALT} Families have")
    async with edited(text, SHIPS) as reader:
        at = places(reader).index(SALT) + 1
        await reader.press(str(at))
        assert reader.only.target.exact == SALT


async def test_a_number_that_stands_at_no_passage_does_nothing(edited):
    async with edited(EDITED, FERRY) as reader:
        await reader.press("5")
        assert reader.sees("There is no passage 5.")
        assert reader.only.target.exact == FERRY


async def test_a_click_on_a_passage_takes_it(edited):
    async with edited(EDITED, FERRY) as reader:
        await reader.pilot.click(reader.app.screen.places, offset=(4, 2))
        await reader.settle()
        assert reader.only.target.exact == NEW_FERRY


async def test_a_note_can_be_kept_without_a_place(edited):
    async with edited(EDITED, SHIPS) as reader:
        await reader.press("w")
        assert isinstance(reader.app.screen, ReadingScreen)
        assert [one.note for one in reader.screen.reading.detached] == ["On came"]
        assert reader.screen.reading.orphans == []


async def test_what_has_a_place_is_not_kept_without_one(edited):
    async with edited(EDITED, FERRY) as reader:
        await reader.press("w")
        assert reader.sees("It has a place")
        assert reader.screen.reading.detached == []


async def test_its_passage_is_selected_in_the_text_and_then_comes_the_next(edited):
    async with edited(EDITED) as reader:
        await reader.press("s")
        assert isinstance(reader.app.screen, ReadingScreen)
        await reader.press("f")
        await reader.label("The market opens")
        await reader.press("enter")
        assert span_of(reader, SHIPS) == reader.find(
            "The market opens at six, before the bakers have sold their first loaves."
        )
        assert isinstance(reader.app.screen, RepairScreen)
        assert reader.sees("Its words are others now")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_while_its_passage_is_selected_its_old_words_are_in_sight(edited, size):
    async with edited(EDITED, SHIPS, size=size) as reader:
        await reader.press("s")
        assert reader.sees("New passage for “Ships came in ")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_while_its_passage_is_selected_the_key_that_puts_it_there_is_named(edited, size):
    async with edited(EDITED, SHIPS, size=size) as reader:
        await reader.press("s")
        assert reader.sees("esc back")
        await reader.press("f")
        await reader.label("The market opens")
        assert reader.sees("enter puts it there")
        await reader.press("f")
        assert reader.sees("enter puts “Ships came in ")
        assert reader.sees("esc back")


async def test_no_note_is_begun_while_an_annotation_is_given_its_passage(edited):
    async with edited(EDITED, SHIPS) as reader:
        await reader.press("s", "v", "e", "a")
        assert isinstance(reader.app.screen, ReadingScreen)
        assert reader.screen.placing


async def test_what_was_said_of_the_one_before_goes_when_the_next_is_placed(edited):
    async with edited(EDITED) as reader:
        await reader.press("s", "f")
        await reader.label("The market opens", capital=True)
        await reader.press("u", "s")
        assert not reader.sees("Saved: it stands there now")
        assert reader.sees("New passage for “Ships came in ")


async def test_who_gives_up_selecting_is_back_at_the_note_that_was_being_placed(edited):
    async with edited(EDITED) as reader:
        await reader.press("n", "s", "escape")
        assert isinstance(reader.app.screen, RepairScreen)
        assert reader.sees("2 of 2")


async def test_after_giving_up_what_is_marked_is_a_note_of_its_own(edited):
    async with edited(EDITED) as reader:
        await reader.press("s", "escape", "escape")
        await reader.press("f")
        await reader.label("The market opens", capital=True)
        assert isinstance(reader.app.screen, ReadingScreen)
        assert span_of(reader, SHIPS) is None


@pytest.mark.parametrize(
    ("steps", "which"),
    [(("w",), "Its words are gone"), (("n", "enter"), "Its words are others now")],
)
async def test_each_step_can_be_undone_and_done_again(edited, steps, which):
    async with edited(EDITED) as reader:
        before = reader.kept
        for key in steps:
            await reader.press(key)
        assert reader.sees("the last one")
        after = reader.kept
        await reader.press("u")
        assert reader.sees(which)
        assert [one.target for one in reader.kept] == [one.target for one in before]
        await reader.press("U")
        assert reader.sees("the last one")
        assert [one.target for one in reader.kept] == [one.target for one in after]


async def test_after_the_last_one_the_last_step_is_undone_in_the_text(edited):
    async with edited(EDITED, SHIPS) as reader:
        await reader.press("w")
        await reader.press("u")
        assert [one.note for one in reader.screen.reading.orphans] == ["On came"]


async def test_undo_stops_at_what_was_answered_here(edited):
    async with edited(EDITED) as reader:
        before = reader.kept
        await reader.press("u")
        assert reader.sees("Nothing to undo here")
        await reader.press("w", "u", "u")
        assert reader.sees("Nothing to undo here")
        assert [one.note for one in reader.kept] == [one.note for one in before]


async def test_what_was_selected_by_hand_can_be_undone_when_the_next_one_is_shown(edited):
    async with edited(EDITED) as reader:
        await reader.press("s", "f")
        await reader.label("The market opens", capital=True)
        assert span_of(reader, SHIPS) is not None
        await reader.press("u")
        assert span_of(reader, SHIPS) is None
        await reader.press("u")
        assert len(reader.kept) == 3


async def test_a_text_that_comes_meanwhile_is_what_is_answered_on(edited):
    async with edited(EDITED) as reader:
        assert reader.sees("Its words are gone")
        path = reader.app.source.path
        path.write_text(EDITED.replace(NEW_FERRY, f"{NEW_FERRY} {SHIPS}"), "utf-8")
        await reader.until(lambda: reader.sees("The file changed"))
        assert reader.sees("Its words are others now")
        assert span_of(reader, SHIPS) == reader.find(SHIPS)
        path.write_text(TOWN, "utf-8")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        assert reader.sees(NOTHING)


async def test_one_goes_round_what_is_left_both_ways(edited):
    async with edited(EDITED) as reader:
        seen = []
        for key in ("n", "n", "N"):
            await reader.press(key)
            seen.append(reader.sees("Its words are gone"))
        assert seen == [False, True, False]


async def test_what_was_deleted_meanwhile_is_told_and_left_out(edited):
    async with edited(EDITED) as reader:
        gone = reader.screen.reading.orphans[0]
        reader.screen.reading.store.remove(gone.id)
        await reader.press("w")
        assert reader.sees("It is not there any more")
        assert reader.sees("the last one")


async def test_where_nothing_is_like_it_and_no_earlier_text_is_known_that_is_said(
    open_reader, marked
):
    await marked(SHIPS)
    async with open_reader("# Another text\n\nNothing of that.\n", name="town.md") as reader:
        kept_path(reader.screen.reading.store.path).unlink()
    async with open_reader("# One more\n\nNothing at all.\n", name="town.md") as reader:
        await reader.press("R")
        assert reader.sees("No passage is like it")
        assert not reader.sees("put it there")
        await reader.press("enter")
        assert reader.sees("No passage is like it: s selects one.")


async def test_what_stands_between_its_neighbours_now_is_offered_though_it_is_not_like_it(edited):
    horses = "A horse dealer from the south took over all of it."
    async with edited(TOWN.replace(SHIPS, horses), SHIPS) as reader:
        assert reader.sees("1 where it stood")
        assert places(reader) == [horses]
        await reader.press("enter")
        assert span_of(reader, SHIPS) == reader.find(horses)


async def test_where_nothing_stands_in_its_place_the_place_is_shown_and_nothing_put_there(edited):
    async with edited(EDITED, SHIPS, size=(80, 24)) as reader:
        assert reader.sees("Here is where its words stood")
        assert reader.sees("their first loaves.▸◂")
        assert not reader.sees("put it there")
        await reader.press("enter")
        assert reader.sees("Its words are gone: s selects others there.")
        assert span_of(reader, SHIPS) is None


async def test_selecting_begins_where_it_stood(edited):
    async with edited(EDITED, SHIPS) as reader:
        await reader.press("s")
        assert reader.screen.view.caret == reader.find("first loaves.").end


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_old_words_and_passages_are_on_every_screen(edited, size):
    async with edited(EDITED, FERRY, size=size) as reader:
        assert reader.sees("It was in")
        assert reader.sees("1 where it stands")
        old, new = reader.app.screen.old.region, reader.app.screen.places.region
        assert (old.y == new.y) == (size[0] >= 100)


async def test_how_many_passages_there_are_is_told_where_one_finds_room(edited):
    async with edited(EDITED, SHIPS, size=(40, 15)) as reader:
        screen, lost = reader.app.screen, reader.screen.reading.orphans[0]
        spans = [reader.find(words) for words in (NEW_FERRY, MILLER, "Every child knows why.")]
        screen.places.show(screen.reading.document, lost, [Anchored(*s, 0.2, "a") for s in spans])
        await reader.settle()
        assert reader.sees("1 of 3")
        await reader.press("j")
        assert reader.sees("2 of 3")


async def test_the_keys_to_go_on_undo_and_leave_are_named_on_the_narrowest_screen(edited):
    async with edited(EDITED, FERRY, size=(40, 15)) as reader:
        for hint in ("enter put it there", "s select", "n next", "esc back", "u undo"):
            assert reader.sees(hint), hint


async def test_words_that_only_one_passage_has_are_marked(edited):
    async with edited(EDITED, FERRY) as reader:
        strips = reader.app.screen._compositor.render_strips()
        words = [(seg.text.strip(), seg.style) for strip in strips for seg in strip if seg.style]
        assert any(text == "is" and style.strike for text, style in words)
        new = next(style for text, style in words if text.startswith("stands"))
        same = next(style for text, style in words if text.startswith("In spring"))
        assert new != same


async def test_the_wheel_scrolls_the_passages(edited):
    async with edited(EDITED, FERRY, size=(40, 15)) as reader:
        pane = reader.app.screen.places
        top = pane.render_lines(pane.size.region)[1].text
        pane.post_message(events.MouseScrollDown(pane, 1, 1, 0, 0, 0, False, False, False))
        await reader.settle()
        assert pane.render_lines(pane.size.region)[1].text != top
