"""The article of a web page: what is read, without menus, adverts, and what else is around it.

Paragraphs speak for the elements around them, by their length and commas; links, and names as
"sidebar", speak against an element. This is the way of Arc90's and Mozilla's Readability, written
anew over our own tree, with one thing added: where too much of what could be read would be left
out, there is no article, and the page is shown whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.documents.formats.clutter import PROSE, SHORT, clutter_in, is_marked, weight_of
from reader.documents.formats.page_tree import SILENT, Node, Page, text_of
from reader.text.patterns import lazy

LEAST = 250  # code points that are an article
NOTHING = 20  # code points of a page that are not worth leaving out
PART = 0.6  # of what could be read, as far as it is not named as something else
_BOOK = 40_000  # code points of sentences: so long a page may be a book
_OF_A_BOOK = 0.98
_SENTENCE = 25  # code points of the shortest paragraph that speaks for what it is in

_UNLIKELY = lazy(
    r"-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cookie|consent|cover-wrap|disqus|"
    r"extra|footer|gdpr|header|legends|link-?list|links-block|menu|newsletter|outbrain|paywall|"
    r"promo|recirc|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|subscri|supplemental|"
    r"ad-break|agegate|pagination|pager|popup|taboola|yom-remote"
)
_MAYBE = lazy(r"and|article|body|column|content|main|mathjax|shadow|story|entry")
_ROLES = (
    "menu menubar complementary navigation alert alertdialog dialog search banner contentinfo "
    "tablist toolbar"
)
_ASIDE_ROLES = frozenset(_ROLES.split())
_TEXTS_NAMES = "section article p blockquote pre dl ul ol"
_TEXTS = frozenset(_TEXTS_NAMES.split())
_NOTES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes", "note"})
_NEVER_NAMES = "nav aside footer form button select textarea input object embed iframe dialog menu"
_NEVER = frozenset(_NEVER_NAMES.split())
_SCORED_NAMES = "section h2 h3 h4 h5 h6 p td pre div blockquote li dd"
_SCORED = frozenset(_SCORED_NAMES.split())
_WORTH = {
    **dict.fromkeys(("article", "main"), 15),
    "div": 5,
    **dict.fromkeys(("pre", "td", "blockquote"), 3),
    **dict.fromkeys(("address", "ol", "ul", "dl", "dd", "dt", "li", "form"), -3),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "th"), -5),
}
_BEFORE = 200  # code points that may stand before the title in an article

Span = tuple[int, int]

_SURROUNDINGS = lazy(r"(?i)<(?:nav|aside|footer|article|main|script|form|iframe)\b")
_ROLE = lazy(r"role=[\"']?(?:navigation|main|complementary)")
_NAMES = (b"nav", b"aside", b"footer", b"article", b"main", b"script", b"form", b"iframe")
_SIGNS = (b"role=", *(b"<" + name for name in _NAMES))  # searched for without patterns: in haste
# What a program made of the comments in code: every line counts, and most are links.
_REFERENCE = lazy(r"(?i)<meta[^>]{0,99}generator[^>]{0,99}(?:rustdoc|javadoc|doxygen|pdoc|typedoc)")


class Article(NamedTuple):
    """Where the article is, by the events of its page: what the page says of itself, the heading
    where that stands elsewhere, and the article."""

    head: tuple[Span, ...]
    heading: Span | None
    body: tuple[Span, ...]


def has_surroundings(text: str) -> bool:
    """Whether a page has elements that stand around an article; a book in HTML has none."""
    found = _SURROUNDINGS.search(text) or _ROLE.search(text)
    return found is not None and _REFERENCE.search(text[:20_000]) is None


def is_all_text(data: bytes) -> bool:
    """Whether `has_surroundings` is false of a page in these bytes, whatever their encoding; it
    may be false without this being so."""
    page = data.lower()
    return not any(sign in page for sign in _SIGNS)


def find_article(page: Page) -> Article | None:
    """The article of a page; None if there is none, or it is not certain what belongs to it."""
    found = _attempt(page, strict=True)
    if found is None or sum(node.text for node in found[0]) < SHORT:
        other = _attempt(page, strict=False)
        if other is not None and (found is None or _length(*other) > 2 * _length(*found)):
            found = other
    if found is None or _length(*found) < LEAST:
        return None
    kept, dropped = found
    if not _is_most(page, kept, dropped):
        return None
    spans = tuple(_spans(kept, dropped))
    left = page.root.text - _length(*found)
    if left < NOTHING:
        return None
    heading, body = _heading(page, spans)
    return Article(tuple(_head(page, spans)), heading, tuple(body))


def _length(kept: Iterable[Node], dropped: set[Node]) -> int:
    """How much text is in these elements, without what is dropped."""
    total = 0
    for node in kept:
        total += node.text - sum(one.text for one in _outermost(node, dropped))
    return total


def _attempt(page: Page, *, strict: bool) -> tuple[list[Node], set[Node]] | None:
    """The elements that make the article, and those in them that do not belong to it."""
    dropped = _unlikely(page, strict=strict)
    gone = _with_descendants(page, dropped)
    scores = _scores(page, gone)
    if not scores:
        return None
    for node in scores:
        scores[node] *= 1 - node.link_share
    top = _top(scores)
    if top is None or not top.parent:
        return None
    kept = [top, *_siblings(top, scores, gone)]
    kept.sort(key=lambda node: node.start)
    for node in kept:
        dropped |= clutter_in(node, gone)
    return kept, dropped


def _unlikely(page: Page, *, strict: bool) -> set[Node]:
    """What is certainly not of the article, by its element, role and names."""
    dropped = set()
    for node in page.nodes[1:]:
        if node.tag in ("html", "body"):
            continue
        if node.tag in SILENT or node.is_hidden:
            if node.tag not in ("math", "svg"):
                dropped.add(node)
        elif node.role in _NOTES or "footnote" in node.names:
            continue
        elif node.tag in _NEVER:
            # Some put the whole page into a form.
            if node.prose < 1000 or node.tag in ("nav", "footer"):
                dropped.add(node)
        elif node.role in _ASIDE_ROLES or (
            strict
            and node.tag not in ("a", "article", "main", "tbody", "tr")
            and node.names
            and _UNLIKELY.search(node.names)
            and not _MAYBE.search(node.names)
            and not any(one.tag in ("table", "code", "pre") for one in _few(node))
            and not (node.tag == "section" and node.prose >= PROSE and is_marked(node))
        ):
            dropped.add(node)
    return dropped


def _few(node: Node) -> Iterator[Node]:
    """The nearest elements around one."""
    for number, one in enumerate(node.ancestors()):
        if number == 3:
            return
        yield one


def _with_descendants(page: Page, dropped: set[Node]) -> set[Node]:
    gone: set[Node] = set()
    for node in page.nodes:
        if node in dropped or node.parent in gone:
            gone.add(node)
    return gone


def _scores(page: Page, gone: set[Node]) -> dict[Node, float]:
    """How much speaks for each element that holds paragraphs."""
    scores: dict[Node, float] = {}
    for node in page.nodes:
        if node in gone or node.tag not in _SCORED:
            continue
        own = node.inline or node.tag in ("p", "pre", "td")
        length = node.text if own else node.own
        if length < _SENTENCE or (not own and length < 100):
            continue
        score = 1 + (node.commas if own else length / 80) + min(length // 100, 3)
        # Text that stands between blocks is the element's own.
        levels = node.ancestors() if own else (node, *node.ancestors())
        for level, one in enumerate(levels):
            if level == 5 or one.parent is None:
                break
            if one not in scores:
                scores[one] = _WORTH.get(one.tag, 0) + weight_of(one)
            scores[one] += score / (1 if level == 0 else 2 if level == 1 else level * 3)
    return scores


def _top(scores: dict[Node, float]) -> Node | None:
    """The element that holds the article: the best, or one around it where that holds others."""
    best = sorted(scores, key=lambda node: -scores[node])[:5]
    if not best or scores[best[0]] <= 0:
        return None
    top = best[0]
    rivals = [set(one.ancestors()) for one in best[1:] if scores[one] >= 0.75 * scores[top]]
    if len(rivals) >= 3:
        for around in top.ancestors():
            if around.tag in ("body", "html", ""):
                break
            if sum(around in ancestors for ancestors in rivals) >= 3:
                top = around
                break
    last, third = scores.get(top, 0.0), scores.get(top, 0.0) / 3
    for around in top.ancestors():
        if around.tag in ("body", "html", "") or scores.get(around, third) < third:
            break
        if scores.get(around, last) > last:
            top = around
            break
        last = scores.get(around, last)
    while (
        top.parent is not None
        and top.parent.tag not in ("body", "html", "")
        and len(top.parent.children) == 1
    ):
        top = top.parent
    return top


def _siblings(top: Node, scores: dict[Node, float], gone: set[Node]) -> Iterator[Node]:
    """What stands beside the article and belongs to it."""
    assert top.parent is not None
    enough = max(10.0, scores.get(top, 0.0) * 0.2)
    for node in top.parent.children:
        if node is top or node in gone:
            continue
        same = node.names and node.attributes.get("class") == top.attributes.get("class")
        bonus = scores.get(top, 0.0) * 0.2 if same else 0.0
        scored = node in scores and scores[node] + bonus >= enough
        if scored or _reads_on(node):
            yield node


def _reads_on(node: Node) -> bool:
    """Whether what stands beside an article is more of the same text."""
    if node.tag == "p" and node.text <= 80:
        return node.text > 0 and not node.linked
    if node.link_share >= 0.25:
        return False
    is_text = node.tag in _TEXTS or is_marked(node)
    return node.tag == "p" or (is_text and node.prose >= PROSE and weight_of(node) >= 0)


def _outermost(node: Node, dropped: set[Node]) -> Iterator[Node]:
    """The dropped elements in one, without those in others of them."""
    waiting = [*node.children]
    while waiting:
        one = waiting.pop()
        if one in dropped:
            yield one
        else:
            waiting += one.children


def _spans(kept: Iterable[Node], dropped: set[Node]) -> Iterator[Span]:
    for node in kept:
        at = node.start
        for hole in sorted(_outermost(node, dropped), key=lambda one: one.start):
            if hole.start > at:
                yield at, hole.start
            at = max(at, hole.end)
        if node.end > at:
            yield at, node.end


def _is_most(page: Page, kept: Iterable[Node], dropped: set[Node]) -> bool:
    """Whether the article is most of what can be read on the page: else nothing is left out."""
    read = sum(node.prose - sum(one.prose for one in _outermost(node, dropped)) for node in kept)
    elsewhere: set[Node] = set()
    for node in page.nodes:
        named = node.names and _UNLIKELY.search(node.names) and not _MAYBE.search(node.names)
        if node.tag in ("aside", "footer", "nav", "form") or named or node.is_hidden:
            elsewhere.add(node)
    everything = page.root.prose - sum(one.prose for one in _outermost(page.root, elsewhere))
    return read > 0 and read >= everything * (PART if everything < _BOOK else _OF_A_BOOK)


def _head(page: Page, spans: Iterable[Span]) -> Iterator[Span]:
    """The elements that say something of the page, and that it begins."""
    for node in page.nodes:
        if node.tag == "html":
            yield node.start, node.start + 1
        elif node.tag in ("title", "meta", "link"):
            inside = any(start <= node.start < end for start, end in spans)
            if not inside and all(one.tag != "svg" for one in _few(node)):
                yield node.start, node.end


def _heading(page: Page, spans: Sequence[Span]) -> tuple[Span | None, list[Span]]:
    """The title of the page, if it stands before the article, or begins it; and the article
    without it."""
    headings = [node for node in page.nodes if node.tag == "h1" and 0 < node.text < 300]
    for node in headings:
        for number, (start, end) in enumerate(spans):
            if start <= node.start < end:
                before = sum(
                    len(event.text.strip())
                    for a, b in (*spans[:number], (start, node.start))
                    for event in page.events[a:b]
                )
                if before > _BEFORE:
                    return None, list(spans)
                parts = [(start, node.start), (node.end, end)]
                cut = [*spans[:number], *(p for p in parts if p[0] < p[1]), *spans[number + 1 :]]
                return (node.start, node.end), cut
    title = next((text_of(page, node) for node in page.nodes if node.tag == "title"), "").casefold()
    for node in headings:
        words = text_of(page, node).casefold()
        if words in title or (title and title in words):
            return (node.start, node.end), list(spans)
    return None, list(spans)
