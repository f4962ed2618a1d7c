"""What the driver makes of what a terminal sends."""

import pytest

from reader.ui.driver import apart


@pytest.mark.parametrize(
    ("data", "pieces"),
    [
        ("j", ["j"]),
        ("", [""]),
        ("\x1bj", ["", "j"]),
        ("ab\x1bq", ["ab", "q"]),
        ("/cité\x1bj\x1bk", ["/cité", "j", "k"]),
        ("\x1b[A", ["\x1b[A"]),
        ("\x1bOP", ["\x1bOP"]),
        ("\x1b[<0;1;1M\x1bx", ["\x1b[<0;1;1M", "x"]),
        ("\x1b]11;rgb:0/0/0\x1b\\", ["\x1b]11;rgb:0/0/0\x1b\\"]),
    ],
    ids=repr,
)
def test_an_escape_that_belongs_to_no_sequence_is_a_key_of_its_own(data, pieces):
    assert apart(data) == pieces
