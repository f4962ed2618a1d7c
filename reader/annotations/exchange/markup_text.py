"""The text of a note that another program keeps as HTML."""

from __future__ import annotations

from reader.annotations.exchange.values import text_of
from reader.documents.document import BlockKind

_BEFORE = {BlockKind.QUOTE: "> ", BlockKind.CODE: "    "}
LONGEST = 1_000_000  # characters of a note that are looked at for tags


def text_of_html(markup: object) -> str:
    """What a browser would show, as Markdown: paragraphs, headings, lists and quotes."""
    text = text_of(markup)
    if len(text) > LONGEST or not ("<" in text or "&" in text):
        return text
    from reader.documents.formats.html import parse

    document = parse(text)
    parts: list[str] = []
    for block in document.blocks:
        words = document.text[block.start : block.end]
        before = _BEFORE.get(block.kind, "")
        if block.kind is BlockKind.HEADING:
            before = "#" * max(block.depth, 1) + " "
        elif block.kind is BlockKind.ITEM:
            marker = block.marker if block.marker[:1].isdecimal() else "-"
            before = f"{'  ' * block.depth}{marker} "
        part = f"{before}{words}"
        if block.kind is BlockKind.ITEM and parts and block.tight:
            parts[-1] += f"\n{part}"
        else:
            parts.append(part)
    return "\n\n".join(parts).strip()
