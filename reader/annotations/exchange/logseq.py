"""Pages of Logseq: quotes in an outline, and the highlights that it makes in PDFs.

A page is a tree of bullets. What is below a quote was said of it; what is above it is where it
stands. A block with ``ls-type:: annotation`` is a highlight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from reader.annotations.annotation import Annotation, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.linked import KINDS, STYLES, known_as, of_ours
from reader.annotations.exchange.markdown import ANOTHER
from reader.annotations.exchange.markdown_lines import plain_text
from reader.annotations.exchange.texts import SHOWN, head_of, ids, read_text, stem_of
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from, colour_of, line_of, seconds_since
from reader.annotations.passage_links import PassageLink
from reader.documents.identifiers import identifier
from reader.text.patterns import lazy

FORMAT = "logseq"
CALLED = "a page of Logseq"

_BULLET = lazy(r"([ \t]*)[-*](?:[ \t](.*)|$)")
_PROPERTY = lazy(r"[ \t]*([A-Za-z_][\w./-]{0,60})::(?:[ \t]+(.*)|$)")
_BEGIN = lazy(r"(?i)[ \t]*#\+begin_(\w+)")
_HEADING = lazy(r"#{1,6}[ \t]+(.*)")
_TAG = lazy(r"(?<!\S)#(?:\[\[([^\[\]]+)\]\]|([\w/-]+))")
_DEEPEST = 200  # bullets inside one another that are told apart
_OF_PROGRAM = frozenset({"id", "collapsed", "ls-type", "hl-color", "hl-stamp", "tags"})


@dataclass
class _Block:
    """One bullet: what it says in lines, its properties, how far in it stands."""

    line: int
    depth: int
    lines: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    quote: str = ""


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    lines = head_of(data).split("\n")
    bullets = sum(_BULLET.match(line) is not None for line in lines)
    signs = sum(_PROPERTY.match(line) is not None for line in lines)
    quotes = any(
        (found := _BEGIN.match(_rest(line))) and found[1].lower() == "quote" for line in lines
    )
    marked = any("ls-type:: annotation" in line for line in lines)
    quoted = any(
        (found := _BULLET.match(line)) and (found[2] or "").startswith("> ") for line in lines
    )
    ours = any("link:: reader://" in line for line in lines)
    return bullets > 0 and (ours or marked or quotes or (quoted and signs > 0))


def _rest(line: str) -> str:
    """A line without its bullet."""
    found = _BULLET.match(line)
    return (found[2] or "") if found else line


def read(data: bytes, name: str = "") -> Imported:
    """The quotes and highlights of a page."""
    text = read_text(data, name, CALLED)
    blocks, page = _blocks(text.split("\n"))
    work = _work(page, name)
    said = _work(page, "").title  # the same under another name of the file
    new_id = partial(ids(FORMAT), said)
    incoming: list[Incoming] = []
    above: list[_Block] = []
    for place, block in enumerate(blocks):
        above = [one for one in above if one.depth < block.depth][-_DEEPEST:]
        if _is_quote(block):
            below = list(_below(blocks, place))
            link = known_as(block.properties.get("link", ""))
            if link is None:
                incoming.append(_incoming(work, block, above, below, new_id))
            else:
                ends = (one.line for one in blocks[place + 1 :] if one.depth <= block.depth)
                lines = text.split("\n")[block.line : next(ends, text.count("\n") + 2) - 1]
                incoming.append(_returned(work, block, above, _written_below(lines), link))
        above.append(block)
    problems = () if incoming else (Problem(0, "no quotes in it", text.strip()[:SHOWN]),)
    return Imported(FORMAT, tuple(incoming), problems)


def _blocks(lines: Sequence[str]) -> tuple[list[_Block], dict[str, str]]:
    """The bullets of a page in order, and the properties of the page as a whole."""
    blocks: list[_Block] = []
    page: dict[str, str] = {}
    inside = ""  # the kind of a block between "#+begin" and "#+end"
    for number, line in enumerate(lines, 1):
        bullet = None if inside else _BULLET.match(line)
        if bullet:
            depth = len(bullet[1].expandtabs(4))
            blocks.append(_Block(number, depth))
        words = (bullet[2] or "") if bullet else line.strip()
        if inside:
            if words.lower().startswith(f"#+end_{inside}"):
                inside = ""
            elif blocks and inside == "quote":
                blocks[-1].quote += f"{words}\n"
            elif blocks:
                blocks[-1].lines.append(words)
        elif (found := _BEGIN.match(words)) and blocks:
            inside = found[1].lower()
        elif found := _PROPERTY.match(words):
            target = blocks[-1].properties if blocks else page
            target[found[1].lower()] = (found[2] or "").strip()
        elif blocks and words.startswith(">"):
            blocks[-1].quote += f"{words[1:].strip()}\n"
        elif blocks and (words or blocks[-1].lines):
            blocks[-1].lines.append(words)
    if blocks and not page and not any(blocks[0].lines) and not blocks[0].quote:
        page = blocks[0].properties  # the page's own, where its first bullet holds nothing else
    return blocks, page


def _is_quote(block: _Block) -> bool:
    signs = block.properties
    if signs.get("ls-type") == "annotation" or known_as(signs.get("link", "")):
        return True
    return bool(block.quote.strip())


def _below(blocks: Sequence[_Block], place: int) -> Iterator[_Block]:
    """The bullets below one, but for quotes and what is below those."""
    skipped = -1
    for at in range(place + 1, len(blocks)):
        block = blocks[at]
        if block.depth <= blocks[place].depth:
            return
        if skipped >= 0 and block.depth > skipped:
            continue
        skipped = block.depth if _is_quote(block) else -1
        if skipped < 0:
            yield block


def _work(page: dict[str, str], name: str) -> Work:
    stem = stem_of(name).removeprefix("hls__").replace("___", "/")
    title = plain_text(page.get("title", "")) or plain_text(page.get("file", "")) or stem
    author = plain_text(page.get("author", "") or page.get("authors", ""))
    source = page.get("file-path", "") or page.get("url", "") or page.get("source", "")
    known = identifier(source, "url")
    return Work(
        title,
        tuple(filter(None, (line_of(one) for one in author.split(",")))),
        source,
        (known,) if known else (),
    )


def _incoming(
    work: Work,
    block: _Block,
    above: Sequence[_Block],
    below: Sequence[_Block],
    new_id: Callable[..., str],
) -> Incoming:
    properties = block.properties
    said = "\n".join(block.lines).strip("\n")
    quote = block.quote if block.quote.strip() else said
    note = [said] if block.quote.strip() and said else []
    note += _outline(below, block.depth)
    text = plain_text(quote.strip("\n"))
    known = properties.get("id", "")
    made = properties.get("hl-stamp", "")
    created = seconds_since(int(made[:16]) / 1000) if made.isdecimal() else ""
    joined = "\n".join(note).strip("\n")
    tags = [found[1] or found[2] for found in _TAG.finditer(joined)]
    tags += [line_of(tag.strip(" []#")) for tag in properties.get("tags", "").split(",")]
    path = [_title(one) for one in above]
    rest: dict[str, object] = {k: v for k, v in properties.items() if k not in _OF_PROGRAM}
    annotation = Annotation(
        same_id(FORMAT, known) if known else new_id(text),
        Target(text, path=tuple(filter(None, path))),
        Kind.HIGHLIGHT if text else Kind.BOOKMARK,
        colour_of(properties.get("hl-color")),
        note=joined,
        tags=tuple(dict.fromkeys(filter(None, tags))),
        created=created,
        modified=created,
        extra=came_from(FORMAT, rest, id=known, colour=properties.get("hl-color", "")),
    )
    return Incoming(work, annotation, block.line)


def _written_below(lines: Sequence[str]) -> str:
    """The note below a quote that Reader wrote: a bullet, whose further lines stand below its
    words."""
    note: list[str] = []
    depth = 0
    for line in lines:
        found = _BULLET.match(line)
        if not note and not found:
            continue
        if found and len(found[1]) <= (depth or len(found[1])):
            words = found[2] or ""
            if words.startswith(ANOTHER):
                break
            if note:
                note.append("")
            depth = len(found[1])
            note.append(words)
        else:
            note.append(line[depth:].removeprefix("  "))
    return "\n".join(note)


def _returned(
    work: Work, block: _Block, above: Sequence[_Block], note: str, link: PassageLink
) -> Incoming:
    """An annotation of Reader's."""
    properties = block.properties
    text = plain_text(block.quote.strip("\n"))
    kind, colour, style = (properties.get(name, "") for name in ("kind", "colour", "style"))
    path = tuple(filter(None, map(_title, above)))
    return of_ours(
        work._replace(document=link.document),
        link,
        Target(text, path=path),
        KINDS.get(kind, Kind.HIGHLIGHT if text else Kind.BOOKMARK),
        colour=colour_of(colour),
        style=STYLES.get(style, Style.SOLID),
        note=note,
        tags=[line_of(tag.strip(" []#")) for tag in properties.get("tags", "").split(",")],
        created=time_of(properties.get("created", "")),
        line=block.line,
    )


def _title(block: _Block) -> str:
    """A bullet as the title of what is below it: headings, and what is short."""
    words = block.lines[0] if block.lines else ""
    found = _HEADING.match(words)
    title = plain_text(found[1] if found else words)
    return title if found or len(title) <= 80 else ""


def _outline(blocks: Sequence[_Block], depth: int) -> list[str]:
    """Bullets as a note: a single one as its text, several as a list."""
    if len(blocks) == 1:
        return ["\n".join(blocks[0].lines)]
    steps = sorted({block.depth for block in blocks})
    lines: list[str] = []
    for block in blocks:
        before = "  " * steps.index(block.depth)
        first, *more = block.lines or [""]
        lines += [f"{before}- {first}", *(f"{before}  {line}" for line in more)]
    return lines
