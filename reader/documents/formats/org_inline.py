"""The inline markup of Org."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from reader.documents.formats.tex_math import readable, symbol
from reader.documents.formats.written import Act, Writer, write
from reader.text.patterns import lazy

_PICTURE = r"(?:png|jpe?g|gif|svg|webp|bmp|tiff?|pdf)"
_FIGURE = lazy(rf"\[\[((?:file:|\./|/|https?:)?[^\]\n]+\.{_PICTURE})\]\]$", re.IGNORECASE)
_TAGS = MappingProxyType(
    {"*": "strong", "/": "em", "_": "em", "+": "del", "=": "code", "~": "code"}
)
_SIGNS = lazy(
    r"(?P<link>\[\[(?P<to>[^\[\]\n]{1,2000})\](?:\[(?P<called>(?:[^\[\]]|\[[^\[\]]*\]){1,2000})\])?\])"
    r"|(?P<note>\[fn:(?P<label>[\w-]*)(?::(?P<words>(?:[^\[\]]|\[[^\[\]]*\]){1,4000}))?\])"
    r"|(?P<marked>(?<![\w*/_=~+])(?P<sign>[*/_=~+])(?=\S)(?P<inside>(?:(?!(?P=sign))[^\n]|\n(?!\n)){1,2000}?)(?<=\S)(?P=sign)(?=[\s\-.,;:!?'\")}\]\\|…—–]|$))"
    r"|(?P<maths>\\\((?P<a>(?:[^\\]|\\[^()\[\]]){1,2000}+)\\\)|\\\[(?P<b>(?:[^\\]|\\[^()\[\]]){1,2000}+)\\\]|(?<![\w$])\$(?=[^\s$,.;])(?P<c>[^$]{1,300}?)(?<=[^\s$,.])\$(?=[\s\-.,;:!?'\")]|$))"
    r"|(?P<script>(?<=\w)(?P<way>[\^_])\{(?P<small>[^{}\n]{1,200})\})"
    r"|(?P<entity>\\(?P<name>[A-Za-z]{2,20})(?:\{\}|(?![A-Za-z])))"
    r"|(?P<url><(?P<address>(?:https?|ftp|mailto|doi):[^<>\s]{1,2000})>|\bhttps?://[^\s<>\[\]\"']{1,2000}[^\s<>\[\]\"'.,;:!?)])"
    r"|(?P<target><<<?(?P<place>[^<>\n]{1,200})>>>?)"
    r"|(?P<snippet>@@[\w-]{1,20}:[^@\n]{0,1000}@@)"
    r"|(?P<cite>\[cite(?:/[\w/-]{1,40})?:(?P<cited>[^\[\]\n]{0,1000}@[^\[\]\n]{1,1000})\])"
    r"|(?P<source>\bsrc_[\w-]{1,30}(?:\[[^\]\n]{0,300}\])?\{(?P<program>[^{}\n]{1,1000})\})"
    r"|(?P<break>\\\\[ \t]*(?:\n|$))",
    re.DOTALL,
)
# The entities of Org that are signs of its own, and no symbols of TeX.
_ENTITIES = MappingProxyType(
    {
        "ast": "*", "slash": "/", "under": "_", "equal": "=", "tilde": "~", "plus": "+",
        "lbrack": "[", "rbrack": "]", "lt": "<", "gt": ">", "bsol": "\\", "dollar": "$",
        "asciicirc": "^", "vert": "|", "hash": "#", "amp": "&", "percnt": "%", "quot": '"',
    }
)  # fmt: skip
_SCRIPTS = {"^": "sup", "_": "sub"}


def figure(text: str) -> str:
    """The file of the picture that is all of a paragraph; "" if it is something else."""
    found = _FIGURE.match(text.strip())
    return found[1].removeprefix("file:") if found else ""


def write_inline(writer: Writer, text: str, depth: int = 0) -> None:
    """Write text with its markup."""
    write(writer, text, _SIGNS, _ACTS, depth)


def _link(writer: Writer, found: re.Match[str], depth: int) -> None:
    target, words = found["to"], found["called"]
    if not words and (shown := figure(found[0])):
        writer.start("img", {"src": shown, "alt": "image"})
        return
    writer.start("a", {"href": _target(target)})
    if words:
        write_inline(writer, words, depth)
    else:
        writer.data(target.removeprefix("file:").removeprefix("*").removeprefix("#"))
    writer.end("a")


def _target(target: str) -> str:
    if target.startswith(("#", "*", "id:")):
        return f"#{target.removeprefix('#')}"
    if re.match(r"[a-z][\w+.-]*:|[./~]", target):
        return target.removeprefix("file:").partition("::")[0]
    return f"#{target}" if "." not in target else target


def _note(writer: Writer, found: re.Match[str], depth: int) -> None:
    label = found["label"] or f"inline {found.start()} {writer.noted}"
    writer.reference(label)
    if found["words"]:
        writer.later(label, lambda: write_inline(writer, found["words"], depth))


def _marked(writer: Writer, found: re.Match[str], depth: int) -> None:
    tag = _TAGS[found["sign"]]
    writer.start(tag, {})
    if tag == "code":
        writer.data(found["inside"])
    else:
        write_inline(writer, found["inside"], depth)
    writer.end(tag)


def _maths(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.data(readable(found["a"] or found["b"] or found["c"]))


def _script(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.element(_SCRIPTS[found["way"]], found["small"])


def _entity(writer: Writer, found: re.Match[str], depth: int) -> None:
    name = found["name"]
    writer.data(_ENTITIES.get(name) or symbol(name) or found[0])


def _url(writer: Writer, found: re.Match[str], depth: int) -> None:
    href = found["address"] or found[0]
    writer.element("a", href.removeprefix("mailto:"), href=href)


def _named(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.blocks.name(found["place"], 0)
    writer.data(found["place"])


def _snippet(writer: Writer, found: re.Match[str], depth: int) -> None:
    pass  # it is for one format of those that Org can be exported to


def _cite(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.data(f"[{re.sub('@(?=[^ ])', '', found['cited']).strip()}]")


def _source(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.element("code", found["program"])


def _break(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.start("br", {})


_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "link": _link, "note": _note, "marked": _marked, "maths": _maths, "script": _script,
        "entity": _entity, "url": _url, "target": _named, "break": _break,
        "snippet": _snippet, "cite": _cite, "source": _source,
    }
)  # fmt: skip
