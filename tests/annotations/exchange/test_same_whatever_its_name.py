"""What is in a file is the same under whatever name the file comes."""

from __future__ import annotations

import pytest

from reader.annotations.exchange.formats import module_of, named

FILES = {
    "quotes": ["> Call me Ishmael.\n\nA note.\n", "# The Whale\n\n> Call me Ishmael.\n"],
    "logseq": [
        "- > Call me Ishmael.\n  hl-color:: yellow\n",
        "title:: The Whale\n\n- > Call me Ishmael.\n  hl-color:: yellow\n",
    ],
    "org": [
        "* Loomings\n#+begin_quote\nCall me Ishmael.\n#+end_quote\n",
        "#+title: The Whale\n* Loomings\n#+begin_quote\nCall me Ishmael.\n#+end_quote\n",
    ],
    "foliate": [
        '{"annotations": [{"value": "epubcfi(/6/4)", "text": "Call me Ishmael.",'
        ' "created": "2026-01-01T00:00:00Z"}], "bookmarks": ["epubcfi(/6/8)"]}',
        '{"metadata": {"title": "The Whale"}, "annotations": [],'
        ' "bookmarks": ["epubcfi(/6/8)"], "lastLocation": "epubcfi(/6/4)"}',
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in FILES.items() for text in texts]
)
def test_a_file_under_another_name_brings_nothing_new(kind: str, text: str) -> None:
    found = named(kind)
    assert found is not None
    read = module_of(found).read
    one, other = (read(text.encode(), name).incoming for name in ("whale.x", "copy (2).x"))
    assert one
    assert [each.annotation.id for each in one] == [each.annotation.id for each in other]


def test_the_same_place_in_two_books_of_foliate_is_two_annotations() -> None:
    found = named("foliate")
    assert found is not None
    one, other = (
        module_of(found)
        .read(
            b'{"annotations": [{"value": "epubcfi(/6/4)", "text": "%s"}],'
            b' "bookmarks": ["epubcfi(/6/8)"]}' % text,
            "a.json",
        )
        .incoming
        for text in (b"Call me Ishmael.", b"It was the best of times.")
    )
    assert not {each.annotation.id for each in one} & {each.annotation.id for each in other}
