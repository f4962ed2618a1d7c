from __future__ import annotations

import json

import pytest
from hypothesis import given

from reader.annotations.annotation import Annotation, Colour, Kind, Target, new_id
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.outgoing import Placed
from reader.annotations.exchange.w3c import looks, read, urn_of, write
from reader.annotations.exchange.w3c_reading import id_of_urn
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.strategies import (
    DOCUMENT,
    annotations_of,
    by_id,
    placed,
    problems_of,
)

ONE = Annotation(
    "0123456789abcdefgh",
    Target("Monday", "on a ", ", and", 22, 28),
    Kind.QUESTION,
    Colour.PINK,
    note="*why*?",
    tags=("exam",),
    created="2026-11-22T14:05:00.000Z",
)


def anno(**fields: object) -> bytes:
    record = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/1",
        "type": "Annotation",
        "target": "http://example.org/page",
    }
    whole = {name: value for name, value in (record | fields).items() if value is not None}
    return json.dumps(whole, indent=1).encode()


def one(imported: Imported) -> Annotation:
    (annotation,) = annotations_of(imported)
    return annotation


QUOTE = {
    "source": "http://example.org/page",
    "selector": [{"type": "TextQuoteSelector", "exact": "words", "prefix": "of ", "suffix": "."}],
}


# Round trip


@given(placed)
def test_what_is_written_is_read_as_it_was(pairs: list[Placed]) -> None:
    imported = read(write(DOCUMENT, pairs, source="a b.epub").encode())
    assert by_id(annotations_of(imported)) == by_id(annotation for annotation, _ in pairs)
    assert not imported.problems


def test_what_is_written_says_by_the_model_what_it_has_words_for() -> None:
    collection = json.loads(write(DOCUMENT, [(ONE, Span(22, 28))], source="/a b.txt"))
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == 1
    record = collection["first"]["items"][0]
    assert record["motivation"] == "questioning"
    assert record["created"] == ONE.created
    assert [body["value"] for body in record["body"]] == ["*why*?", "exam"]
    assert record["target"]["source"] == "file:///a%20b.txt"
    quote, position = record["target"]["selector"]
    assert quote["exact"] == "Monday"
    assert (position["start"], position["end"]) == (22, 28)


def test_positions_are_those_of_the_text_as_it_is_now() -> None:
    collection = json.loads(write(DOCUMENT, [(ONE, Span(30, 36)), (ONE._replace(id="2"), None)]))
    placed_, orphan = collection["first"]["items"]
    assert placed_["target"]["selector"][1]["start"] == 30
    assert [one["type"] for one in orphan["target"]["selector"]] == ["TextQuoteSelector"]


def test_what_another_program_changed_in_ours_is_taken() -> None:
    collection = json.loads(write(DOCUMENT, [(ONE, None)]))
    collection["first"]["items"][0]["body"][0]["value"] = "because"
    changed = one(read(json.dumps(collection).encode()))
    assert changed == ONE._replace(note="because")


def test_writing_again_makes_no_difference() -> None:
    assert write(DOCUMENT, [(ONE, None)]) == write(DOCUMENT, [(ONE, None)])


def test_an_id_survives_as_a_uuid_even_without_our_property() -> None:
    for identity in (ONE.id, new_id(), "z" * 18, "0" * 18):
        assert id_of_urn(urn_of(identity)) == identity
    assert id_of_urn("urn:uuid:123-123-123-123") == ""
    assert id_of_urn("urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df") == ""
    assert id_of_urn(urn_of("short")) == ""


# Bodies


def test_a_text_is_the_note() -> None:
    body = {"type": "TextualBody", "value": "a note"}
    assert one(read(anno(body=body))).note == "a note"
    assert one(read(anno(bodyValue="a note"))).note == "a note"


def test_html_becomes_markdown() -> None:
    body = {"type": "TextualBody", "value": "<p>a</p><ul><li>b</li></ul>", "format": "text/html"}
    assert one(read(anno(body=body))).note == "a\n\n- b"


def test_tags_are_told_by_their_purpose_or_by_the_motivation() -> None:
    tag = {"type": "TextualBody", "value": "exam"}
    assert one(read(anno(body=tag | {"purpose": "tagging"}))).tags == ("exam",)
    assert one(read(anno(body=tag, motivation="tagging"))).tags == ("exam",)
    assert one(read(anno(body=tag))).tags == ()


def test_what_is_said_elsewhere_is_a_link_in_the_note() -> None:
    assert one(read(anno(body="http://example.org/post"))).note == "<http://example.org/post>"


def test_of_a_choice_the_first_text_is_taken_and_the_rest_kept() -> None:
    choice = {"type": "Choice", "items": ["http://a.b/c", {"type": "TextualBody", "value": "en"}]}
    annotation = one(read(anno(body=choice)))
    assert annotation.note == "en"
    assert annotation.extra["from"]["body"] == [choice]  # type: ignore[index]


# Targets


def test_a_quote_is_where_it_stands() -> None:
    (incoming,) = read(anno(target=QUOTE)).incoming
    assert incoming.annotation.target == Target("words", "of ", ".")
    assert incoming.annotation.kind is Kind.HIGHLIGHT
    assert incoming.work.source == "http://example.org/page"
    assert incoming.work.identifiers == ("url:example.org/page",)


