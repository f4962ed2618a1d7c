from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.encoding import Decoded, decode, decode_head, harmless

CHINESE = (
    "人民城市人民建，人民城市为人民。城市治理要坚持党的统一领导，党政共同管理，依靠人民群众。" * 8
)
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 8
FRENCH = "L’été, les élèves rêvaient déjà de l’année où tout serait à refaire — enfin… " * 8
ARABIC = "في البدء كانت المدينة التي بناها الناس من أجل الناس جميعا. " * 8


@pytest.mark.parametrize(
    "text",
    [CHINESE, JAPANESE, FRENCH, ARABIC, "plain", "e\u0301 👩‍👩‍👧 שלום a\xa0b"],
    ids=["Chinese", "Japanese", "French", "Arabic", "ASCII", "mixed"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (FRENCH, "cp1252"),
        (ARABIC, "cp1256"),
    ],
    ids=["Chinese", "Japanese", "French", "Arabic"],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(encoding: str) -> None:
    text = "A line of English.\nAnd another.\n"
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_the_hint_of_project_gutenberg_is_taken() -> None:
    data = b"Character set encoding: ISO-8859-2\n\nP\xf8\xedli\xb9 \xbelu\xbb\n"
    assert decode(data).text.endswith("Příliš žluť\n")


def test_a_hint_that_names_no_encoding_of_text_does_not_matter() -> None:
    assert decode(b"Character set encoding: base64\n\ncaf\xe9\n").text.endswith("café\n")


def test_a_damaged_byte_does_not_change_a_utf_8_text_and_is_told() -> None:
    data = (FRENCH * 2).encode() + b"\xff end"
    decoded = decode(data)
    assert decoded.text == FRENCH * 2 + "\ufffd end"
    assert decoded.notices == ("read as utf-8: 1 character could not be decoded",)


def test_a_replacement_character_of_the_source_is_no_loss() -> None:
    assert decode("was lost before: \ufffd".encode()).notices == ()


def test_the_first_letter_beyond_ascii_may_come_late() -> None:
    text = "plain words\n" * 30_000 + FRENCH
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c\x85d\x0be", "a\nb\nc\nd\ne"),
        ("\x1b[31mred\x1b[0m \x07bell\x7f \x9b1m", "[31mred[0m bell 1m"),
        ("a\u202eb\u2066c\u2069\ufeffd", "abcd"),
        ("a\ud800b", "ab"),
        ("tab\tand\xa0space", "tab\tand\xa0space"),
        ("page\fpage", "page\fpage"),
        ("שלום \u200fe\u0301 👍🏽", "שלום \u200fe\u0301 👍🏽"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(raw: str, clean: str) -> None:
    assert harmless(raw) == clean


@given(st.text(st.characters()))
def test_harmless_text_has_no_controls_and_stays_as_it_is(raw: str) -> None:
    clean = harmless(raw)
    assert harmless(clean) == clean
    controls = {char for char in clean if unicodedata.category(char) in ("Cc", "Cs")}
    assert controls <= set("\n\t\f")


@given(st.text(alphabet="a\nbé漢😀\r", max_size=60), st.integers(0, 80))
def test_the_head_decodes_to_a_prefix_of_the_whole(text: str, size: int) -> None:
    data = text.encode()
    assert decode(data).text.startswith(decode_head(data, size))


@given(st.binary(max_size=300))
def test_any_bytes_decode_to_something(data: bytes) -> None:
    decoded = decode(data)
    assert harmless(decoded.text) == decoded.text


def test_the_escape_sequences_of_iso_2022_jp_tell_what_it_is() -> None:
    said = "日本語の文章です。"
    assert decode(said.encode("iso2022_jp")).text == said


def test_what_is_cut_in_the_middle_of_iso_2022_jp_is_read_up_to_there() -> None:
    cut = decode("日本語".encode("iso2022_jp")[:6])
    assert cut.text.startswith("日")
    assert cut.notices


def test_utf_7_is_read_where_it_is_declared_and_only_there() -> None:
    said = "Grüße & 水"
    assert decode(said.encode("utf-7"), "utf-7").text == said
    assert decode(said.encode("utf-7")).text == said.encode("utf-7").decode("ascii")


def test_colours_of_a_terminal_are_not_taken_for_japanese() -> None:
    assert decode(b"\x1b(B\x1b[1mbold\x1b(B\x1b[m \x1b[31mred").encoding == "utf-8"
