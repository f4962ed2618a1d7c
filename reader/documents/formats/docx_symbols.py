"""Signs of Word that are named by their places in a font."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _from(first: int, signs: str) -> dict[int, str]:
    """The signs at the places from the first one on."""
    return {first + number: sign for number, sign in enumerate(signs)}


# What stands at the places of fonts that have other signs there than letters.
_SYMBOL = MappingProxyType(
    _from(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_")
    | _from(0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
    | _from(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓")
    | _from(0xE0, "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪")
    | _from(0xF1, "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")
)
_WINGDINGS = MappingProxyType(
    _from(0x21, "✏✂✁")
    | _from(0x28, "☎✆✉")
    | _from(0x36, "⌛⌨")
    | _from(0x3F, "✍✎✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐")
    | _from(0x51, "✈☼💧❄")
    | {0x56: "✞"}
    | _from(0x58, "✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■☐◻❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿“”")
    | _from(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | _from(0x9E, "·•")
    | {0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐"}
    | _from(0xAA, "✦★✶✴✹✵")
    | {0xB5: "✪", 0xB6: "✰", 0xD8: "➢", 0xDC: "➲"}
    | _from(0xDF, "←→↑↓↖↗↙↘")
    | {0xE8: "→"}
    | _from(0xEF, "⇦⇨⇧⇩⬄⇳")
    | _from(0xFB, "✗✓☒☑")
)
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "symbol": _SYMBOL,
        "wingdings": _WINGDINGS,
        "wingdings 2": _from(0x4F, "✗✓☒☑☒☒") | {0xA3: "☐"},
        "wingdings 3": _from(0x66, "←→↑↓") | _from(0x70, "▲▼") | _from(0x74, "◀▶"),
    }
)
_OWN = 0xF000  # where the places of such fonts are counted from, at times
_FIGURES = frozenset("0123456789abcdefABCDEF")


def symbol(code: str, font: str) -> str:
    """The sign at a place in a font, as far as it is known; "" where it is not."""
    place = hexadecimal(code)
    known = _FONTS.get(font.casefold())
    if known is None and _OWN <= place < _OWN + 0x100:
        known = _WINGDINGS
    if known is not None:
        return known.get(place % _OWN, "")
    return chr(place) if 0x20 < place < 0xD800 else ""


def hexadecimal(word: str) -> int:
    """A number of four figures; 0 for what is none."""
    return int(word, 16) if len(word) == 4 and set(word) <= _FIGURES else 0
