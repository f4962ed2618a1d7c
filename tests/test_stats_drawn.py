from datetime import date, timedelta

import pytest

from reader.bars import Row, bar, in_ascii, plain, spark
from reader.stats_data import as_data
from reader.stats_drawn import EMPTY, drawn
from reader.study.forecast import forecast
from reader.study.scheduling import LEARNING
from reader.study.statistics import Account, Statistics, statistics
from reader.text.wrap import cells
from tests.believable import NOW, Held, Noted, card, cards, year

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def believable() -> Statistics:
    return statistics(year(), NOW, due=forecast(cards(), NOW, 4, 20))


def of(*accounts: Account, **options) -> Statistics:
    return statistics(accounts, NOW, **options)


def studied(minutes: dict[int, int]) -> Account:
    """So many minutes so many days ago."""
    held = [
        Held(f"{ago}", ((f"{NOW - timedelta(days=ago):%Y-%m-%dT08:00:00}+00:00", 60 * time),), 0)
        for ago, time in minutes.items()
    ]
    return Account("d", "D", held)


def lines(found: Statistics, width: int = 80) -> list[str]:
    return plain(drawn(found, width))


def calendar(found: Statistics, width: int = 80) -> dict[str, str]:
    """The rows of the weekdays, each without the name."""
    rows = [line for line in lines(found, width) if line[:4].strip() in WEEKDAYS]
    return {row[:3]: row[4:] for row in rows}


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize("width", [24, 32, 40, 57, 60, 72, 80, 100, 120, 200])
def test_no_row_is_wider_than_the_screen(believable: Statistics, width: int):
    rows = lines(believable, width)
    assert max(map(cells, rows)) <= width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_all_parts_are_there_in_narrow_and_in_wide_terminals(believable: Statistics, width: int):
    text = "\n".join(lines(believable, width))
    for part in ("Minutes a day", "words/min", "Due for review", "Retention", "yellow", "红楼梦"):
        assert part in text


def test_an_empty_library_is_told_in_one_line():
    assert lines(of()) == [EMPTY]
    assert max(map(cells, lines(of(), 40))) <= 40


def test_pace_is_told_in_words_and_in_characters(believable: Statistics):
    text = "\n".join(lines(believable))
    assert "1,213,136 words · 204 words a minute" in text
    assert "482,640 characters · 417 characters a minute" in text


# --- the calendar ------------------------------------------------------------------------------


def test_the_calendar_has_a_row_for_each_weekday_and_a_column_for_each_week():
    rows = calendar(of(studied({0: 30, 1: 30, 7: 30})))
    assert tuple(rows) == WEEKDAYS
    assert rows["Mon"].endswith("·██")
    assert rows["Sun"].endswith("·█")  # this week's is not over
    assert len(rows["Mon"]) == 53


def test_more_time_is_darker():
    row = calendar(of(studied({0: 60, 7: 40, 14: 20, 21: 5})))["Mon"]
    assert row.endswith("·░▒▓█")


def test_a_wide_terminal_has_two_cells_for_a_day_and_a_narrow_one_fewer_months():
    found = of(studied({0: 60}))
    assert len(calendar(found, 120)["Mon"]) == 106
    assert len(calendar(found, 40)["Mon"]) == 36


def test_the_months_stand_over_the_weeks_in_which_they_begin():
    rows = lines(of(studied({0: 60})))
    names = next(row for row in rows if "Jan" in row)
    first = calendar(of(studied({(TODAY - date(2026, 1, 5)).days: 60})))["Mon"]
    assert names.index("Jan") - 4 == first.index("█")


def test_the_legend_tells_from_how_many_minutes_on_a_day_is_darker():
    text = "\n".join(lines(of(studied({0: 60, 7: 40, 14: 20, 21: 5}))))
    assert "░ under 20  ▒ from 20  ▓ from 40  █ from 60 min" in text


def test_days_before_the_period_are_left_blank():
    row = calendar(of(studied({0: 60}), since=date(2026, 11, 9)))["Mon"]
    assert row == " " * 50 + "··█"


def test_without_sessions_the_calendar_shows_annotations():
    found = of(Account("d", "D", (), (), [Noted("note", "blue", "2026-11-23T08:00:00.000Z")]))
    assert "Annotations a day" in lines(found)
    assert calendar(found)["Mon"].endswith("·█")


# --- bars --------------------------------------------------------------------------------------


def test_a_small_bar_is_as_high_as_its_value_beside_the_greatest():
    assert spark([0, 1, 50, 100]) == "·▁▅█"
    assert spark([]) == ""


def test_a_bar_is_as_long_as_its_share_and_never_nothing_for_something():
    assert [bar(share, 4) for share in (0, 0.001, 0.5, 1)] == ["    ", "▏   ", "██  ", "████"]


