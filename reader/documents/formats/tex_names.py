"""What the commands and environments of LaTeX are, as far as a text is made of them."""

from __future__ import annotations

from types import MappingProxyType

SECTIONS = (
    "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"
)  # fmt: skip
VERBATIM = (
    r"verbatim\*?|[BL]?Verbatim\*?|Highlighting|lstlisting|minted|alltt|filecontents\*?|comment"
)
DRAWINGS = ("tikzpicture", "pgfpicture", "picture", "circuitikz", "forest")
STYLES = MappingProxyType(
    {
        "emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code",
        "textsuperscript": "sup", "textsubscript": "sub", "sout": "del", "st": "del",
        "underline": "em", "uline": "em", "enquote": "q", "code": "code", "file": "code",
        "alert": "strong", "foreignlanguage": "",
    }
)  # fmt: skip
# Until the end of the group that they stand in.
SWITCHES = MappingProxyType(
    {"it": "em", "itshape": "em", "em": "em", "sl": "em", "slshape": "em", "bf": "strong",
     "bfseries": "strong", "tt": "code", "ttfamily": "code"}
)  # fmt: skip
ACCENTS = MappingProxyType(
    {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
     ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a",
     "k": "\u0328", "d": "\u0323", "b": "\u0331"}
)  # fmt: skip
_CITE_NAMES = (
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite "
    "autocite footcite nocite Citet Citep fullcite"
)
CITES = frozenset(_CITE_NAMES.split())
_REF_NAMES = "ref eqref autoref cref Cref pageref nameref vref prettyref"
REFS = frozenset(_REF_NAMES.split())
# How many arguments those have that say nothing to a reader.
UNREAD = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "vspace", "hspace", "vskip", "pagestyle", "thispagestyle", "bibliographystyle",
                "pagenumbering", "color", "usepackage", "documentclass", "RequirePackage", "input",
                "bibliography", "addbibresource", "hyphenation", "graphicspath", "selectlanguage",
                "urlstyle", "theoremstyle", "newcounter", "stepcounter", "refstepcounter",
                "includeonly", "usetikzlibrary", "captionsetup", "geometry", "hypersetup",
                "lstset", "sisetup", "rowcolor", "cellcolor", "cline", "cmidrule", "phantom",
                "hphantom", "vphantom", "index", "glossary", "linespread", "newlength",
                "tikzset", "newsavebox", "usebox", "pdfbookmark",
            ),
            1,
        ),
        **dict.fromkeys(
            (
                "setlength", "addtolength", "setcounter", "addtocounter", "markboth", "fontsize",
                "numberwithin", "resizebox", "rule", "settowidth",
                "addtocontents",
            ),
            2,
        ),
        **dict.fromkeys(
            ("addcontentsline", "definecolor", "newenvironment", "renewenvironment"), 3
        ),
    }
)  # fmt: skip
# The first of their arguments is for the typesetter, what follows is read.
FIRST_UNREAD = frozenset(
    {"textcolor", "colorbox", "parbox", "makebox", "scalebox", "rotatebox", "raisebox", "fcolorbox"}
)  # fmt: skip
# Conditions with their branches in groups behind so many other arguments.
BRANCHES = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "ifthenelse", "ifdef", "ifundef", "ifcsdef", "ifcsundef", "ifbool", "iftoggle",
                "ifblank", "ifstrempty", "ifdefempty", "ifcsempty", "ifdefmacro", "ifboolexpr",
                "ifnumodd", "IfFileExists",
            ),
            1,
        ),
        **dict.fromkeys(
            (
                "ifstrequal", "ifdefstring", "ifdefequal", "ifcsstring", "ifnumequal",
                "ifnumgreater", "ifnumless", "ifinlist",
            ),
            2,
        ),
        "ifnumcomp": 3,
    }
)  # fmt: skip
QUOTES = frozenset({"quote", "quotation", "displayquote"})
LISTS = MappingProxyType(
    {"itemize": "ul", "enumerate": "ol", "description": "dl", "compactitem": "ul",
     "compactenum": "ol", "thebibliography": "ol", "trivlist": "ul", "list": "ul"}
)  # fmt: skip
TABLES = frozenset({"tabular", "tabular*", "tabularx", "longtable", "tabulary", "supertabular"})
FLOATS = frozenset(
    {"figure", "figure*", "table", "table*", "wrapfigure", "sidewaysfigure", "sidewaystable",
     "algorithm", "listing", "subfigure"}
)  # fmt: skip
# Environments with arguments for the typesetter.
ARGUMENTS = MappingProxyType(
    {
        "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "minipage": 1,
        "wrapfigure": 2, "thebibliography": 1, "multicols": 1, "list": 2, "subfigure": 1,
        "supertabular": 1, "adjustbox": 1, "spacing": 1, "otherlanguage": 1,
    }
)  # fmt: skip
THEOREMS = MappingProxyType(
    {
        "theorem": "Theorem", "lemma": "Lemma", "proof": "Proof", "definition": "Definition",
        "corollary": "Corollary", "proposition": "Proposition", "remark": "Remark",
        "example": "Example", "conjecture": "Conjecture", "exercise": "Exercise", "claim": "Claim",
        "abstract": "Abstract",
    }
)  # fmt: skip
# Which of them have numbers, unless the text says otherwise.
COUNTED = ("theorem", "lemma", "proposition", "corollary", "definition", "remark", "example")
