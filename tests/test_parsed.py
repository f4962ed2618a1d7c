"""Long documents are opened again without being parsed."""

import os
import random

import pytest

from reader import parsed
from reader.documents import opening
from reader.documents.columns import from_columns, to_columns
from reader.documents.document import BlockKind, Document, Metadata, Page
from reader.documents.formats.markdown import parse as parse_markdown
from reader.documents.known import FORMATS
from reader.documents.opening import open_document, read_source, source_from_bytes
from reader.documents.parts import Part, build

MARKDOWN = """\
---
title: A *tour*
author: [One, Two]
lang: de
rating: 5
---

# One

Some *emphasis*, `code`, [a link](https://example.org), 雨, e\u0301, 👩‍👩‍👧.[^1]

### Three, without a two

> - a quote
>   - a list

## Two

```python
code = 1
```

# Another

[^1]: A note.
"""


def same(one: Document, other: Document) -> bool:
    names = ("text", "blocks", "marks", "sections", "outline", "metadata", "notices", "parents")
    return all(getattr(one, name) == getattr(other, name) for name in names)


@pytest.mark.parametrize(
    "text", [MARKDOWN, "", "no heading", "# a\n## b\n### c\n## d\n# e\n", "### a\n# b\n## c\n"]
)
def test_a_document_comes_back_from_plain_data_as_it_was(text):
    document = parse_markdown(text)
    again = from_columns(to_columns(document))
    assert same(again, document)
    assert again.fingerprint == document.fingerprint


def test_places_and_printed_pages_come_back_from_plain_data():
    document = Document("words", (), places={"a#b": 3}, pages=(Page("ix", 0), Page("1", 2)))
    again = from_columns(to_columns(document))
    assert (again.places, again.pages) == ({"a#b": 3}, document.pages)
    assert again.page_at(2) == "1"


def test_how_sure_a_section_is_comes_back_from_plain_data():
    part = Part(BlockKind.HEADING, "It was late", 0, 0, depth=1)
    part.confidence = 0.25
    document = build([part], Metadata())
    document = document.with_(sections=(document.sections[0]._replace(made=True),))
    [section] = from_columns(to_columns(document)).sections
    assert (section.confidence, section.made) == (0.25, True)


@pytest.fixture
def long(tmp_path):
    """The source of a long file."""
    chance = random.Random(1)
    words = ["whale", "sea", "Überfahrt", "雨", "ship,", "end."]
    lines = [" ".join(chance.choices(words, k=40)) for _ in range(1500)]
    path = tmp_path / "long.txt"
    path.write_text("Chapter 1\n\n" + "\n\n".join(lines), "utf-8")
    return read_source(path)


def test_what_was_parsed_once_is_found_again(tmp_path, long):
    assert parsed.find(tmp_path, long) is None
    document = parsed.parse(tmp_path, long)
    again = parsed.find(tmp_path, long)
    assert again is not None
    assert same(again, document)
    assert same(document, open_document(long))


def test_a_short_document_is_not_kept(tmp_path):
    source = source_from_bytes("x.txt", b"A short text.")
    parsed.parse(tmp_path, source)
    assert not (tmp_path / "parsed").exists()


def test_other_bytes_are_another_document(tmp_path, long):
    parsed.parse(tmp_path, long)
    assert parsed.find(tmp_path, long._replace(data=long.data + b".")) is None
    assert parsed.find(tmp_path, long._replace(data=b"X" + long.data[1:])) is None


def test_a_file_that_was_written_again_is_parsed_again(tmp_path, long):
    parsed.parse(tmp_path, long)
    os.utime(long.path, (1, 1))
    assert parsed.find(tmp_path, long) is None


def test_what_another_version_kept_is_not_used(tmp_path, long, monkeypatch):
    parsed.parse(tmp_path, long)
    monkeypatch.setattr(parsed, "_writer", lambda: b"reader 99\n")
    assert parsed.find(tmp_path, long) is None


def test_what_another_version_of_a_library_read_is_not_used(tmp_path, monkeypatch):
    folder = tmp_path / "libraries"
    folder.mkdir()
    library = folder / "a_library_of_ours.py"
    library.write_text("version = 1\n")
    monkeypatch.syspath_prepend(folder)
    ours = FORMATS["subtitles"]._replace(library=library.stem)
    monkeypatch.setattr(parsed, "FORMATS", {"subtitles": ours})
    cue = "00:00:0{}.000 --> 00:00:0{}.000\nSome words are said.\n\n"
    words = "WEBVTT\n\n" + "".join(cue.format(n % 9, n % 9 + 1) for n in range(3000))
    source = source_from_bytes("talk.vtt", words.encode())
    parsed.parse(tmp_path, source)
    assert parsed.find(tmp_path, source) is not None
    library.write_text("version = 2.0\n")
    assert parsed.find(tmp_path, source) is None


def test_what_is_shown_as_it_is_written_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "is_installed", lambda chosen: chosen.name != "rst")
    source = source_from_bytes("long.rst", b"A line of words.\n\n" * 10_000)
    assert parsed.parse(tmp_path, source).metadata.format == "plain"
    assert parsed.find(tmp_path, source) is None


@pytest.mark.parametrize("cut", [0, 10, 60, 5000])
def test_a_damaged_file_is_passed_by_and_made_anew(tmp_path, long, cut):
    document = parsed.parse(tmp_path, long)
    (file,) = (tmp_path / "parsed").iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert parsed.find(tmp_path, long) is None
    assert same(parsed.parse(tmp_path, long), document)
    assert parsed.find(tmp_path, long) is not None


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path, long):
    (tmp_path / "parsed").write_text("in the way")
    assert same(parsed.parse(tmp_path, long), open_document(long))


def test_what_was_used_longest_ago_makes_room(tmp_path, long, monkeypatch):
    monkeypatch.setattr(parsed, "MOST", 3 * len(long.data))
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(long.data)
        parsed.parse(tmp_path, read_source(path))
    files = list((tmp_path / "parsed").iterdir())
    assert 0 < sum(file.stat().st_size for file in files) <= parsed.MOST
    assert parsed.find(tmp_path, read_source(path)) is not None
