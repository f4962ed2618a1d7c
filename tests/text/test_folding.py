"""Searching with case, accents and ways of writing set aside."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.folding import alphabet_of, compile_folded, fold_character, words_of
from reader.text.search import find_all
from reader.text.units import grapheme_start


def spans(query, text):
    return list(find_all(compile_folded(query, alphabet_of(text)), text))


def found(query, text):
    return [text[start:end] for start, end in spans(query, text)]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        # case
        ("city", "City, city and CITY", ["City", "city", "CITY"]),
        ("City", "City, city and CITY", ["City"]),
        ("été", "été ÉTÉ", ["été", "ÉTÉ"]),
        ("ÉTÉ", "été ÉTÉ", ["ÉTÉ"]),
        ("Ete", "ete Été", ["Été"]),
        # powers and indexes, as they are typed and as characters
        ("2k", "2k, 2^k", ["2k", "2^k"]),
        ("xn", "xn, xⁿ, x_n", ["xn", "xⁿ", "x_n"]),
        ("sold", "s^old sold", ["sold"]),
        # accents
        ("cafe", "cafe café cafe\u0301", ["cafe", "café", "cafe\u0301"]),
        ("café", "cafe café cafe\u0301", ["café", "cafe\u0301"]),
        ("cafe\u0301", "cafe café", ["café"]),
        ("resumé", "resume résumé resumè", ["résumé"]),
        ("senor", "señor sen\u0303or", ["señor", "sen\u0303or"]),
        ("ê", "ế e\u0301\u0302 ê\u0301 é", ["ế", "e\u0301\u0302", "ê\u0301"]),
        ("ế", "ê e\u0302\u0301 ê\u0301 ế", ["e\u0302\u0301", "ê\u0301", "ế"]),
        ("елка", "ёлка", ["ёлка"]),
        ("o l d i", "ø ł đ ı", []),
        ("ø", "ø o", ["ø"]),
        ("ı", "ı i", ["ı"]),
        ("e", "x\u0301", []),
        ("\u0301", "e\u0301", ["e\u0301"]),
        # letters that are several, or look otherwise
        ("strasse", "Straße STRASSE STRAẞE", ["Straße", "STRASSE", "STRAẞE"]),
        ("straße", "strasse", ["strasse"]),
        ("Strasse", "Straße", ["Straße"]),
        ("STRASSE", "STRAẞE Straße", ["STRAẞE"]),
        ("office", "oﬃce oﬀice ofﬁce", ["oﬃce", "oﬀice", "ofﬁce"]),
        ("of", "oﬃce", ["oﬃ"]),
        ("ice", "oﬃce", ["ﬃce"]),
        ("f", "ﬃ", ["ﬃ"]),
        ("fie", "ﬀie", ["ﬀie"]),
        ("ﬁn", "find", ["fin"]),
        ("abc", "ＡＢＣ", ["ＡＢＣ"]),
        ("カ", "ｶ", ["ｶ"]),
        ("ガ", "ｶﾞ カ\u3099", ["ｶﾞ", "カ\u3099"]),
        ("ガ\u0301", "カ\u3099\u0301 カ\u0301\u3099", ["カ\u3099\u0301", "カ\u0301\u3099"]),
        ("か", "が か\u3099 か\u0301\u3099", []),
        ("は", "ぱ ば", []),
        ("각", "\u1100\u1161\u11a8 가\u11a8", ["\u1100\u1161\u11a8", "가\u11a8"]),
        ("가", "각 \u1100\u1161\u11a8", []),
        ("σοφος", "σοφός ΣΟΦΟΣ", ["σοφός", "ΣΟΦΟΣ"]),
        ("istanbul", "İstanbul i\u0307stanbul", ["İstanbul", "i\u0307stanbul"]),
        ("tm", "a™", ["™"]),
        # signs
        ("people's", "people's people’s", ["people's", "people’s"]),
        ('"so"', "“so” „so“ «so»", ["“so”", "„so“", "«so»"]),
        ("well-being", "well‑being well–being", ["well‑being", "well–being"]),
        ("wait...", "wait… wait...", ["wait…", "wait..."]),
        ("wait…", "wait...", ["wait..."]),
        ("............", "…………", ["…………"]),
        ("a.c (x) [y]* ^ & ~ \\", "a.c (x) [y]* ^ & ~ \\", ["a.c (x) [y]* ^ & ~ \\"]),
        # what is not seen
        ("example", "ex\u00adam\u00adple ex\u200bample", ["ex\u00adam\u00adple", "ex\u200bample"]),
        ("ex\u00adample", "example", ["example"]),
        ("شمس", "شَمْس", ["شَمْس"]),
        ("שלום", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("می\u200cروم", "میروم", ["میروم"]),
        # white space and the ends of lines
        ("a city", "a\n  city a\u00a0city acity", ["a\n  city", "a\u00a0city"]),
        ("a city", "a\u200b city", ["a\u200b city"]),
        ("example", "exam-\nple exam\u00ad\n  ple", ["exam-\nple", "exam\u00ad\n  ple"]),
        ("example", "exam‐\nple", ["exam‐\nple"]),
        ("example", "exam-\n\nple exam\nple", []),
        ("well-being", "well-\nbeing", ["well-\nbeing"]),
        # references to notes
        ("dark and", "Dark[1] and dark[†]\nand", ["Dark[1] and", "dark[†]\nand"]),
        ("dark. the", "dark.[2,1] The; dark.³ The", ["dark.[2,1] The", "dark.³ The"]),
        ("dark1 and", "dark[1] and dark[2] and", ["dark[1] and"]),
        ("dark 1", "dark 1 dark[1]", ["dark 1"]),
        ("学生是", "学生[1]是", ["学生[1]是"]),
        ("x + y", "x² + y, x[1] + y", []),
        # and everything else
        ("学生", "我是学生。", ["学生"]),
        ("学生", "学⽣", ["学⽣"]),
        ("👍", "ok 👍🏽", ["👍🏽"]),
        ("👩", "👩‍👩‍👧", ["👩‍👩‍👧"]),
        ("\\d", "5 \\d", ["\\d"]),
    ],
)  # fmt: skip
def test_a_query_finds(query, text, hits):
    assert found(query, text) == hits


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_nothing_to_look_for_is_no_pattern(query):
    assert compile_folded(query, alphabet_of("text")) is None


def test_plain_words_are_plainly_searched_for_in_a_plain_text():
    alphabet = alphabet_of("“Plain words” — and no accents.")
    assert compile_folded("Plain words", alphabet).pattern == r"Plain\s[\s]*words"
    assert compile_folded("Words", alphabet).pattern == "Words"


def test_a_long_run_of_one_sign_makes_no_endless_pattern():
    assert len(compile_folded("." * 200, alphabet_of("…‥")).pattern) < 20_000


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("two\n  words", "two words"),
        ("exam-\nple and exam\u00ad\n  ple", "example and example"),
        ("well - being", "well - being"),
        (" Ünder ", "Ünder"),
    ],
)
def test_a_passage_becomes_words_to_search_for(passage, words):
    assert words_of(passage) == words


# --- against a folding that is written plainly --------------------------------------------------

# Characters that are hard on each other.
HARD = (
    "aAeEéÉfFiIsSß\u0301\u0302\u0323ﬁﬀﬃ\u00ad\u200b\u200d -\n…․.‥’'“\""
    "がか\u3099ｶカﾞガσςΣİıẞｅ½1/2각가\u11a8\u1100\u1161ﬆtñ"
)


def folded(text):
    """A text without case and accents, whole words; as plainly as it can be said."""
    text = re.sub("(?<=\\w)[-‐\u00ad]\n[ \t]*(?=\\w)", "", text)
    joined = "".join(map(fold_character, text))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", joined))


@given(st.text(HARD, max_size=14), st.text(HARD.lower(), min_size=1, max_size=5))
@example("e\u0323\u0301", "e")
@example("ﬁ\u0301s", "fis")
def test_every_hit_folds_to_the_query_and_stands_on_whole_graphemes(text, query):
    wanted = folded(query)
    if not query.strip() or not wanted.strip():
        return
    for start, end in spans(query, text):
        assert start == grapheme_start(text, start)
        assert end == grapheme_start(text, end)
        hit = folded(text[start:end])
        assert wanted.replace("-", "") in hit.replace("-", ""), (query, text[start:end])


@given(st.text(HARD, max_size=14), st.integers(0, 13), st.integers(1, 6))
def test_nothing_is_missed_that_a_plain_scan_finds(text, start, length):
    """Any part of a text is found in it, and as often as its folded form is in the folded text."""
    part = text[start : start + length].lower()
    wanted = folded(part)
    if not part.strip() or wanted != part or re.search("[.fist]{7}", wanted):
        return
    assert spans(part, text) or wanted not in folded(text)


@given(st.text(HARD, min_size=1, max_size=14), st.data())
def test_what_is_selected_finds_itself(text, data):
    starts = sorted({grapheme_start(text, at) for at in range(len(text) + 1)})
    start, end = sorted(data.draw(st.lists(st.sampled_from(starts), min_size=2, max_size=2)))
    words = words_of(text[start:end])
    if not words.strip() or re.search("[.fist]{7}", folded(words)):
        return
    hits = find_all(compile_folded(words, alphabet_of(text)), text)
    assert any(hit.start < end and hit.end > start for hit in hits)
