"""The table of contents of a plain text: where it stands, and what it lists."""

from __future__ import annotations

from reader.documents.contents import key_of, keys_of
from tests.documents.tiny import PROSE, around, flat


def test_a_table_without_a_heading_is_known_by_the_pages_that_rise_in_it() -> None:
    seen = around(flat("The Old Lock 3. The Weir 17. Fog 20.", PROSE, "The Weir", PROSE))
    assert seen.contents == {key_of("The Old Lock"), key_of("The Weir"), key_of("Fog")}


def test_numbers_that_do_not_rise_or_end_in_words_are_no_pages() -> None:
    assert not around(flat("The lock 9. The weir 3. The mill 7.", PROSE)).contents
    assert not around(flat("We saw 3 barges, 5 boats, 7 men and a lock of 1900.", PROSE)).contents


def test_an_entry_is_also_known_without_its_own_number_and_keeps_all_letters_of_its_words() -> None:
    assert list(keys_of("XI. On the Weir")) == ["xiontheweir", "ontheweir"]
    assert list(keys_of("Down the River")) == ["downtheriver"]
