"""The numbers that LaTeX would give to what has a label, and to the works that are cited."""

from __future__ import annotations

from reader.documents.formats.tex_names import SECTIONS
from reader.text.patterns import lazy

_NUMBERED = "section subsection subsubsection chapter part"
_WHAT = lazy(
    rf"\\(?P<section>{'|'.join(_NUMBERED.split())})(?=[{{\[])"
    r"|\\begin\{(?P<begin>equation|align|gather|multline|eqnarray|figure|table|wrapfigure"
    r"|theorem|lemma|proposition|corollary|definition|remark|example)\}"
    r"|\\label\{(?P<label>[^{}\n]{1,200})\}"
    r"|\\bibitem(?:\[[^\]\n]*\])?\{(?P<work>[^{}\n]{1,200})\}"
)
_SAME = {"align": "equation", "gather": "equation", "multline": "equation",
         "eqnarray": "equation", "wrapfigure": "figure"}  # fmt: skip


def labels_of(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The numbers of labels, and those of works, by their names."""
    labels: dict[str, str] = {}
    works: dict[str, str] = {}
    sections = [0] * len(SECTIONS)
    counts: dict[str, int] = {}
    first = 1 if "\\chapter" in text else 2  # parts are counted on their own
    now = ""
    for found in _WHAT.finditer(text):
        if name := found["section"]:
            index = SECTIONS.index(name)
            sections[index] += 1
            if index:
                sections[index + 1 :] = [0] * (len(SECTIONS) - index - 1)
            now = ".".join(map(str, sections[min(first, index) : index + 1]))
        elif name := found["begin"]:
            name = _SAME.get(name, name)
            counts[name] = counts.get(name, 0) + 1
            now = str(counts[name])
        elif label := found["label"]:
            labels[label] = now
        else:
            works[found["work"]] = str(len(works) + 1)
    return labels, works
