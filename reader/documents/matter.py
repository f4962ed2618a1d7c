"""Which sections stand around the body of a book: its front matter and its back matter.

A section has a role by its title, in twelve languages; roles are called by the terms of the EPUB
Structural Semantics Vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import Document, Section
from reader.documents.names import BACK, FRONT, bare_name
from reader.documents.numbering import number_of
from reader.text.patterns import lazy

# What nobody reads from beginning to end.
_ASIDE = "titlepage copyright-page toc loi lot footnotes endnotes index bibliography errata"
ASIDE = frozenset([*_ASIDE.split(), "colophon"])
FRONT_ROLES = frozenset(FRONT.values())
_BACK_ROLES = frozenset(BACK.values())
_ROLES = FRONT_ROLES | _BACK_ROLES
_LONGEST = 90  # code points of a title
_APPENDIX = (
    "appendix annex schedule anhang anlage annexe apendice anexo appendice allegato bijlage "
    "приложение الملحق ملحق"
)
APPENDICES = frozenset(_APPENDIX.split())  # kinds of numbers
# "Translator's Preface", "Preface to the Second Edition", "Index of Names", "Notes to Book I".
_PHRASE = lazy(
    r"(?:the )?(?:author|editor|translator|publisher|printer)s?'s? (?P<whose>preface|foreword|"
    r"introduction|note|notes|advertisement)$"
    r"|(?P<of>preface|foreword|introduction|index|notes|bibliography|glossary) (?:to|of|for) "
    r"|(?P<note>(?:introductory|prefatory|preliminary) (?:note|remarks)$)"
    r"|(?P<scribe>(?:original )?transcribers?'?s? (?:end)?notes?\b)"
)
_OTHERWISE = {"note": "preface", "notes": "endnotes", "advertisement": "preface"}
# An "Index" in front is a table of contents, as an "Índice" behind is an index.
_LISTS = frozenset({"index", "register", "índice", "indice", "índice general", "الفهرس"})


def role_of(title: str) -> str:
    """The role that a section has by its title: "preface", "index"; "" for the body."""
    if len(title) > _LONGEST:
        return ""
    name = bare_name(title)
    if role := FRONT.get(name) or BACK.get(name):
        return role
    if phrase := _PHRASE.match(name):
        word = phrase["whose"] or phrase["of"]
        if word:
            return _OTHERWISE.get(word) or FRONT.get(word) or BACK[word]
        return "colophon" if phrase["scribe"] else "preface"
    number = number_of(title)
    if number is None:
        return ""
    if number.kind in APPENDICES:
        return "appendix"
    name = bare_name(number.rest)
    return "" if number.named else FRONT.get(name) or BACK.get(name, "")


def role_at(document: Document, index: int) -> str:
    """The role of section ``index`` of the outline; "" for one of the body.

    What the book itself says counts first. Where a title may mean two things its place decides:
    notes are endnotes behind all other sections, and a list that is called an index may be a table
    of contents in front.
    """
    section = document.outline[index]
    for named, start in document.landmarks.items():
        if named in _ROLES and section.start <= start <= section.heading.end:
            return named
    role = "" if section.made else role_of(section.title)
    if role == "endnotes" and not _is_behind(document.outline, index):
        return ""
    if role and bare_name(section.title) in _LISTS:
        return "toc" if 2 * section.start < len(document.text) else "index"
    return role


def _is_behind(outline: Sequence[Section], index: int) -> bool:
    """Whether a section follows another one, and only back matter follows beside it."""
    level = outline[index].level
    for after in outline[index + 1 :]:
        if after.level < level:
            break
        if after.level == level and role_of(after.title) not in _BACK_ROLES:
            return False
    return index > 0
