"""What a paragraph of a word processor is by the name of its style."""

from __future__ import annotations

from reader.documents.formats.block_parts import Context

# The styles that Word, LibreOffice and Pandoc have by themselves, by their English names, which
# the programs translate only on the screen.
_CONTEXTS = {
    **dict.fromkeys(("quote", "intensequote", "blocktext", "quotations"), Context(quotes=1)),
    **dict.fromkeys(
        ("sourcecode", "htmlpreformatted", "preformattedtext", "code"), Context(pre=True)
    ),
    **dict.fromkeys(("caption", "imagecaption", "tablecaption"), Context(role="caption")),
    "author": Context(role="byline"),
    "date": Context(role="date"),
    "abstract": Context(role="abstract"),
    **dict.fromkeys(("definitionterm", "definitiontermtight"), Context(role="term")),
    **dict.fromkeys(("definition", "definitiondefinition"), Context(lists=1)),
    "definitiondefinitiontight": Context(lists=1),
    "listcontinue": Context(lists=1),
    **{
        f"list{kind}{level}": Context(lists=level)
        for kind in ("continue", "bullet", "number")
        for level in range(2, 6)
    },
    **{f"toc{level}": Context(lists=level) for level in range(1, 10)},
    **{f"contents{level}": Context(lists=level) for level in range(1, 11)},
}
_CODE = frozenset({"verbatimchar", "htmlcode", "codechar", "sourcetext", "inlinecode"})

CHANGED = "what was changed under track changes is shown as accepted"


def plain_name(name: str) -> str:
    """A name of a style as it is compared: without case and spaces."""
    return "".join(name.replace("_20_", "").replace("_", "").lower().split())


def context_of(name: str) -> Context | None:
    """What a paragraph is by the plain name of its style; None where that says nothing."""
    return _CONTEXTS.get(name)


def is_code(name: str) -> bool:
    """Whether what has a style of this plain name inside of a paragraph is code."""
    return name in _CODE
