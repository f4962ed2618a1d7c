r"""The tokens that the source of a LaTeX text is read in."""

from __future__ import annotations

import re

from reader.documents.formats.tex_names import DRAWINGS, VERBATIM
from reader.text.patterns import lazy

_MATHS_NAMES = "equation align alignat gather multline eqnarray displaymath math flalign"
_MATHS = "|".join(rf"{name}\*?" for name in _MATHS_NAMES.split())
TOKEN = lazy(
    rf"\\begin\{{(?P<kept>{VERBATIM}|{'|'.join(DRAWINGS)})\}}(?P<code>(?:(?!\\begin\{{(?P=kept)\}}).)*?)\\end\{{(?P=kept)\}}"
    rf"|\\begin\{{(?P<maths>{_MATHS})\}}(?P<formula>(?:(?!\\begin\{{(?P=maths)\}}).)*?)\\end\{{(?P=maths)\}}"
    r"|\\(?:verb\*?|lstinline|mintinline\{\w+\})(?P<sign>[^\s\w*{])(?P<verb>[^\n]*?)(?P=sign)"
    r"|\$\$(?P<display>(?:[^$\\]|\\.){1,20000})\$\$|\\\[(?P<bracketed>(?:[^\\]|\\[^\[\]]){0,20000}+)\\\]"
    r"|\$(?P<inline>(?:[^$\\]|\\.){1,5000})\$|\\\((?P<round>(?:[^\\]|\\[^()]){0,5000}+)\\\)"
    r"|\\begin[ \t]*\{(?P<begin>[^{}\n]{1,60})\}|\\end[ \t]*\{(?P<end>[^{}\n]{1,60})\}"
    r"|\\(?P<name>[A-Za-z@]+)\*?[ \t]*(?:\n(?![ \t]*\n))?[ \t]*|\\(?P<other>.)"
    r"|(?P<gap>\n[ \t]*\n\s*)|(?P<mark>[{}~&])"
    r"|(?P<dash>---?)|(?P<quote>``|''|`)|(?P<text>[^\\${}~&\n`'-]+|.)",
    re.DOTALL,
)
