"""Formulas as TeX writes them, in characters: ``\\alpha^2 \\le \\frac{a}{b}`` as "α² ≤ a/b"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.entities import html5
from types import MappingProxyType
from unicodedata import normalize

from reader.documents.formats.raised import script
from reader.text.patterns import lazy

# What is called otherwise in HTML, most of whose names are those of TeX.
_SYMBOLS = MappingProxyType(
    {
        "infty": "∞", "cdot": "·", "partial": "∂", "ldots": "…", "cdots": "⋯", "dots": "…",
        "to": "→", "gets": "←", "neq": "≠", "ne": "≠", "emptyset": "∅", "varnothing": "∅",
        "land": "∧", "lor": "∨", "neg": "¬", "lnot": "¬", "iff": "⇔", "implies": "⇒", "mid": "|",
        "setminus": "∖", "bullet": "•", "star": "⋆", "circ": "∘", "ast": "*", "prime": "′",
        "langle": "⟨", "rangle": "⟩", "lVert": "‖", "rVert": "‖", "Vert": "‖", "vert": "|",
        "lvert": "|", "rvert": "|", "lbrace": "{", "rbrace": "}", "colon": ":", "quad": "  ",
        "qquad": "    ", "int": "∫", "oint": "∮", "iint": "∬", "sum": "∑", "prod": "∏",
        "exists": "∃", "forall": "∀", "notin": "∉", "subseteq": "⊆", "supseteq": "⊇", "hbar": "ℏ",
        "epsilon": "ε", "varepsilon": "ε", "phi": "φ", "varphi": "φ", "vartheta": "ϑ",
        "top": "⊤", "bot": "⊥", "models": "⊨", "vdash": "⊢", "wedge": "∧", "vee": "∨",
        "mapsto": "↦", "longrightarrow": "⟶", "longleftarrow": "⟵", "Longrightarrow": "⟹",
        "longmapsto": "⟼", "dagger": "†", "ddagger": "‡", "S": "§", "P": "¶", "copyright": "©",
        "pounds": "£", "degree": "°", "celsius": "℃", "textdegree": "°", "Re": "ℜ", "Im": "ℑ",
        "ell": "ℓ", "aleph": "ℵ", "nabla": "∇", "triangle": "△", "square": "□", "diamond": "⋄",
        "backslash": "\\", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "geq": "≥",
        "ll": "≪", "gg": "≫", "sim": "∼", "simeq": "≃", "approx": "≈", "equiv": "≡", "cong": "≅",
        "propto": "∝", "perp": "⊥", "parallel": "∥", "angle": "∠", "oplus": "⊕", "otimes": "⊗",
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å",
        "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "LaTeX": "LaTeX", "TeX": "TeX",
        "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "ge": "≥", "le": "≤",
        "textendash": "–", "textemdash": "—", "textbullet": "•", "textellipsis": "…",
        "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textbar": "|",
        "textless": "<", "textgreater": ">", "textquoteright": "’", "textquoteleft": "‘",
        "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®",
        "texttrademark": "™", "textunderscore": "_", "textdollar": "$", "euro": "€",
        "guillemotleft": "«", "guillemotright": "»", "lbrack": "[", "rbrack": "]", "dag": "†",
        "ddag": "‡", "textquotesingle": "'", "textsection": "§", "slash": "/", "nbsp": "\xa0",
        "thinspace": " ", "enspace": " ", "lq": "‘", "rq": "’",
    }
)  # fmt: skip
_WORDS_NAMES = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim limsup liminf "
    "sup inf max min arg det dim deg gcd hom ker Pr bmod"
)
_WORDS = frozenset(_WORDS_NAMES.split())
_NOTHING_NAMES = (
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits displaystyle "
    "textstyle scriptstyle nonumber notag middle hfill mathstrut strut"
)
_NOTHING = frozenset(_NOTHING_NAMES.split())
_PLAIN_NAMES = (
    "text textrm textbf textit texttt textsf mathrm mathbf mathit mathsf mathtt mathnormal "
    "mbox hbox boldsymbol bm emph ensuremath boxed mathcal "
    "underbrace overbrace mathop mathbin mathrel ce tag"
)
_PLAIN = frozenset(_PLAIN_NAMES.split())
_ACCENTS = MappingProxyType(
    {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307",
     "ddot": "\u0308", "tilde": "\u0303", "widetilde": "\u0303", "check": "\u030c",
     "acute": "\u0301", "grave": "\u0300", "breve": "\u0306"}
)  # fmt: skip
_LINES = MappingProxyType({"overline": "\u0305", "underline": "\u0332"})
# What environments are enclosed in.
_FENCES = MappingProxyType(
    {"pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
     "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}")}
)  # fmt: skip
_ROOTS = MappingProxyType({"": "√", "2": "√", "3": "∛", "4": "∜"})
_DOUBLE = MappingProxyType(dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)))
_TOKEN = lazy(r"\\([A-Za-z]+)\*?[ \t\n]*|\\(.)|([{}^_&~])|%[^\n]*\n?|.", re.DOTALL)
_LOOSE = lazy(r"(?<=[(\[{]) | (?=[;)\]}])")
_SIGNS = MappingProxyType(
    {"\\": "; ", ",": " ", ";": " ", ":": " ", " ": " ", "\n": " ", "!": "", "|": "‖",
     "(": "", ")": "", "[": "", "]": ""}
)  # fmt: skip
_DEEPEST = 40
_LONGEST = 20_000  # code points of a formula

Tokens = Sequence[re.Match[str]]


def named(name: str) -> str:
    """The character or word of a command that may also stand in text; "" if it is none of them."""
    return _SYMBOLS.get(name, "")


def symbol(name: str) -> str:
    """The character that TeX calls by this name; "" for one that is unknown."""
    return _SYMBOLS.get(name) or html5.get(f"{name};", "")


def readable(formula: str) -> str:
    """A formula in characters; what is not known stays as it is written."""
    if len(formula) > _LONGEST:
        return formula
    text, _ = _read(list(_TOKEN.finditer(formula)), 0, 0)
    text = _LOOSE.sub("", " ".join(text.split()))
    return text.removesuffix(";").rstrip()


def _read(tokens: Tokens, at: int, depth: int, *, one: bool = False) -> tuple[str, int]:
    """The text of tokens up to the end of the group, or of ``one`` argument; what comes after."""
    texts: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        name, sign, mark = token[1], token[2], token[3]
        if one and token[0].isspace():
            continue
        if mark == "}":
            break
        if mark == "{" and depth < _DEEPEST:
            inside, at = _read(tokens, at, depth + 1)
            texts.append(inside)
        elif mark and mark in "^_" and depth < _DEEPEST:
            inside, at = _read(tokens, at, depth + 1, one=True)
            texts.append(script(mark, inside.strip()))
        elif mark:
            texts.append({"&": " ", "~": "\xa0"}.get(mark, ""))
        elif name:
            while name == "end" and texts and texts[-1].strip() in ("", ";"):
                texts.pop()  # the end of the last row
            text, at = _command(name, tokens, at, depth)
            texts += [text, " "] if text and token[0][-1].isspace() else [text]
        elif sign:
            texts.append(_SIGNS.get(sign, sign))
        elif len(token[0]) == 1 and token[0] != "%":
            texts.append({"-": "−", "'": "′"}.get(token[0], token[0]))
        if one:
            break
    return "".join(texts), at


def _command(name: str, tokens: Tokens, at: int, depth: int) -> tuple[str, int]:
    """The text of a command, and what comes after it and its arguments."""
    if known := _SYMBOLS.get(name):
        return known, at
    if name in _NOTHING:
        if name in ("left", "right") and at < len(tokens) and tokens[at][0] == ".":
            at += 1
        return "", at
    if name in _WORDS:
        return _word(name, tokens, at)
    if depth < _DEEPEST:
        if name == "sqrt":
            return _root(tokens, at, depth)
        if name == "operatorname":
            inside, at = _read(tokens, at, depth + 1, one=True)
            return _word(inside.strip(), tokens, at)
        if name in _LINES:
            inside, at = _read(tokens, at, depth + 1, one=True)
            line = _LINES[name]
            return "".join(f"{sign}{line}" if sign.isalnum() else sign for sign in inside), at
        if name in ("begin", "end"):
            called, at = _read(tokens, at, depth + 1, one=True)
            if name == "begin" and called == "array":
                _, at = _read(tokens, at, depth + 1, one=True)  # its columns
            return _FENCES.get(called, ("", ""))[name == "end"] or " ", at
        if name == "not":
            inside, at = _read(tokens, at, depth + 1, one=True)
            return normalize("NFC", f"{inside.strip()}\u0338"), at
        if name in _PLAIN:
            return _read(tokens, at, depth + 1, one=True)
        if name in ("label", "color", "hspace", "vspace"):
            _, at = _read(tokens, at, depth + 1, one=True)
            return " ", at
        if name in ("frac", "dfrac", "tfrac", "cfrac", "binom", "stackrel", "overset", "underset"):
            first, at = _read(tokens, at, depth + 1, one=True)
            second, at = _read(tokens, at, depth + 1, one=True)
            if name.endswith("frac"):
                return f"{_grouped(first)}/{_grouped(second)}", at
            return (f"C({first}, {second})" if name == "binom" else second + first), at
        if name == "mathbb":
            inside, at = _read(tokens, at, depth + 1, one=True)
            return "".join(_DOUBLE.get(letter, letter) for letter in inside), at
        if name in _ACCENTS:
            inside, at = _read(tokens, at, depth + 1, one=True)
            return normalize("NFC", inside + _ACCENTS[name]), at
    return symbol(name) or f"\\{name} ", at


def _word(word: str, tokens: Tokens, at: int) -> tuple[str, int]:
    """The name of a function, apart from what follows unless that is a script of its own."""
    return (word if at < len(tokens) and tokens[at][0] in ("^", "_") else f"{word} "), at


def _root(tokens: Tokens, at: int, depth: int) -> tuple[str, int]:
    degree = ""
    if at < len(tokens) and tokens[at][0] == "[":
        end = next((n for n in range(at, len(tokens)) if tokens[n][0] == "]"), -1)
        if end > 0:
            degree = _read(tokens[at + 1 : end], 0, depth + 1)[0].strip()
            at = end + 1
    inside, at = _read(tokens, at, depth + 1, one=True)
    return f"{_ROOTS.get(degree) or script('^', degree).lstrip('^') + '√'}{_grouped(inside)}", at


def _grouped(text: str) -> str:
    """A part of a fraction or root, in brackets where it is not a single word."""
    text = text.strip()
    return text if re.fullmatch(r"\d[\d.]*|\w?", text) else f"({text})"
