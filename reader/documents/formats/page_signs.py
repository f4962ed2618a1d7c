"""What stands on a page of HTML, for the eye, about who wrote it, when, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable

from reader.documents.formats.page_tree import HEADINGS, Page, text_of
from reader.text.patterns import lazy

_NAME = 100  # code points of the longest line that says who wrote it
_AUTHOR = ("author", "author name")
_BYLINE = lazy(r"byline|\bauthor(?:[-_]name|s)?\b|p-author|writtenby|dateline")
_TITLE = 10  # code points from which on a heading in the title of the page is the title


def signed(page: Page) -> dict[str, list[str]]:
    """What stands on the page itself: "authors", its "date", and "headings", one of which may be
    the title."""
    authors: list[str] = []
    dates: list[str] = []
    for node in page.nodes:
        own = node.attributes
        marked = "author" in own.get("rel", "").split() or own.get("itemprop") in _AUTHOR
        if marked or (node.names and node.inline and _BYLINE.search(node.names)):
            words = text_of(page, node)
            if 2 < len(words) < _NAME and node.tag not in ("meta", "link"):
                authors.append(words)
        elif node.tag == "time" or own.get("itemprop") == "datePublished":
            dates.append(own.get("datetime") or own.get("content") or text_of(page, node))
    headings = [text_of(page, node) for node in page.nodes if node.tag in ("h1", "h2")]
    long = [words for words in headings if len(words) > _TITLE]
    return {"authors": authors[:1], "date": [d for d in dates if d][:1], "headings": long}


def has_heading(page: Page, spans: Iterable[tuple[int, int]], title: str) -> bool:
    """Whether the title stands in the article as a heading."""
    wanted = title.casefold()
    return any(
        text_of(page, node).casefold() == wanted
        for node in page.nodes
        if node.tag in HEADINGS and any(start <= node.start < end for start, end in spans)
    )
