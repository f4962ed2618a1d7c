"""Which format a text is by its first lines, where these can be of no other.

What is not sure is no format: a plain text that is taken for markup loses signs that were words.
Every text here is the beginning of a file with "\\n" as its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.patterns import lazy

_POSTMARK = "From "  # begins a mailbox
_FIELD = lazy(r"([!-9;-~]{1,76}):[ \t]*(.*)")
# Fields that nobody types: programs put them there that send and deliver mail.
_DELIVERED = frozenset(
    {"received", "return-path", "delivered-to", "dkim-signature", "mime-version", "x-mailer"}
)
_ENCODED = lazy(r"multipart/|text/html|base64|quoted-printable", re.IGNORECASE)

_PAGE = lazy(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_DECLARED = lazy(r"<\?xml[^<>]{0,200}>")
_TAG = lazy(r"</?[a-zA-Z][^<>]*>|<!(?:--|doctype\b)", re.IGNORECASE)
_VTT = lazy(r"WEBVTT(?:[ \t\n]|$)")
_SRT = lazy(r"\s*\d{1,6}[ \t]*\n[ \t]*\d{1,2}:\d\d:\d\d[,.]\d{1,3} *--> *\d{1,2}:\d\d:\d\d[,.]\d")

# Lines of programs and of what packages are described by, with markup in their comments only.
_PROGRAM = lazy(
    r"^(?:#!|Metadata-Version: |import \w|from \S+ import |def \w|class \w+[(:]|package [\w:]+ ?;"
    r"|use [\w:. ]+;|require \d|#include\b|commit [0-9a-f]{40}$)",
    re.MULTILINE,
)
_FENCE = lazy(r"^(?:```|~~~)", re.MULTILINE)  # of Markdown: what is in it is an example
_FENCED = lazy(r"^(```|~~~).*\n(?:.*\n)*?\1[ \t]*$", re.MULTILINE)
_FRONT_MATTER = lazy(r"---\n(?:[A-Za-z_][\w-]*:.*\n|[ -].*\n){1,40}---\n")
_MARKDOWN = (
    lazy(r"^#{1,6} \S.*$", re.MULTILINE),
    lazy(r"^(?:```|~~~)\w*$", re.MULTILINE),
    lazy(r"\[[^\[\]\n]{1,80}\]\([^()\s]{1,200}\)"),
    lazy(r"^\|?(?: ?:?-{3,}:? ?\|)+", re.MULTILINE),
    lazy(r"(?<!\*)\*\*[^*\n]{1,80}\*\*(?!\*)"),
)
_LEVEL = lazy(r"^#{1,6}(?= \S)", re.MULTILINE)
_COMMENT = lazy(r"^#+[ \t]*$|^(#+) \S.*\n\1(?: |$)", re.MULTILINE)
_TITLE_ALONE = lazy(r"\s*#{1,2} \S[^\n]*[^\s.]\n[ \t]*\n")
_TEXT_BELOW = lazy(r"^#{1,6} \S.*\n[ \t]*\S", re.MULTILINE)

_TEX = lazy(r"^[ \t]*\\document(?:class|style)\b *[\[{]", re.MULTILINE)
_MAN = lazy(r"^[.'][ \t]*(?:TH|Dd|so) ", re.MULTILINE)

_ORG_MODE = lazy(r"-\*-.{0,80}\borg\b.{0,80}-\*-")
_ORG_KEY = lazy(
    r"#\+(?:title|subtitle|author|date|email|options|startup|language|filetags|description"
    r"|setupfile|property|latex_\w+|html_\w+|export_\w+|macro|todo|tags|archive|begin_\w+)"
    r":?(?: |$)",
    re.IGNORECASE,
)
_ORG_BLOCK = lazy(
    r"^[ \t]*#\+begin_(\w+)\b.*\n(?:.*\n)*?[ \t]*#\+end_\1[ \t]*$|^[ \t]*:PROPERTIES:\n",
    re.IGNORECASE | re.MULTILINE,
)
_ORG_HEADING = lazy(r"^\*{1,6} \S", re.MULTILINE)

_ADOC_TITLE = lazy(r"= [^\s=].*[^\s=]$")
_ADOC_HEAD = lazy(r":!?[a-z][\w-]*!?:(?: .*)?$|[^<>\n]+ <[^<>\s]+@[^<>\s]+>$")
_ADOC_HEADING = lazy(r"^={2,6} \S.*[^\s=]$", re.MULTILINE)
_ADOC_BLOCK = lazy(
    r"^\[(?:source|quote|verse|cols|options|discrete|abstract|appendix|NOTE|TIP|WARNING|CAUTION"
    r"|IMPORTANT|[.#]\w)[^\[\]\n]*\]$|^(?:NOTE|TIP|WARNING|CAUTION|IMPORTANT): \S|^\|===$"
    r"|^(?:include|image)::\S+\[.*\]$",
    re.MULTILINE,
)

_RST = (
    lazy(
        r"^ *\.\. (?:admonition|attention|automodule|autoclass|autofunction|caution|class|code"
        r"|code-block|contents|csv-table|currentmodule|danger|deprecated|epigraph|figure|footer"
        r"|function|header|highlight|hint|image|important|include|index|list-table|literalinclude"
        r"|math|meta|module|moduleauthor|note|only|parsed-literal|raw|replace|rubric|sectnum"
        r"|sectionauthor|seealso|sidebar|sourcecode|table|tip|toctree|topic|unicode|versionadded"
        r"|versionchanged|warning)::(?: |$)",
        re.MULTILINE,
    ),
    lazy(r"(?<![\w`]):(?:[a-z]{1,8}:)?[a-z]{3,10}:`[^`\n]{1,100}`(?!`)"),
    lazy(r"^\.\. _(?:[^:\n`]{1,80}|`[^`\n]{1,80}`):(?: |$)", re.MULTILINE),
    lazy(r"^\.\. \|[^|\n]{1,60}\| [a-z]+::", re.MULTILINE),
    lazy(r"`[^`\n]{1,60} <https?://[^\s<>`]{1,200}>`__?"),
)
_QUOTED_FIRST = lazy(r"\s*(?:#[ !]|[\"']{3}|/\*|//)")  # a program that begins with comments
_RST_HEADING = lazy(r"^\S.*\n([=\-~^\"'`#*+.:_])\1{2,}[ \t]*$", re.MULTILINE)


def of_looks(head: str) -> str:
    """The name of the format of a text that has no name of its own; "" where none is sure."""
    return of_any_name(head) or next((name for name, is_it in _BY_LOOKS if is_it(head)), "")


def of_any_name(head: str) -> str:
    """The format that a text is though its file's name should say another; "" for none."""
    if _VTT.match(head) or _SRT.match(head):
        return "subtitles"
    return "html" if _is_page(head) else ""


