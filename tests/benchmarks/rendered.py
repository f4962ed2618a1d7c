"""Markdown as the reference implementation of CommonMark renders it, with GitHub's extensions.

Needs ``cmarkgfm`` (MIT), which is C and shares nothing with the parser that Reader uses; without
it nothing is compared.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

from reader.documents.opening import open_document, read_source

_WORD = re.compile(r"\w+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_INLINE = {
    "a",
    "b",
    "code",
    "del",
    "em",
    "i",
    "kbd",
    "mark",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_UNSEEN = {"script", "style", "template"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class _Text(HTMLParser):
    """The words of a page of HTML, and how many headings it has."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.heads: list[str] = []  # of columns: in a wide table they stand in every record
        self.headings = 0
        self._unseen = 0
        self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._apart(tag)
        self._unseen += tag in _UNSEEN
        self.headings += tag in _HEADINGS
        self._head = tag == "th" or (self._head and tag in _INLINE)
        if tag == "img":
            self.pieces.append(f" {dict(attrs).get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        self._apart(tag)
        self._unseen -= tag in _UNSEEN
        self._head = self._head and tag != "th"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            (self.heads if self._head else self.pieces).append(data)

    def _apart(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append(" ")


def report(folder: Path) -> bool:
    """Print a row for each Markdown file; whether each has 99.9 % of the words, in order (those of
    the heads of columns anywhere), and how many of its headings are sections."""
    paths = sorted(folder.rglob("*.md"))
    try:
        from cmarkgfm import github_flavored_markdown_to_html
        from cmarkgfm.cmark import Options
    except ImportError:
        return True
    print(f"{'Markdown':44} {'CPU s':>6} {'headings':>9} {'words':>8} {'kept %':>8} {'ours %':>8}")
    good = True
    for path in paths:
        if any(other.stem == path.stem and other != path for other in path.parent.iterdir()):
            continue  # the source of something else
        begun = time.process_time()
        document = open_document(read_source(path))
        taken = time.process_time() - begun
        text = _FRONT_MATTER.sub("", path.read_text("utf-8"), count=1)
        page = _Text()
        options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        page.feed(github_flavored_markdown_to_html(text, options))
        theirs = _WORD.findall("".join(page.pieces))
        ours = _WORD.findall(document.text)
        heads = _WORD.findall(" ".join(page.heads))
        same = _in_order(ours, theirs) + len(heads) - (Counter(heads) - Counter(ours)).total()
        kept, precise = same / max(1, len(theirs) + len(heads)), same / max(1, len(ours))
        ours_heads = sum(not section.made for section in document.outline)
        headings = f"{ours_heads}/{page.headings}"
        good = good and kept >= 0.999
        print(
            f"{path.name[:44]:44} {taken:6.2f} {headings:>9} {len(theirs):8,} "
            f"{100 * kept:8.3f} {100 * precise:8.3f}"
        )
    return good


def _in_order(ours: list[str], theirs: list[str]) -> int:
    """How many words both have in the same order, looked for piece by piece."""
    same = at = here = 0
    while at < len(ours) and here < len(theirs):
        pieces = ours[at : at + 400], theirs[here : here + 400]
        matches = SequenceMatcher(None, *pieces, autojunk=False).get_matching_blocks()
        same += sum(match.size for match in matches)
        last = matches[-2] if len(matches) > 1 else matches[-1]
        at += (last.a + last.size) or 400
        here += (last.b + last.size) or 400
    return same
