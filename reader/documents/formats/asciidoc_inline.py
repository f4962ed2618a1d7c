"""The inline markup of AsciiDoc."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from reader.documents.formats.tex_math import readable
from reader.documents.formats.written import Act, Writer, write
from reader.text.patterns import lazy

_KNOWN = MappingProxyType(
    {"nbsp": "\xa0", "empty": "", "blank": "", "sp": " ", "zwsp": "\u200b", "wj": "\u2060",
     "apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
     "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">",
     "startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\",
     "backtick": "`", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "pp": "++"}
)  # fmt: skip
_REFERENCE = lazy(r"(?<!\\)\{(\w[\w-]*)\}")
_MARKED = {"*": "strong", "_": "em", "`": "code", "#": "", "^": "sup", "~": "sub"}
_WORDS = MappingProxyType(
    {"--": "—", " -- ": "\u2009—\u2009", "...": "…", "(C)": "©", "(R)": "®", "(TM)": "™",
     "->": "→", "<-": "←", "=>": "⇒", "<=": "⇐"}
)  # fmt: skip
# The text in the brackets of a macro.
_IN = r"(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}\]){0,4000}"
_SIGNS = lazy(
    r"(?P<escape>\\(?=[*_`#^~<\[({\\+'h:-]))"
    r"|(?P<pass>(?P<plus>\+{1,3})(?=\S)(?P<kept>[^\n]{1,1000}?)(?<=\S)"
    r"(?P=plus)(?!\w)|pass:\w*\[(?P<passed>[^\]\n]*)\])"
    rf"|(?P<note>footnote(?:ref)?:(?P<label>[\w-]*)\[(?P<noted>{_IN})\])"
    rf"|(?P<link>(?:link:(?P<to>[^\s\[\]]{{1,2000}})"
    r"|(?P<url>(?:https?|ftp|irc|mailto):[^\s\[\]<>]{1,2000}))"
    rf"\[(?P<called>{_IN})\])"
    r"|(?P<bare><?\b(?P<plain>(?:https?|ftp)://[^\s<>\[\]]{1,2000}"
    r"[^\s<>\[\].,;:!?)\"'*_`])>?)"
    r"|(?P<xref><<(?P<target>[^<>,\n]{1,300})(?:,\s*(?P<shown>[^<>]{1,1000}))?>>"
    r"|xref:(?P<other>[^\s\[\]]{1,300})\[(?P<named>[^\]]*)\])"
    r"|(?P<work>\[\[\[(?P<cited>[^\[\],\n]{1,200})(?:,[ \t]*(?P<known>[^\]\n]*))?\]\]\])"
    r"|(?P<anchor>\[\[(?P<id>[^\[\],\n]{1,200})(?:,[^\]\n]*)?\]\]"
    r"|anchor:(?P<id2>[^\s\[\]]{1,200})\[[^\]\n]*\])"
    r"|(?P<image>(?:image|icon):(?P<file>[^\s\[\]:][^\s\[\]]{0,500})\[(?P<alt>[^\]]*)\])"
    r"|(?P<maths>(?:stem|latexmath|asciimath):\[(?P<formula>(?:[^\]\\]|\\.)*)\])"
    r"|(?P<keys>(?:kbd|btn):\[(?P<key>[^\]\n]*)\]"
    r"|menu:(?P<menu>[^\[\]\n]{1,200})\[(?P<entry>[^\]\n]*)\])"
    r"|(?P<index>\(\(\((?P<hidden>[^()]{1,500})\)\)\)"
    r"|\(\((?P<indexed>[^()]{1,500})\)\))"
    r"|(?P<quoted>(?P<q>[\"'])`(?=\S)(?P<speech>[^\n`]{1,2000}?)"
    r"(?<=\S)`(?P=q))"
    r"|(?P<twice>(?:\[[^\]\n]{0,100}\])?(?P<two>\*\*|__|``|##)"
    r"(?P<in2>(?:(?!(?P=two))[^\n]|\n(?!\n)){1,2000}?)(?P=two))"
    r"|(?P<once>(?<![\w\\])(?:\[[^\]\n]{0,100}\])?(?P<one>[*_`#])(?=[^\s])"
    r"(?P<in1>(?:(?!(?P=one))[^\n]|\n(?!\n)|(?P=one)(?=\w)){1,400}?)(?<=\S)(?P=one)(?!\w))"
    r"|(?P<script>(?P<way>[\^~])(?P<small>[^\s^~]{1,200})(?P=way))"
    r"|(?P<break>[ \t]\+(?:\n|$))"
    r"|(?P<word>(?<=\w)--(?=\w)| -- |\.\.\.|\((?:C|R|TM)\)|(?<!-)->|<-(?!-)|=>|<=)"
    r"|(?P<apostrophe>(?<=\w)'(?=\w))",
    re.DOTALL,
)


def with_attributes(text: str, attributes: Mapping[str, str]) -> str:
    """The text with the values of attributes for references to them; unknown ones stay."""
    if "{" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        return attributes.get(found[1], _KNOWN.get(found[1], found[0]))

    return _REFERENCE.sub(value, text)


def write_inline(writer: Writer, text: str, depth: int = 0) -> None:
    """Write text with its markup."""
    write(writer, text, _SIGNS, _ACTS, depth)


def _escape(writer: Writer, found: re.Match[str], depth: int) -> None:
    pass  # the sign after it is text, as signs only begin where none is before them


def _pass(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.data(found["kept"] or found["passed"] or "")


def _note(writer: Writer, found: re.Match[str], depth: int) -> None:
    words = found["noted"].strip()
    label = found["label"]
    if found[0].startswith("footnoteref"):
        label, _, words = words.partition(",")
    name = label or f"inline {writer.noted}"
    writer.reference(name)
    if words:
        writer.later(name, partial(write_inline, writer, words.replace("\\]", "]"), depth))


def _link(writer: Writer, found: re.Match[str], depth: int) -> None:
    href = found["to"] or found["url"]
    words = found["called"].strip()
    if "=" in words:  # what else is said of the link stands behind the words
        words = re.split(r",\s*\w+=", words)[0].strip('"')
    writer.start("a", {"href": href})
    if words and not re.match(r"\w+=", words):
        write_inline(writer, words.removesuffix("^"), depth)
    else:
        writer.data(href.removeprefix("mailto:"))
    writer.end("a")


def _bare(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.element("a", found["plain"], href=found["plain"])
    if found[0].endswith(">") and not found[0].startswith("<"):
        writer.data(">")


def _xref(writer: Writer, found: re.Match[str], depth: int) -> None:
    target = (found["target"] or found["other"]).strip()
    words = found["shown"] or found["named"] or target.partition("#")[2] or target
    file, mark, place = target.rpartition("#")
    is_file = bool(file) or target.endswith(".adoc")
    writer.start("a", {"href": (f"{file}#{place}" if mark else target) if is_file else f"#{place}"})
    write_inline(writer, words.strip(), depth)
    writer.end("a")


def _anchor(writer: Writer, found: re.Match[str], depth: int) -> None:
    _anchor_of(writer, found["id"] or found["id2"])


def _anchor_of(writer: Writer, name: str) -> None:
    writer.start("a", {"id": name})
    writer.end("a")


def _work(writer: Writer, found: re.Match[str], depth: int) -> None:
    _anchor_of(writer, found["cited"])
    writer.data(f"[{found['known'] or found['cited']}]")


def _image(writer: Writer, found: re.Match[str], depth: int) -> None:
    alt = found["alt"].partition(",")[0].strip().strip('"')
    writer.start("img", {"src": found["file"], "alt": alt or "image"})


def _maths(writer: Writer, found: re.Match[str], depth: int) -> None:
    formula = found["formula"].replace("\\]", "]").strip()
    if formula[:1] == "$" == formula[-1:]:  # as latexmath may be written
        formula = formula.strip("$")
    writer.data(readable(formula))


def _keys(writer: Writer, found: re.Match[str], depth: int) -> None:
    if found["menu"]:
        writer.element("strong", " › ".join(filter(None, (found["menu"], found["entry"]))))
    else:
        writer.element("kbd", found["key"])


def _index(writer: Writer, found: re.Match[str], depth: int) -> None:
    if found["indexed"]:
        write_inline(writer, found["indexed"], depth)


def _quoted(writer: Writer, found: re.Match[str], depth: int) -> None:
    opening, closing = "“”" if found["q"] == '"' else "‘’"
    writer.data(opening)
    write_inline(writer, found["speech"], depth)
    writer.data(closing)


def _marked(writer: Writer, found: re.Match[str], depth: int) -> None:
    sign = (found["two"] or found["one"])[0]
    text = found["in2"] or found["in1"]
    tag = _MARKED[sign]
    if tag:
        writer.start(tag, {})
    if tag == "code" and text[:1] == "+" == text[-1:] and len(text) > 2:
        writer.data(text[1:-1])
    else:
        write_inline(writer, text, depth)
    if tag:
        writer.end(tag)


def _script(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.start(_MARKED[found["way"]], {})
    write_inline(writer, found["small"], depth)
    writer.end(_MARKED[found["way"]])


def _break(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.start("br", {})


def _word(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.data(_WORDS[found[0]])


def _apostrophe(writer: Writer, found: re.Match[str], depth: int) -> None:
    writer.data("’")


_ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "escape": _escape, "pass": _pass, "note": _note, "link": _link, "bare": _bare,
        "xref": _xref, "anchor": _anchor, "work": _work,
        "image": _image, "maths": _maths, "keys": _keys,
        "index": _index, "quoted": _quoted, "twice": _marked, "once": _marked, "script": _script,
        "break": _break, "word": _word, "apostrophe": _apostrophe,
    }
)  # fmt: skip
