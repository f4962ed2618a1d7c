"""Annotations of all kinds, with texts that files like to stumble over."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target, new_id
from reader.annotations.exchange.incoming import Imported
from reader.documents.document import Block, BlockKind, Document, Metadata, SpineItem
from reader.text.spans import Span

TEXT = "A title\nIt began on a Monday, and “nobody” knew.\nהוא הלך 城市 👩‍👩‍👧 to the end."
DOCUMENT = Document(
    TEXT,
    (
        Block(BlockKind.HEADING, 0, 7, 1),
        Block(BlockKind.PARAGRAPH, 8, TEXT.rindex("\n")),
        Block(BlockKind.PARAGRAPH, TEXT.rindex("\n") + 1, len(TEXT)),
    ),
    metadata=Metadata(
        'A "title"', ("Ann Author", "B"), "2026", "en", identifiers=("isbn:9780000000002",)
    ),
    spine=(
        SpineItem("text/one.xhtml", "one", 0),
        SpineItem("text/two two.xhtml", "two", TEXT.rindex("\n") + 1),
    ),
)

# Every character but those that no text of a document holds: controls, and half characters.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=20
) | st.sampled_from(
    ['"', "\\", "</script>", "{{x}}", "=1+1", "a, b\n\nc", "  ", "null", "urn:uuid:1", "\u2028"]
)
times = st.sampled_from(
    ["", "2026-11-22T14:05:00.000Z", "2026-11-22T14:05:00.123Z", "0001-01-01T00:00:00.000Z", "soon"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | texts,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3),
    max_leaves=5,
)
extras = st.dictionaries(
    st.sampled_from(["from", "rev", "prev", "others", "newer", "id of another", "reader:kind"]),
    values,
    max_size=3,
).map(MappingProxyType)
offsets = st.integers(0, len(TEXT))
targets = st.builds(
    Target,
    texts,
    texts,
    texts,
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.lists(texts, max_size=3).map(tuple),
    st.sampled_from(["", "text/one.xhtml", "two two.xhtml"]),
    st.sampled_from(["", "one"]),
)
annotations = st.builds(
    Annotation,
    st.builds(new_id) | st.sampled_from(["01", "An_old-Id"]),
    targets,
    st.sampled_from(Kind),
    st.sampled_from(Colour),
    st.sampled_from(Style),
    texts,
    st.lists(texts, max_size=3).map(tuple),
    times,
    times,
    deleted=st.just(""),
    level=st.just(0),
    learn=st.lists(texts, max_size=2).map(tuple),
    extra=extras,
)
spans = st.none() | st.tuples(offsets, offsets).map(lambda ends: Span(min(ends), max(ends)))
placed = st.lists(st.tuples(annotations, spans), max_size=4, unique_by=lambda pair: pair[0].id)


def annotations_of(imported: Imported) -> list[Annotation]:
    return [one.annotation for one in imported.incoming]


def by_id(annotations: Iterable[Annotation]) -> dict[str, Annotation]:
    return {annotation.id: annotation for annotation in annotations}


def problems_of(imported: Imported) -> str:
    return "\n".join(one.what for one in imported.problems)