def _is_page(head: str) -> bool:
    """Whether a page of HTML begins here, behind a declaration of XML and comments."""
    rest = head.lstrip()
    if declared := _DECLARED.match(rest):
        rest = rest[declared.end() :].lstrip()
    while rest.startswith("<!--") and "-->" in rest:  # a pattern would try every way to pair them
        rest = rest.partition("-->")[2].lstrip()
    return _PAGE.match(rest) is not None


def has_tags(head: str) -> bool:
    """Whether there is anything in a page of HTML that makes it one."""
    return _TAG.search(head) is not None


def is_mail(head: str, *, encoded: bool) -> bool:
    """Whether a text begins with the head of a mail, as programs write it.

    With ``encoded`` only a mail whose text cannot be read as it is: of parts, a page of HTML, or in
    an encoding of mail. Lists of fields in other texts, as of what a proposal is called and who
    wrote it, have none of the fields of delivery.
    """
    fields = dict(_fields(head.removeprefix("\n")))
    if "from" not in fields or not fields.keys() & {"date", "subject"}:
        return False
    if encoded:
        said = fields.get("content-type", ""), fields.get("content-transfer-encoding", "")
        return any(map(_ENCODED.match, said))
    return bool(fields.keys() & _DELIVERED)


def _fields(head: str) -> Iterator[tuple[str, str]]:
    """The fields of the head that a text begins with, by their names in small letters; none where
    another line stands in it."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(head.split("\n")):
        if number == 0 and line.startswith(_POSTMARK):
            continue
        if not line.strip():
            break
        field = _FIELD.match(line)
        if line[0] in " \t" and found:
            continue
        if field is None:
            return
        found.append((field[1].lower(), field[2]))
    yield from reversed(found)  # the first one of a name counts


def _first(head: str, comment: str) -> str:
    """The first line of a text that is neither empty nor a comment."""
    lines = (line for line in head.split("\n") if line.strip())
    return next((line for line in lines if not line.lstrip().startswith(comment)), "")


def _is_tex(head: str) -> bool:
    return _first(head, "%").lstrip()[:1] == "\\" and _TEX.search(head) is not None


def _is_man(head: str) -> bool:
    return _first(head, "\0")[:1] in (".", "'") and _MAN.search(head) is not None


def _is_org(head: str) -> bool:
    first = _first(head, "# ")
    if _ORG_MODE.search(head.lstrip("\n").partition("\n")[0]) or _ORG_KEY.match(first):
        return True
    if _FENCE.search(head) or not _ORG_HEADING.search(head):
        return False
    return _ORG_BLOCK.search(head) is not None


def _is_asciidoc(head: str) -> bool:
    lines = [line for line in head.lstrip("\n").split("\n") if not line.startswith("//")]
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines or not _ADOC_TITLE.match(lines[0].rstrip()):
        return False
    for line in lines[1:]:
        if not line.strip():
            break
        if _ADOC_HEAD.match(line.rstrip()):
            return True
    return bool(_ADOC_HEADING.search(head) and _ADOC_BLOCK.search(head))


def _is_markdown(head: str) -> bool:
    """Whether a text has two kinds of Markdown's signs, or its front matter, or several headings.

    One kind alone is not enough: a shell script has lines that begin with "# " as well.
    """
    if _FRONT_MATTER.match(head):
        return True
    plain = _FENCED.sub("", head)
    if _PROGRAM.search(plain) or _COMMENT.search(plain):
        return False
    kinds = sum(bool(sign.search(head)) for sign in _MARKDOWN)
    title_alone = _TITLE_ALONE.match(head) is not None and not _TEXT_BELOW.search(plain)
    return kinds > 1 or len(set(_LEVEL.findall(plain))) > 1 or title_alone


def _is_rst(head: str) -> bool:
    if _FENCE.search(head) or _PROGRAM.search(head) or _QUOTED_FIRST.match(head):
        return False
    kinds = sum(bool(sign.search(head)) for sign in _RST)
    return kinds > 1 or (kinds == 1 and _RST_HEADING.search(head) is not None)


_BY_LOOKS = (
    ("tex", _is_tex),
    ("man", _is_man),
    ("org", _is_org),
    ("asciidoc", _is_asciidoc),
    ("rst", _is_rst),
    ("markdown", _is_markdown),
)