def test_a_quote_that_refines_another_selector_is_found_and_that_one_kept() -> None:
    fragment = {"type": "FragmentSelector", "value": "p5", "refinedBy": QUOTE["selector"][0]}  # type: ignore[index]
    annotation = one(read(anno(target={"source": "a.html", "selector": fragment})))
    assert annotation.target.exact == "words"
    kept = annotation.extra["from"]["selector"]  # type: ignore[index]
    assert kept == [{"type": "FragmentSelector", "value": "p5"}]


def test_positions_in_another_rendering_are_no_positions_here() -> None:
    position = {"type": "TextPositionSelector", "start": 4, "end": 9}
    annotation = one(read(anno(target={"source": "a.html", "selector": position})))
    assert (annotation.target.start, annotation.target.end) == (0, 0)
    assert annotation.extra["from"]["selector"] == [position]  # type: ignore[index]


def test_each_target_of_a_list_is_an_annotation_of_its_own() -> None:
    imported = read(anno(target=["http://a.b/1", "http://a.b/2"]))
    assert [incoming.work.source for incoming in imported.incoming] == [
        "http://a.b/1",
        "http://a.b/2",
    ]
    assert len({annotation.id for annotation in annotations_of(imported)}) == 2


def test_that_not_all_of_very_many_targets_are_read_is_told() -> None:
    imported = read(anno(target=["http://a.b/c"] * 1001))
    assert len(imported.incoming) == 1000
    assert "more than 1,000 targets" in problems_of(imported)


# Files


def test_a_list_a_page_and_a_collection_are_read_alike() -> None:
    records = [json.loads(anno(id=f"http://a.b/{number}")) for number in range(3)]
    page = {"@context": records[0]["@context"], "type": "AnnotationPage", "items": records}
    collection = {"@context": records[0]["@context"], "type": "AnnotationCollection", "first": page}
    for value in (records, page, collection):
        imported = read(json.dumps(value).encode())
        assert len(imported.incoming) == 3
        assert not imported.problems


def test_that_more_is_elsewhere_is_told() -> None:
    page = json.loads(anno(type="AnnotationPage", target=None, next="http://a.b/2", items=[]))
    assert "http://a.b/2" in problems_of(read(json.dumps(page).encode()))


def test_the_same_again_has_the_same_id_whatever_was_noted_since() -> None:
    before = one(read(anno(target=QUOTE)))
    after = one(read(anno(target=QUOTE, bodyValue="later", modified="2026-01-02T00:00:00Z")))
    assert before.id == after.id


def test_pages_inside_pages_end() -> None:
    page: dict[str, object] = {"type": "AnnotationPage", "items": []}
    for _ in range(30):
        page = {"type": "AnnotationPage", "items": [], "next": page}
    assert "inside one another" in problems_of(read(json.dumps(page).encode()))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"@context": None}, "no @context"),
        ({"@context": "fish"}, "the @context is not that of annotations"),
        ({"id": "no iri"}, "id is not an IRI"),
        ({"id": ["http://a.b/1", "http://a.b/2"]}, "id is an array"),
        ({"type": None}, "no type"),
        ({"type": "Squirrel"}, "the type is not Annotation"),
        ({"target": None, "body": "http://a.b/c"}, "no target"),
        ({"target": 9}, "target is a number"),
        ({"target": {"type": "SpecificResource"}}, "SpecificResource without source"),
        (
            {"target": {"source": "a", "selector": {"type": "FragmentSelector"}}},
            "FragmentSelector without value",
        ),
        (
            {"target": {"source": "a", "selector": {"type": "FragmentSelector", "value": [1, 2]}}},
            "FragmentSelector with two values",
        ),
        ({"body": "no iri"}, "body is a text that is not an IRI"),
        ({"body": {"id": "no iri"}}, "body.id is not an IRI"),
        ({"body": {"id": "http://a.b/c", "format": 6}}, "format is a number"),
        ({"body": {"id": "http://a.b/c", "langauage": 3}}, "language is a number"),
        ({"body": {"id": "http://a.b/c", "textDirection": "up"}}, "textDirection is not ltr"),
        ({"body": {"id": "http://a.b/c", "textDirection": ["ltr"]}}, "textDirection is an array"),
        ({"body": {"type": "TextualBody"}}, "TextualBody without value"),
        ({"body": {"type": "TextualBody", "value": ["a"]}}, "TextualBody with an array as value"),
        ({"body": "http://a.b/c", "bodyValue": "x"}, "body and bodyValue together"),
        ({"bodyValue": 23}, "bodyValue is a number"),
        ({"body": {"type": ["Choice", "List"], "items": []}}, "two composite types"),
        ({"body": {"items": ["http://a.b/c"]}}, "items but without type"),
        ({"creator": 6}, "creator is a number"),
        ({"created": "yesterday"}, "created is not a date-time"),
        ({"modified": ["2015-01-28T12:00:00Z"]}, "modified is an array"),
        ({"rights": "no iri"}, "rights is not an IRI"),
    ],
)
def test_what_is_wrong_by_the_model_is_told(fields: dict[str, object], why: str) -> None:
    assert why in problems_of(read(anno(**fields)))


@pytest.mark.parametrize("data", [b"this is not json", b"{}", b'{"a": 1}', b"3"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        read(data, "x.json")


def test_a_file_is_told_by_its_beginning() -> None:
    assert looks(anno(), "x.jsonld")
    assert looks(write(DOCUMENT, []).encode(), "x.json")
    assert not looks(b'{"rows": [], "total": 0}', "x.json")
