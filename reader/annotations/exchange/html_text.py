"""The whole text as HTML with the highlights in it, and the notes beside their passages.

It is text: whatever a document or a note holds is escaped, and no link leads to a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.exchange.html_inline import (
    LINK,
    Element,
    Insert,
    is_right_to_left,
    run,
    safe,
)
from reader.annotations.exchange.markdown import Placed
from reader.annotations.exchange.markdown_text import local_time
from reader.annotations.exchange.outgoing import notes_in_reading_order
from reader.annotations.exchange.wording import words_before
from reader.annotations.passage_links import link_to
from reader.annotations.records import other_notes
from reader.documents.document import Block, BlockKind, Document, Mark, MarkKind, Section
from reader.documents.links import Way, address_of, resolve, way_of
from reader.documents.pages import pages_of
from reader.text.language import language_of
from reader.text.spans import Span, SpanIndex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_HIGHLIGHT, _OTHER = 1, 2  # which is outside where elements cross; links are
_TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.CODE: "code",
    MarkKind.STRIKETHROUGH: "s",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.SUBSCRIPT: "sub",
}
_FORMS = {
    BlockKind.PARAGRAPH: ("p", ""),
    BlockKind.QUOTE: ("blockquote", ""),
    BlockKind.VERSE: ("p", "verse"),
    BlockKind.CODE: ("pre", "code"),
    BlockKind.TABLE: ("pre", "table"),
    BlockKind.FIGURE: ("p", "figure"),
}
_DIM = frozenset({"page", "licence"})
LANGUAGE_SAMPLE = 100_000  # code points


class _Noted(NamedTuple):
    """An annotation in the text: its number, where it has something to say, else 0."""

    annotation: Annotation
    span: Span
    number: int


class _Page(NamedTuple):
    """What the blocks of a document are made with."""

    document: Document
    noted: SpanIndex[_Noted]
    names: Mapping[int, str]  # the ids of blocks that something leads to, by where they start
    markdown: MarkdownIt
    tz: tzinfo | None
    document_id: str


def whole_of(
    document: Document,
    placed: Iterable[Placed],
    *,
    document_id: str = "",
    tz: tzinfo | None = None,
) -> dict[str, object]:
    """What a page with the whole text is made of: its ``language``, ``contents`` (a nested list of
    links), ``text`` and ``orphans`` as HTML, and the ``colours`` that are used in it."""
    notes = notes_in_reading_order(placed)
    noted = []
    number = 0
    for annotation, span in notes:
        says = _says(annotation) or bool(words_before(document, annotation, span))
        number += says
        if span is not None:
            noted.append(_Noted(annotation, span, number if says else 0))
    page = _Page(
        document,
        SpanIndex((*one.span, one) for one in noted),
        _names(document),
        note_renderer(),
        tz,
        document_id,
    )
    text, told = _text(page)
    lost = [pair for pair in notes if pair[0].id not in told]
    colours = {a.colour.value for a, _ in notes if a.kind is not Kind.BOOKMARK}
    sample = document.text[:LANGUAGE_SAMPLE]
    return {
        "language": safe(language_of(document.metadata.language, sample) or "und"),
        "contents": _contents(document.sections),
        "text": text,
        "orphans": "\n".join(_lost(page, annotation) for annotation, _ in lost),
        "colours": sorted(colours),
    }


def _says(annotation: Annotation) -> bool:
    """Whether there is more of it than a highlight."""
    more = annotation.note.strip() or annotation.tags or other_notes(annotation)
    return bool(more) or annotation.kind is not Kind.HIGHLIGHT


# Names, contents


def _names(document: Document) -> dict[int, str]:
    """The ids of the blocks that links and the contents lead to."""
    starts = {section.heading.start for section in document.outline}
    for mark in document.marks:
        if mark.kind in (MarkKind.LINK, MarkKind.FOOTNOTE):
            there = resolve(document, mark.target)
            if there is not None:
                starts.add(there)
    blocks = document.blocks
    indices = {document.block_at(start) for start in starts} - {-1}
    return {blocks[index].start: f"b{blocks[index].start}" for index in indices}


def _name_at(document: Document, offset: int) -> str:
    index = document.block_at(offset)
    return f"b{document.blocks[index].start}" if index >= 0 else "text"


def _contents(sections: Sequence[Section]) -> str:
    """Links to the sections, from a list of what is still to be written: books may be deep."""
    made: list[str] = []
    left = _listed(sections)
    while left:
        one = left.pop()
        if isinstance(one, str):
            made.append(one)
            continue
        title = safe(" ".join(one.title.split())) or "…"
        made.append(f'<li><a href="#b{one.heading.start}">{title}</a>')
        left += ["</li>", *_listed(one.children)]
    return "".join(made)


def _listed(sections: Sequence[Section]) -> list[Section | str]:
    """The pieces of a list, the last one first."""
    return ["</ol>", *reversed(sections), "<ol>"] if sections else []


# The text


def _text(page: _Page) -> tuple[str, set[str]]:
    """The blocks as HTML, and the ids of the annotations that stand in it."""
    document = page.document
    made: list[str] = []
    told: set[str] = set()
    listed: list[_Noted] = []  # what was noted in the list that is being written
    skipped = _title_block(document, page)
    in_list = False
    for index, block in enumerate(document.blocks):
        if index == skipped:
            made.append(f'<div id="b{block.start}"></div>')
            continue
        item = block.kind is BlockKind.ITEM
        if in_list and not item:
            made.append("</ul>")
            made += _notes(page, listed)
            listed = []
        if item and not in_list:
            made.append("<ul>")
        in_list = item
        noted = [
            one for _, _, one in page.noted.crossing(block.start, max(block.end, block.start + 1))
        ]
        told |= {one.annotation.id for one in noted}
        made.append(_block(page, block, noted))
        ending = [one for one in noted if one.number and _ends_in(document, one, index)]
        if item:
            listed += ending
        else:
            made += _notes(page, ending)
    if in_list:
        made.append("</ul>")
        made += _notes(page, listed)
    return "\n".join(made), told


def _title_block(document: Document, page: _Page) -> int:
    """The heading that says only what the page has as its title; -1 for none."""
    title = document.metadata.title.strip()
    if not document.blocks or document.blocks[0].kind is not BlockKind.HEADING:
        return -1
    first = document.blocks[0]
    same = document.text[first.start : first.end].strip() == title
    return 0 if same and not page.noted.crossing(first.start, first.end) else -1


def _ends_in(document: Document, one: _Noted, index: int) -> bool:
    """Whether this is the last block that an annotation is in."""
    last = document.block_at(max(one.span.start, one.span.end - 1))
    return last == index


def _block(page: _Page, block: Block, noted: Sequence[_Noted]) -> str:
    document = page.document
    text = document.text[block.start : block.end]
    attributes = f' id="{page.names[block.start]}"' if block.start in page.names else ""
    if is_right_to_left(text):
        attributes += ' dir="auto"'
    if block.kind is BlockKind.RULE and not noted:
        return f"<hr{attributes}>"
    inner = _inside(page, block, noted)
    if block.kind is BlockKind.HEADING:
        level = min(6, 1 + max(1, block.depth))
        return f"<h{level}{attributes}>{inner}</h{level}>"
    depth = f"d{min(block.depth, 6)}"
    if block.kind is BlockKind.ITEM:
        marker = f'<span class="marker">{safe(block.marker)}</span> ' if block.marker else ""
        return f'<li class="{depth}"{attributes}>{marker}{inner}</li>'
    tag, kind = _FORMS.get(block.kind, ("p", ""))
    names = [kind, depth if block.depth else "", "dim" if block.role in _DIM else ""]
    names += [block.role] if block.role in ("caption", "byline", "date", "footnote") else []
    names += ["tight"] if block.tight else []
    classes = " ".join(filter(None, names))
    attributes += f' class="{classes}"' if classes else ""
    if tag == "pre":
        attributes += ' tabindex="0"'  # what is too wide can be moved to without a mouse
    marker = f"{safe(block.marker)} " if block.marker else ""
    return f"<{tag}{attributes}>{marker}{inner}</{tag}>"


def _inside(page: _Page, block: Block, noted: Sequence[_Noted]) -> str:
    document = page.document
    marks = document.mark_index.crossing(block.start, block.end)
    elements = [made for *_, mark in marks if (made := _of_mark(document, mark)) is not None]
    inserts: list[Insert] = []
    for one in noted:
        if one.span.start < one.span.end:
            elements.append(_highlight(one))
        else:
            sign = f'<span class="bookmark" id="h-{safe(one.annotation.id)}">⚑</span>'
            inserts.append(Insert(one.span.start, sign))
        end = max(one.span.end, one.span.start)
        if one.number and block.start <= end <= block.end:
            inserts.append(Insert(end, _reference(one)))
    return run(document.text, block.start, block.end, elements, inserts)


def _of_mark(document: Document, mark: Mark) -> Element | None:
    if mark.kind in _TAGS:
        return Element(mark.start, mark.end, _OTHER, _TAGS[mark.kind])
    if mark.kind not in (MarkKind.LINK, MarkKind.FOOTNOTE):
        return None
    there = resolve(document, mark.target)
    if there is not None:
        href = f"#{_name_at(document, there)}"
    elif mark.kind is MarkKind.LINK and way_of(mark.target) is Way.WEB:
        href = address_of(mark.target)
    else:
        return None
    return Element(mark.start, mark.end, LINK, "a", f' href="{safe(href)}"')


def _highlight(one: _Noted) -> Element:
    annotation = one.annotation
    return Element(
        *one.span,
        _HIGHLIGHT,
        "mark",
        f' class="{annotation.colour.value} {annotation.style.value}"',
        f' id="h-{safe(annotation.id)}"',
    )


def _reference(one: _Noted) -> str:
    number = one.number
    return (
        f'<sup class="ref"><a id="r{number}" href="#n{number}" '
        f'aria-label="note {number}">{number}</a></sup>'
    )


# The notes


def _notes(page: _Page, noted: Sequence[_Noted]) -> list[str]:
    if not noted:
        return []
    return ['<div class="notes">', *(_note(page, one) for one in noted), "</div>"]


def _note(page: _Page, one: _Noted) -> str:
    number, annotation = one.number, one.annotation
    back = f'<a class="number" href="#r{number}" aria-label="back to the passage">{number}</a>'
    was = words_before(page.document, annotation, one.span)
    where = " · ".join(
        filter(None, [pages_of(page.document, one.span), f"was: “{was}”" if was else ""])
    )
    return (
        f'<aside class="note {_class(annotation)}" id="n{number}" aria-label="Note {number}">'
        f"{back} {_said(page, annotation, where)}</aside>"
    )


def _class(annotation: Annotation) -> str:
    return "" if annotation.kind is Kind.BOOKMARK else annotation.colour.value


def _said(page: _Page, annotation: Annotation, where: str) -> str:
    """What an annotation says: its kind, the note, the tags, when it was made."""
    parts = []
    if annotation.kind not in (Kind.HIGHLIGHT, Kind.NOTE):
        parts.append(f'<strong class="kind">{annotation.kind.value}</strong>')
    if annotation.note.strip():
        parts.append(page.markdown.render(_clean(annotation.note)))
    for other in other_notes(annotation):
        parts.append("<p><em>Another version of this note, written elsewhere:</em></p>")
        parts.append(page.markdown.render(_clean(other)))
    facts = [where, local_time(annotation.created, page.tz)]
    about = [safe(fact) for fact in facts if fact]
    about += [f'<span class="tag">#{safe(tag)}</span>' for tag in annotation.tags]
    link = link_to(page.document_id, annotation.id)
    opens = f'<span class="open"> · <a href="{safe(link)}">in Reader</a></span>' if link else ""
    if about or opens:
        parts.append(f'<p class="about">{" · ".join(about)}{opens}</p>')
    return "".join(parts)


def _lost(page: _Page, annotation: Annotation) -> str:
    """An annotation whose place is not in the text."""
    where = " › ".join(annotation.target.path)
    quote = f"<blockquote>{safe(annotation.target.exact)}</blockquote>"
    return (
        f'<article class="note {_class(annotation)}" id="h-{safe(annotation.id)}">'
        f"{quote if annotation.target.exact else ''}{_said(page, annotation, where)}</article>"
    )


def _clean(note: str) -> str:
    from reader.annotations.exchange.markdown_text import closed

    return closed(note)


def note_renderer() -> MarkdownIt:
    """Notes are Markdown: without HTML, pictures and headings, which are those of the text."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
    made.validateLink = lambda url: url.lower().startswith(  # type: ignore[method-assign]
        ("http://", "https://", "mailto:", "reader://")
    )
    return made
