"""What is in the article of a web page and does not belong to it: sharing, adverts, teasers."""

from __future__ import annotations

from reader.documents.formats.page_tree import HEADINGS, Node
from reader.text.patterns import lazy

_POSITIVE = lazy(
    r"article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story"
)
_NEGATIVE = lazy(
    r"-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|"
    r"media|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|"
    r"tags|widget"
)
_ADVERT = lazy(r"(?:^|[\s_-])(?:ads?|advert\w*|adslot|dfp)(?:$|[\s_-])|no-?print|mw-editsection")
_SHARING = lazy(r"(?:\b|_|-)(?:share|sharing|sharedaddy|social|addthis)(?:\b|_|-)")
_CONDITIONAL_NAMES = "table ul ol dl div section header figure fieldset"
_CONDITIONAL = frozenset(_CONDITIONAL_NAMES.split())
SHORT = 500  # code points: what is shorter is soon something else than an article
PROSE = 120  # code points of sentences: what has so many is no menu


def weight_of(node: Node) -> int:
    """What the names of an element speak for."""
    weight = 0
    for name in (node.attributes.get("class", ""), node.attributes.get("id", "")):
        if name:
            name = name.lower()
            weight -= 25 * (_NEGATIVE.search(name) is not None)
            weight += 25 * (_POSITIVE.search(name) is not None)
    return weight


def clutter_in(top: Node, gone: set[Node]) -> set[Node]:
    """What is in an article and does not belong to it."""
    found: set[Node] = set()
    waiting = [*top.children]
    while waiting:
        node = waiting.pop()
        if node in gone:
            continue
        if _is_clutter(node):
            found.add(node)
        else:
            waiting += node.children
    return found


def _is_clutter(node: Node) -> bool:
    if node.text < SHORT and node.names and _SHARING.search(node.names):
        return True
    if node.names and node.prose < PROSE and _ADVERT.search(node.names):
        return True
    if node.tag in HEADINGS:
        return weight_of(node) < 0 and node.text < 60
    if node.tag not in _CONDITIONAL or not node.text:
        return False
    if node.tag == "table" and _is_data(node):
        return False
    weight = weight_of(node)
    if weight < 0 and node.prose < PROSE:
        return True
    if _is_teasers(node):
        return True
    if node.commas >= 10 or (weight >= 0 and (node.prose >= PROSE or is_marked(node))):
        return False
    count = node.counts.get
    paragraphs, images, links = count("p", 0), count("img", 0), count("a", 0)
    items, inputs = count("li", 0), count("input", 0)
    is_list = node.tag in ("ul", "ol", "dl") or items > 0.9 * max(1, links)
    share = node.link_share
    if images > 1 and paragraphs and paragraphs / images < 0.5 and not count("figure", 0):
        return share > 0.2
    if not is_list and items > paragraphs and links > 2 and share > 0.3:
        return True
    if inputs > paragraphs // 3 and inputs:
        return True
    if weight < 25 and share > (0.5 if is_list else 0.3) and links:
        return links > 1 or node.text < 80
    return weight >= 25 and share > 0.6 and links > 1


def _is_teasers(node: Node) -> bool:
    """Whether this is a list of what else there is to read: each item a heading that is a link."""
    count = node.counts.get
    headings = sum(count(tag, 0) for tag in HEADINGS)
    items = max(count("li", 0), count("article", 0))
    return headings > 2 and headings >= 0.8 * items > 0 and node.link_share > 0.3


def is_marked(node: Node) -> bool:
    """Whether the page itself says that this is in its content."""
    return any(
        one.tag in ("main", "article")
        or one.role == "main"
        or one.attributes.get("itemprop") == "articleBody"
        for one in node.ancestors()
    )


def _is_data(table: Node) -> bool:
    """Whether a table is one, and not a way to put blocks side by side."""
    count = table.counts.get
    if count("th", 0) or count("caption", 0) or count("thead", 0):
        return True
    if count("table", 0) or table.role == "presentation":
        return False
    return count("td", 0) > 10 and count("tr", 0) > 2 and table.link_share < 0.5
