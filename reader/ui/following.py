"""Following links: to a place in the document; of what lies elsewhere the address is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.document import Document, Mark, MarkKind
from reader.documents.links import is_internal, leads, resolve
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def links_in(document: Document, span: Span) -> list[Mark]:
    """The links of which something lies in a span, in reading order."""
    return [
        mark
        for _, _, mark in document.mark_index.crossing(span.start, span.end)
        if mark.kind is MarkKind.LINK and mark.target
    ]


def link_at(document: Document, span: Span) -> Mark | None:
    """The first link of which something lies in a span; None if there is none."""
    return next(iter(links_in(document, span)), None)


def links_shown(document: Document, shown: Span) -> list[Mark]:
    """The links on the screen that lead somewhere, each target once, where it is first shown."""
    found: dict[str, Mark] = {}
    for mark in links_in(document, shown):
        if leads(document, mark):
            found.setdefault(mark.target, mark)
    return list(found.values())


def follow_link(screen: ReadingScreen, link: Mark) -> None:
    """Go where a link leads. What is not in this document is not opened: its address is said."""
    if is_internal(link.target):
        screen.waiting.for_text(lambda: _go(screen, link.target))
    else:
        screen.say(f"The link leads to {link.target}")


def _go(screen: ReadingScreen, target: str) -> None:
    offset = resolve(screen.document, target)
    if offset is None:
        screen.say(f"The link leads nowhere: no heading here is called {target}")
        return
    screen.view.origin = None
    screen.jump(offset, row=1)
