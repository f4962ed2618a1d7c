"""Where passages are in a text that was revised, with the earlier text at hand and without."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reader.annotations.anchoring import (
    STOOD,
    Anchored,
    Anchoring,
    anchor,
    candidates,
    describe,
    prepare,
)

OLD = """The river rises in the hills above the town.

In spring the river is high, and the ferry does not run. The boatmen mend their nets and wait for
the water to fall. Nobody minds, since there is time for everything in spring.

In autumn the river is low, and the ferry does not run. The children walk across to the island and
gather wood for the winter. Their mothers call them home at dusk.

The mill stands below the bridge. It was built in 1820 by two brothers from the north, who had come
down with a raft of timber and saw that the water was good.
"""
FIRST, SPRING, AUTUMN, MILL = OLD.split("\n\n")
BOATMEN = "The boatmen mend their nets and wait for\nthe water to fall."

both = pytest.mark.parametrize("previous", [OLD, None], ids=["known", "unknown"])


def where(quote: str, new: str, previous: str | None = OLD, occurrence: int = 0) -> Anchored | None:
    start = -1
    for _ in range(occurrence + 1):
        start = OLD.index(quote, start + 1)
    return anchor(describe(OLD, start, start + len(quote)), new, previous)


def passage(quote: str, new: str, previous: str | None = OLD, occurrence: int = 0) -> str | None:
    place = where(quote, new, previous, occurrence)
    return None if place is None else new[place.start : place.end]


@both
def test_a_passage_moves_with_its_paragraph(previous: str | None) -> None:
    new = "\n\n".join([FIRST, AUTUMN, MILL, SPRING])
    assert passage(BOATMEN, new, previous) == BOATMEN


@both
def test_a_text_wrapped_anew_has_not_changed(previous: str | None) -> None:
    new = "\n\n".join(" ".join(part.split()) for part in OLD.split("\n\n"))
    assert passage(BOATMEN, new, previous) == " ".join(BOATMEN.split())


@both
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The boatmen", "THE BOATMEN"),
        ("boatmen mend", "“boatmen” mend"),
        ("boatmen", "boat\u00admen"),
        ("boatmen", "boat-\nmen"),
        ("nets", "ne\u0301ts"),
        (".", "…"),
    ],
    ids=["capitals", "quotes", "soft hyphen", "hyphen", "accent", "points"],
)
def test_the_way_in_which_words_are_written_does_not_matter(
    before: str, after: str, previous: str | None
) -> None:
    new = "A word before.\n" + OLD.replace(before, after)
    expected = BOATMEN.replace(before, after)
    assert passage(BOATMEN, new, previous) in (expected, expected.rstrip("….").strip())


@both
def test_an_edited_sentence_is_found(previous: str | None) -> None:
    edited = BOATMEN.replace("mend their nets", "repair their torn nets")
    new = OLD.replace(BOATMEN, edited)
    place = where(BOATMEN, new, previous)
    assert place is not None
    assert new[place.start : place.end] == edited
    assert place.how == ("alignment" if previous else "fuzzy")


@both
def test_a_sentence_that_is_gone_is_an_orphan(previous: str | None) -> None:
    assert (
        where(BOATMEN, OLD.replace(BOATMEN, "").replace("Nobody", "Yet nobody"), previous) is None
    )


@both
def test_a_sentence_that_says_something_else_now_is_an_orphan(previous: str | None) -> None:
    quote = "It was built in 1820 by two brothers from the north"
    new = OLD.replace(quote, "Nobody remembers who put it there, or when")
    assert where(quote, new, previous) is None


def test_a_deleted_sentence_is_not_put_on_one_like_it() -> None:
    quote = "In spring the river is high, and the ferry does not run."
    assert where(quote, OLD.replace(quote, "")) is None


@both
@pytest.mark.parametrize("occurrence", [0, 1])
def test_of_a_repeated_sentence_the_right_one_is_found(
    occurrence: int, previous: str | None
) -> None:
    new = OLD.replace("In spring", "Each spring").replace("The children", "The many children")
    quote = "and the ferry does not run"
    place = where(quote, new, previous, occurrence)
    assert place is not None
    assert new.count(quote, 0, place.start) == occurrence


@both
def test_a_heading_may_be_numbered(previous: str | None) -> None:
    quote = "The mill stands below the bridge."
    new = OLD.replace(quote, "4. The mill stands below the bridge")
    assert passage(quote, new, previous) == "The mill stands below the bridge"


@both
def test_a_passage_may_be_split_by_an_insertion(previous: str | None) -> None:
    quote = "It was built in 1820 by two brothers from the north"
    longer = quote.replace("1820 by", "1820, after the fire, by")
    assert passage(quote, OLD.replace(quote, longer), previous) == longer


@both
def test_sentences_may_become_one(previous: str | None) -> None:
    quote = "gather wood for the winter. Their mothers call them home at dusk."
    one = quote.replace("winter. Their", "winter, until their")
    assert passage(quote, OLD.replace(quote, one), previous) == one


@both
def test_paragraphs_may_become_one(previous: str | None) -> None:
    quote = "time for everything in spring.\n\nIn autumn the river is low"
    new = "New.\n\n" + OLD.replace("spring.\n\nIn", "spring. In")
    assert passage(quote, new, previous) == quote.replace("\n\n", " ")


@both
def test_a_word_is_found_among_its_neighbours(previous: str | None) -> None:
    new = OLD.replace("above the town", "near the city")
    assert passage("hills", new, previous) == "hills"
    assert passage("hills", OLD.replace("the hills", "a lake"), previous) is None


@both
def test_a_part_of_a_word_is_found(previous: str | None) -> None:
    new = OLD.replace("rises in", "has risen in")
    assert passage("hill", new, previous) == "hill"


@both
def test_chinese_is_compared_sign_by_sign(previous: str | None) -> None:
    old = "城市是人民的城市，人民城市为人民。我们要坚持以人民为中心的发展思想，让城市更加宜居。"
    new = "前言。城市是人民的城市，人民城市为人民。我们必须坚持以人民为中心的发展，让城市更宜居。"
    start = old.index("我们要")
    target = describe(old, start, len(old) - 1)
    place = anchor(target, new, old if previous else None)
    assert place is not None
    assert new[place.start : place.end] == new[new.index("我们") : -1]


@both
def test_a_bookmark_goes_with_the_words_around_it(previous: str | None) -> None:
    start = OLD.index("Nobody minds")
    new = "\n\n".join([FIRST, AUTUMN, SPRING.replace("since", "for"), MILL])
    place = anchor(describe(OLD, start, start), new, previous)
    assert place is not None
    assert place.start == place.end == new.index("Nobody minds")


def test_an_earlier_text_that_is_another_one_does_no_harm() -> None:
    new = OLD.replace("mend their nets", "repair their torn nets")
    assert where(BOATMEN, new, "Something else altogether.") == where(BOATMEN, new, None)


def test_candidates_show_also_what_is_not_sure_enough() -> None:
    quote = "In spring the river is high, and the ferry does not run."
    new = OLD.replace(quote, "")
    target = describe(OLD, 46, 46 + len(quote))
    assert anchor(target, new, OLD) is None
    found = candidates(target, new, OLD)
    assert "the ferry does not run" in new[found[0].start : found[0].end]
    sure = [one.confidence for one in found if one.how != STOOD]
    assert sure == sorted(sure, reverse=True)
    assert len(candidates(target, new, OLD, count=1)) == 1


def test_two_places_that_are_alike_share_their_confidence() -> None:
    text = "A new beginning.\n\n" + f"{FIRST}\n\n{SPRING}\n\n{AUTUMN}\n\n" * 2
    target = describe(OLD, OLD.index(BOATMEN), OLD.index(BOATMEN) + len(BOATMEN))
    found = candidates(target, text)
    assert anchor(target, text) is None
    assert [text[one.start : one.end] for one in found[:2]] == [BOATMEN, BOATMEN]
    assert all(one.confidence < 0.6 for one in found)


def test_what_stands_unchanged_among_unchanged_words_needs_no_preparation() -> None:
    start = OLD.index(BOATMEN)
    target = describe(OLD, start, start + len(BOATMEN))
    anchoring = Anchoring("New.\n\n" + OLD.replace("raft", "boat"), OLD)
    place = anchoring.quick(target)
    assert place == Anchored(start + 6, start + 6 + len(BOATMEN), 0.99, "quote")
    steps = sum(1 for _ in anchoring.steps())
    assert steps > 1
    assert anchoring.anchor(target) == place


def test_a_pair_of_texts_is_prepared_once() -> None:
    assert prepare("some text", OLD) is prepare("some " + "text", OLD)
    assert prepare("some text", None) is not prepare("some text", OLD)


def test_several_threads_may_prepare_and_ask() -> None:
    start = OLD.index(BOATMEN)
    target = describe(OLD, start, start + len(BOATMEN))
    new = 50 * MILL + OLD.replace("mend their nets", "repair their torn nets")
    anchoring = Anchoring(new, OLD)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(anchoring.anchor, [target] * 8))
    assert found == [anchor(target, new, OLD)] * 8
    assert found[0] is not None
