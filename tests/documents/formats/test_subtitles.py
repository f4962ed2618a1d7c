from __future__ import annotations

from reader.documents.formats.subtitles import parse
from reader.ui.going import goals
from tests.documents.conftest import check

FILM = """\
1
00:00:01,000 --> 00:00:03,000
<i>The river</i> had risen
in the night,

2
00:00:03,100 --> 00:00:05,000
and nobody spoke.

3
00:01:20,000 --> 00:01:22,000
ANNA: Did you see it?
- I did.
"""


def test_cues_that_follow_closely_are_one_paragraph() -> None:
    document = parse(FILM)
    check(document)
    assert document.text.split("\n") == [
        "The river had risen in the night, and nobody spoke.",
        "ANNA: Did you see it?",
        "- I did.",
    ]


def test_times_are_the_pages() -> None:
    document = parse(FILM)
    assert [page.label for page in document.pages] == ["0:00:01", "0:00:03", "0:01:20"]
    assert document.page_at(document.text.index("nobody")) == "0:00:03"


def test_a_time_leads_to_what_is_said_then() -> None:
    document = parse(FILM)
    assert [goal.offset for goal in goals("1:21", document, None)] == [document.text.index("ANNA")]
    assert [goal.label for goal in goals("0:00:04", document, None)] == ["0:00:03"]


def test_tags_are_no_text_but_italics_are_emphasis_and_speakers_are_strong() -> None:
    document = parse(FILM)
    assert [document.text[m.start : m.end] for m in document.marks] == ["The river", "ANNA:"]


def test_webvtt_has_a_title_voices_and_entities() -> None:
    document = parse(
        "WEBVTT - A talk\n\nNOTE no\n\n00:01.000 --> 00:02.000 align:start\n<v Bo>You &amp; I\n"
    )
    assert (document.metadata.title, document.text) == ("A talk", "Bo: You & I")


def test_a_long_film_has_sections_of_some_minutes() -> None:
    cues = (
        f"0:{minute:02}:00,0 --> 0:{minute:02}:01,0\nMinute {minute}.\n" for minute in range(20)
    )
    document = parse("\n".join(cues))
    assert [section.title.split()[0] for section in document.outline] == [
        "0:00:00", "0:05:00", "0:10:00", "0:15:00",
    ]  # fmt: skip
    assert all(section.made for section in document.outline)
