"""reStructuredText, read by docutils: what it makes of the text becomes a document.

Nothing is included or run. What only Sphinx knows is shown as far as it has words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import SystemMessage

from reader.documents.document import Document, Metadata
from reader.documents.formats.plain import parse as parse_plain
from reader.documents.formats.rst_extensions import register
from reader.documents.formats.tex_math import readable
from reader.documents.formats.written import TOO_DENSE, Writer, is_dense

_SETTINGS = MappingProxyType(
    {
        "_disable_config": True,  # files beside the text could say what is not wanted
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": False,
        "syntax_highlight": "none",
        "input_encoding": "unicode",
        "line_length_limit": 1_000_000,
        "sectsubtitle_xform": False,
    }
)
_DEEPEST = 120  # levels of nesting, each some calls deep
_TOO_DEEP = "nested too deeply: shown as it is written"

# Elements of docutils as those of HTML; "" only hold others.
_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "bullet_list": "ul", "list_item": "li", "definition_list": "dl",
        "definition": "dd", "field_list": "dl", "field_name": "dt", "field_body": "dd",
        "option_list": "dl", "option_group": "dt", "description": "dd", "block_quote": "blockquote",
        "table": "table", "row": "tr", "paragraph": "p", "caption": "figcaption",
        "emphasis": "em", "strong": "strong", "literal": "code", "title_reference": "cite",
        "subscript": "sub", "superscript": "sup", "sidebar": "blockquote", "docinfo": "dl",
        "header": "p", "footer": "p", "line_block": "p", "figure": "figure",
    }
)  # fmt: skip
_SILENT_NAMES = "comment system_message substitution_definition raw pending colspec label meta"
_SILENT = frozenset(_SILENT_NAMES.split())
_HOLD = frozenset({"authors", "field", "topic"})  # what is bibliographic, but holds others
_ADMONITIONS_NAMES = "attention caution danger error hint important note tip warning admonition"
_ADMONITIONS = frozenset(_ADMONITIONS_NAMES.split())
_NUMBERING = MappingProxyType(
    {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
)


def parse(text: str) -> Document:
    """The document of a reStructuredText with "\\n" as its line ends."""
    text = text.replace("\f", "\n")
    if any(map(is_dense, text.split("\n\n"))):
        return _as_written(text, TOO_DENSE)
    register(text)
    writer = Writer()
    try:
        tree = publish_doctree(text, settings_overrides=dict(_SETTINGS))
        _Walk(writer).node(tree, 0)
    except (RecursionError, SystemMessage):
        return _as_written(text, _TOO_DEEP)
    return writer.document(_metadata(tree))


def _as_written(text: str, reason: str) -> Document:
    document = parse_plain(text)
    return document.with_(notices=(*document.notices, reason))


def _metadata(tree: nodes.document) -> Metadata:
    """The title of the document, and what the fields at its head say."""

    def words(kind: type[nodes.Element]) -> list[str]:
        return [" ".join(one.astext().split()) for one in tree.findall(kind)]

    title = next((one.astext() for one in tree.children if isinstance(one, nodes.title)), "")
    return Metadata(
        title=" ".join(title.split()),
        authors=tuple(dict.fromkeys(words(nodes.author))),
        date=next(iter(words(nodes.date)), ""),
    )


class _Walk:
    """A walk over the elements of docutils."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._level = 0  # of the section

    def node(self, node: nodes.Node, depth: int) -> None:
        """Write an element and all in it."""
        writer = self._writer
        if isinstance(node, nodes.Text):
            writer.data(str(node.astext()))
            return
        if depth > _DEEPEST:
            raise RecursionError
        name = type(node).__name__
        if name in _SILENT or (name == "topic" and "contents" in node["classes"]):
            return
        for identity in node["ids"]:
            writer.blocks.name(identity, 0)
        one = getattr(self, f"_{name}", None)
        if one is not None:
            one(node, depth)
        elif name in _ADMONITIONS:
            self._admonition(node, depth)
        elif isinstance(node, nodes.Bibliographic) and name not in _HOLD:
            writer.element("dt", name.capitalize())
            self._within("dd", node, depth)
        else:
            self._within(_TAGS.get(name, ""), node, depth)

    def _within(self, tag: str, node: nodes.Element, depth: int, **attributes: str) -> None:
        if tag:
            self._writer.start(tag, attributes)
        for child in node.children:
            self.node(child, depth + 1)
        if tag:
            self._writer.end(tag)

    def _document(self, node: nodes.Element, depth: int) -> None:
        self._level = int(any(isinstance(child, nodes.title) for child in node.children))
        self._within("", node, depth)

    def _section(self, node: nodes.Element, depth: int) -> None:
        self._level += 1
        self._within("", node, depth)
        self._level -= 1

    def _title(self, node: nodes.Element, depth: int) -> None:
        if isinstance(node.parent, nodes.table):
            self._within("caption", node, depth)
        elif isinstance(node.parent, (nodes.section, nodes.document)):
            self._within(f"h{min(max(self._level, 1), 6)}", node, depth)
        else:
            self._strong(node, depth)

    def _strong(self, node: nodes.Element, depth: int) -> None:
        block = not isinstance(node.parent, nodes.TextElement)
        if block:
            self._writer.start("p", {})
        self._within("strong", node, depth)
        if block:
            self._writer.end("p")

    _subtitle = _rubric = _strong

    def _admonition(self, node: nodes.Element, depth: int) -> None:
        self._writer.start("blockquote", {})
        if not any(isinstance(child, nodes.title) for child in node.children):
            self._writer.start("p", {})
            self._writer.element("strong", type(node).__name__.capitalize())
            self._writer.end("p")
        self._within("", node, depth)
        self._writer.end("blockquote")

    def _enumerated_list(self, node: nodes.Element, depth: int) -> None:
        numbering = _NUMBERING.get(node.get("enumtype", ""), "1")
        self._within("ol", node, depth, type=numbering, start=str(node.get("start", 1)))

    def _definition_list_item(self, node: nodes.Element, depth: int) -> None:
        terms = [one for one in node.children if not isinstance(one, nodes.definition)]
        for number, one in enumerate(terms):
            if not isinstance(one, nodes.classifier):
                if number:
                    self._writer.end("dt")
                self._writer.start("dt", {})
                self._within("", one, depth)
            else:
                self._classifier(one, depth)
        self._writer.end("dt")
        for one in node.children[len(terms) :]:
            self.node(one, depth + 1)

    def _classifier(self, node: nodes.Element, depth: int) -> None:
        self._writer.data(" : ")
        self._within("em", node, depth)

    def _option(self, node: nodes.Element, depth: int) -> None:
        if node.parent.index(node):
            self._writer.data(", ")
        self._within("", node, depth)

    def _option_argument(self, node: nodes.Element, depth: int) -> None:
        self._writer.data(str(node.get("delimiter", " ")))
        self._within("em", node, depth)

    def _literal_block(self, node: nodes.Element, depth: int) -> None:
        classes = [one for one in node["classes"] if one != "code"]
        self._writer.code(node.astext(), (classes or [""])[0])

    def _doctest_block(self, node: nodes.Element, depth: int) -> None:
        self._writer.code(node.astext(), "pycon")

    def _line(self, node: nodes.Element, depth: int) -> None:
        inset = -1
        block = node.parent
        while isinstance(block, nodes.line_block):
            inset, block = inset + 1, block.parent
        self._writer.data("\xa0\xa0" * inset)
        self._within("", node, depth)
        self._writer.start("br", {})

    def _line_block(self, node: nodes.Element, depth: int) -> None:
        self._within("" if isinstance(node.parent, nodes.line_block) else "p", node, depth)

    def _attribution(self, node: nodes.Element, depth: int) -> None:
        self._writer.start("p", {})
        self._writer.data("— ")
        self._within("", node, depth)
        self._writer.end("p")

    def _entry(self, node: nodes.Element, depth: int) -> None:
        tag = "th" if isinstance(node.parent.parent, nodes.thead) else "td"
        spans = {
            "colspan": str(node.get("morecols", 0) + 1), "rowspan": str(node.get("morerows", 0) + 1)
        }  # fmt: skip
        self._within(tag, node, depth, **spans)

    def _transition(self, node: nodes.Element, depth: int) -> None:
        self._writer.start("hr", {})

    def _image(self, node: nodes.Element, depth: int) -> None:
        alt = node.get("alt") or ""
        self._writer.start("img", {"alt": alt or "image", "src": node.get("uri", "")})

    def _reference(self, node: nodes.Element, depth: int) -> None:
        target = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
        if target:
            self._within("a", node, depth, href=target)
        else:
            self._within("", node, depth)

    def _footnote_reference(self, node: nodes.Element, depth: int) -> None:
        self._writer.reference(node.get("refid") or node.astext())

    def _citation_reference(self, node: nodes.Element, depth: int) -> None:
        self._writer.start("a", {"href": f"#{node.get('refid', '')}"})
        self._writer.data(f"[{node.astext()}]")
        self._writer.end("a")

    def _footnote(self, node: nodes.Element, depth: int) -> None:
        self._writer.begin_note((node["ids"] or [node.astext()])[0])
        self._within("", node, depth)
        self._writer.end("aside")

    def _citation(self, node: nodes.Element, depth: int) -> None:
        label = node.children[0].astext() if node.children else ""
        self._writer.element("dt", f"[{label}]")
        self._within("dd", node, depth)

    def _math(self, node: nodes.Element, depth: int) -> None:
        self._writer.data(readable(node.astext()))

    def _math_block(self, node: nodes.Element, depth: int) -> None:
        self._writer.element("p", readable(node.astext()))
