"""What the elements of HTML are, and the classes and types by which books and pages tell more."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reader.documents.document import MarkKind

_EMPTY_NAMES = "area base br col embed frame hr img input link meta param source track wbr image"
EMPTY = frozenset(_EMPTY_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol optgroup option p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
LEVELS = MappingProxyType({f"h{level}": level for level in range(1, 7)})
MARKS = MappingProxyType(
    {
        **dict.fromkeys(("em", "i", "cite", "dfn", "var"), MarkKind.EMPHASIS),
        **dict.fromkeys(("strong", "b"), MarkKind.STRONG),
        **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
        **dict.fromkeys(("del", "s", "strike"), MarkKind.STRIKETHROUGH),
        "sup": MarkKind.SUPERSCRIPT,
        "sub": MarkKind.SUBSCRIPT,
    }
)
LISTS = frozenset({"ul", "ol", "menu", "dir"})
_NOT_SHOWN_NAMES = "script style template rp datalist iframe defs desc metadata"
NOT_SHOWN = frozenset(_NOT_SHOWN_NAMES.split())
# Elements whose end tag may be left out: what begins ends those that are still open, up to a
# boundary.
ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        "li": (frozenset({"li"}), LISTS | {"table", "td", "th"}),
        **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
        "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
        **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table", "tr"}))),
        **dict.fromkeys(
            ("tbody", "tfoot", "thead"),
            (
                frozenset({"tbody", "tfoot", "thead", "tr", "td", "th", "caption"}),
                frozenset({"table"}),
            ),
        ),
    }
)
WALLS = LISTS | {"li", "dl", "dd", "table", "td", "th", "blockquote", "pre", "section", "body"}

_NOTE_NAMES = "footnote endnote rearnote footnotes endnotes rearnotes doc-footnote doc-endnote"
NOTES = frozenset(_NOTE_NAMES.split())
REFERENCES = frozenset({"noteref", "doc-noteref"})
# What converters call the references to notes.
REFERENCE_CLASSES = frozenset({"fnanchor", "footnote-ref", "footnote-reference", "footnoteref"})
PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
# What Project Gutenberg and others call the numbers of pages that they set beside the text.
PAGE_NUMBERS = frozenset({"pagenum", "pageno", "pagenumber", "page-number", "pgnum"})
_PART_NAMES = (
    "abstract acknowledgments afterword appendix bibliography bodymatter colophon copyright-page "
    "dedication endnotes epigraph epilogue errata footnotes foreword glossary index introduction "
    "loi lot preface prologue titlepage toc"
)
PARTS = frozenset(_PART_NAMES.split())  # of a book, which are told from chapters
STANZAS = frozenset({"stanza", "linegroup", "line-group", "lg", "verse-group"})


def is_note_reference(attributes: Mapping[str, str], types: frozenset[str]) -> bool:
    """Whether a link leads to a note that is to be shown where one stands."""
    return bool(types & REFERENCES) or (
        "class" in attributes and bool(words_in(attributes, "class") & REFERENCE_CLASSES)
    )


def words_in(attributes: Mapping[str, str], *names: str) -> frozenset[str]:
    """The words in some of the attributes, in lower case."""
    found = [attributes[name] for name in names if name in attributes]
    return frozenset(" ".join(found).lower().split()) if found else frozenset()


def language_of(names: str) -> str:
    """The language of code by the names of its class ("language-python")."""
    for name in names.split():
        for before in ("language-", "lang-", "highlight-source-"):
            if name.startswith(before):
                return name.removeprefix(before)
    return ""