def test_kinds_and_colours_are_counted_beside_their_bars():
    notes = [Noted("note", "blue", "2026-11-20T08:00:00.000Z")] * 2
    text = lines(of(Account("d", "D", (), (), [*notes, Noted("todo", "pink", "")])), 40)
    assert "note 2 " + "█" * 33 in text
    assert "pink 1 " + "█" * 16 + "▌" in text


def retention_row(share: int) -> Row:
    """Of a hundred reviews, so many known."""
    reviews = []
    for number in range(100):
        common = {"kind": "review", "annotation": f"{number}", "card": "note", "state": 2}
        first = {**common, "id": "a", "at": "2026-11-01T08:00:00Z", "rating": 3}
        second = {
            **common,
            "id": "b",
            "at": "2026-11-05T08:00:00Z",
            "previous": "a",
            "rating": 3 if number < share else 1,
        }
        reviews += [first, second]
    rows = drawn(of(Account("d", "D", (), reviews)), 80)
    return next(row for row in rows if row and row[0][0].startswith("all"))


def test_retention_is_shown_against_the_line_of_what_is_desired():
    (below,), (above,) = plain([retention_row(70)]), plain([retention_row(98)])
    assert below.index("│") == above.index("│")
    assert below.split("│")[0].endswith(" ")
    assert above.split("│")[1].startswith("█")
    assert "70 % of 100" in below


def test_whether_less_is_known_than_desired_is_told_by_the_numbers_and_by_the_style():
    assert "short" in {style for _, style in retention_row(70)}
    assert "short" not in {style for _, style in retention_row(98)}


def due(*times: str) -> str:
    """What is told of cards that come again at these times, or are new."""
    found = of(due=forecast([card(time, f"{n}") for n, time in enumerate(times)], NOW, 4, 20))
    return "\n".join(lines(found)).partition("\n\n")[2]


def test_in_ascii_every_shade_height_and_bar_has_a_sign_of_its_own_kind():
    assert in_ascii("·░▒▓█") == ".:+*#"
    assert in_ascii(spark(range(9))) == "._--==###"
    assert in_ascii(f"{bar(0.3, 4)}│") == "#-  |"
    assert in_ascii("1 day in a row · 3 at most") == "1 day in a row - 3 at most"


# --- words -------------------------------------------------------------------------------------


def test_what_is_due_is_told_with_what_is_late():
    text = due("2026-11-20T08:00:00.000Z", "2026-11-23T08:00:00.000Z", "2026-11-24T08:00:00.000Z")
    assert "today 2 (1 from before) · tomorrow 1 · in a week 3 · in 30 days 3" in text


def test_new_cards_are_told_though_nothing_comes_again_yet():
    told = "today 0 · and 3 new · tomorrow 0 · in a week 0 · in 30 days 0"
    assert due("", "", "") == f"Due for review\n{told}"


def test_new_cards_for_which_the_day_has_no_room_are_told():
    found = forecast([card("", "a"), card("", "b"), card("", "c")], NOW, 4, 1)
    assert "today 0 · and 1 new · 2 new from tomorrow" in "\n".join(lines(of(due=found)))


def test_what_is_being_learned_comes_again_later_today():
    minute = card("2026-11-23T09:40:00.000Z", state=LEARNING)
    found = forecast([minute], NOW, 4, 20)
    assert "today 0 · 1 more later today · tomorrow 0" in "\n".join(lines(of(due=found)))


def test_many_documents_are_cut_to_those_with_the_most_time():
    accounts = [Account(f"{n}", f"Book {n:02}", studied({n: 10 + n}).sessions) for n in range(13)]
    text = lines(of(*accounts))
    assert text[-11].split("  ")[0] == "Book 12"
    assert text[-1] == "and 3 more"


def test_data_for_programs_has_days_and_documents(believable: Statistics):
    data = as_data(believable)
    assert data["days"]["2026-11-23"]["minutes"] > 0
    assert sum(each["annotations"] for each in data["documents"]) == data["annotations"]
    assert set(data["due"]["days"]) >= {"2026-11-23", "2026-12-22"}


def test_documents_whose_titles_begin_alike_can_be_told_apart_in_a_narrow_terminal():
    held = [Held("s", (("2026-11-23T08:00:00+00:00", 600),), 0)]
    titles = [f"The collected works of somebody, volume {n}" for n in (1, 2, 3)]
    text = lines(of(*(Account(title, title, held) for title in titles)), 40)
    rows = [line for line in text if line.startswith("The collect")]
    assert [row.split("  ")[0][-8:] for row in rows] == ["volume 1", "volume 2", "volume 3"]
    assert "…" in rows[0]
    assert max(map(cells, text)) <= 40


def test_less_than_a_minute_a_day_is_not_nothing():
    (line,) = [line for line in lines(of(studied({0: 25}))) if "of study" in line]
    assert "0 min a day" not in line
    assert line.endswith("1 day of study, 25 s a day")
