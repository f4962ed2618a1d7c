"""Files of texts and lines that were not made by the programs they pretend to be of."""

from __future__ import annotations

import itertools
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.exchange.formats import FORMATS, module_of, named, recognise
from reader.annotations.exchange.incoming import Imported
from reader.documents.encoding import harmless
from reader.errors import ReaderError

NAMES = (
    "calibre-markdown", "csv", "kindle", "kindle-notebook", "koreader", "koreader-markdown",
    "logseq", "moonreader", "org", "quotes", "readwise", "readwise-csv", "readwise-markdown",
)  # fmt: skip

# Pieces that the readers look for, in any order.
PIECES = (
    "\n", "\r", "\n\n", " ", "\t", "a", "Words.", "é", "城", "\x00", "\x1b[31m", "\u202e", "\ufeff",
    "==========", "- Your Highlight on Location 1-5 | Added on Monday, 3 December 12 19:42:30",
    "- Your Note on page 7 | ", "99999999999999999999", "(", ")", "<", ">", "|",
    "return {", '["annotations"]={', "{", "}", "[1]=", '["text"]="', '"', "\\", "--[[", "]]", ",",
    "#", "#A*#", "#A1#", "#A7#", "#A@#", "1\nindent:true\ntrim:false\n#\n", "quote,note\n", "=1",
    "> ", ">", "> [!quote] ", "%%", "***", "---", "^id", "# ", "## Highlights",
    "### Page 1 @ 2 May", "##### A", "- ", "    - Note: ", "([View Highlight](https://read.readwise.io/read/1))",
    "key:: value", "ls-type:: annotation", "#+BEGIN_QUOTE", "#+END_QUOTE", "* ", ":PROPERTIES:",
    ":END:", ":NOTER_PAGE: 1", ":org-remark-id: 1", '<div class="noteHeading">', "</div>",
    '<div class="noteText">', '{"results": [', '{"highlights": [{"text": "x"}]}', "]}",
)  # fmt: skip
files = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


def read(name: str, data: bytes, called: str = "file.md") -> Imported | None:
    form = named(name)
    assert form is not None
    try:
        return module_of(form).read(data, called)
    except ReaderError as error:
        assert "\n" not in str(error)
        return None


@pytest.mark.parametrize("name", NAMES)
@given(text=files)
@settings(max_examples=150, deadline=None)
def test_whatever_a_file_holds_it_is_read_or_refused_in_one_line(name: str, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    imported = read(name, data)
    assert imported == read(name, data)
    for one in imported.incoming if imported else ():
        annotation = one.annotation
        assert harmless(annotation.target.exact + annotation.note) == (
            annotation.target.exact + annotation.note
        )
        assert annotation.id
        assert annotation.extra.get("from") or annotation.extra == {}


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_bytes_of_any_kind_are_taken_for_something_or_nothing(data: bytes) -> None:
    recognise(data, "file")
    for name in NAMES:
        read(name, data)


def test_every_format_says_how_it_is_known() -> None:
    assert list(FORMATS) == sorted(FORMATS)
    for form in FORMATS:
        module = module_of(form)
        assert not form.reads or not module.looks(b"", "nothing")
        assert not form.writes or callable(module.write)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("kindle", b"(" * 200_000 + b")" * 200_000 + b"\n- Your Highlight on page 1 | x\n\ny", 1),
        ("kindle", b"T\n- Your Highlight on page 1 | x\n\n" + b"<aaaaaaaaaaa " * 50_000, 1),
        ("koreader", b"return " + b'{["a"]=' * 200_000, 0),
        ("koreader", b'return {"' + b"\\065" * 200_000, 0),
        ("koreader", b'{"entries":' + b"[" * 200_000, None),
        ("csv", b"quote,note\n" + b'"a\n' * 100_001, 50_000),
        ("quotes", b">" * 200_000, 1),
        ("quotes", b"> " + b"[" * 100_000 + b"*" * 100_000, 1),
        ("quotes", b"> %%\n" * 50_001, 0),
        ("org", b"*" * 100_000 + b" t\n#+begin_quote\n" + b"[[" * 50_000, 1),
        ("readwise-markdown", b"# t\n## Highlights\n- " + b"([a](http" * 50_000, 1),
        ("moonreader", b"1\nindent:\ntrim:\n" + b"#\n1\n" * 50_000, 0),
        ("moonreader", zlib.compress(bytes(100 * 2**20)), None),
        ("kindle-notebook", b'<div class="noteHeading">' * 20_000, 20_000),
    ],
    ids=map(str, itertools.count(1)),
)
def test_what_is_made_to_take_long_or_to_grow_is_read_to_its_end_or_refused(
    name: str, data: bytes, found: int | None
) -> None:
    imported = read(name, data)
    assert (len(imported.incoming) if imported else None) == found
