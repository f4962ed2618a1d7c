"""Text in the source of manual pages: escapes become characters and changes of the font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reader.documents.encoding import harmless
from reader.text.patterns import lazy

_NAMES = """
- - hy - em — en – bu • lq “ rq ” oq ‘ cq ’ aq ' dq " Bq „ bq ‚ co © rg ® tm ™ ha ^ ti ~ rs \\ ga `
aa ´ mu × <= ≤ >= ≥ -> → <- ← <> ↔ != ≠ == ≡ +- ± sc § de ° ss ß ua ↑ da ↓ ul _ ru _ br │ sl / at @
sh # Do $ dg † dd ‡ ps ¶ ct ¢ Po £ Ye ¥ eu € Eu € Fo « Fc » fo ‹ fc › 12 ½ 14 ¼ 34 ¾ S1 ¹ S2 ² S3 ³
.. ¨ lB [ rB ] lC { rC } la ⟨ ra ⟩ ba | or | sq □ ci ○ OK ✓ if ∞ sr √ sqrt √ su ∑ sum ∑ product ∏
ae æ AE Æ oe œ OE Œ /o ø /O Ø -D Ð Sd ð Tp þ TP Þ .i ı .j ȷ r! ¡ r? ¿ ij ĳ IJ Ĳ ff ff fi fi fl fl
Fi ffi Fl ffl mi − pl + di ÷ eq = ap ∼ |= ≃ =~ ≅ ~= ≈ ~~ ≈ ne ≢ no ¬ te ∃ fa ∀ mo ∈ nm ∉ st ∋ sb ⊂
sp ⊃ nb ⊄ nc ⊅ ib ⊆ ip ⊇ ca ∩ cu ∪ AN ∧ OR ∨ c* ⊗ c+ ⊕ es ∅ gr ∇ pd ∂ is ∫ integral ∫ Ah ℵ Im ℑ Re ℜ
wp ℘ -h ℏ hbar ℏ pt ∝ pp ⊥ 3d ∴ tf ∴ fm ′ sd ″ mc µ Of ª Om º pc · md ⋅ lz ◊ rn ‾ bb ¦ bv │
lA ⇐ rA ⇒ hA ⇔ uA ⇑ dA ⇓ va ↕ vA ⇕ an ⎯ lh ☜ rh ☞ CR ↵ CL ♣ SP ♠ HE ♥ DI ♦ %0 ‰ 18 ⅛ 38 ⅜ 58 ⅝ 78 ⅞
lc ⌈ rc ⌉ lf ⌊ rf ⌋ Fn ƒ +h ϑ +f ϕ +p ϖ +e ϵ ts ς Cs ¤ coproduct ∐ << ≪ >> ≫
"""
# The letters of Greek in the order of their alphabet, by the Latin ones that stand for them.
_GREEK = list(zip("ABGDEZYHIKLMNCOPRSTUFXQW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", strict=True))
_WORDS = _NAMES.split()
NAMES: Mapping[str, str] = MappingProxyType(
    dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
    | {f"*{latin}": letter for latin, letter in _GREEK}
    | {f"*{latin.lower()}": letter.lower() for latin, letter in _GREEK}
    | {"lq": "“", "R": "®", "Tm": "™", "S": "", "nbsp": "\xa0"}
)
_ACCENTS = {":": "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303",
            ",": "\u0327", "o": "\u030a", "v": "\u030c"}  # fmt: skip
_ESCAPE = lazy(
    r"\\(?:(?P<font>f(?:\[(?P<named>[^\]\n]{0,20})\]|\((?P<two>..)|(?P<one>.)))"
    r"|(?P<string>\*)(?=.)|(?P<special>\((?P<pair>..)|\[(?P<long>[^\]\n]{1,40})\])"
    r"|(?P<size>s(?:\[[^\]\n]*\]|[-+]?\(?\d{1,2}|'[^'\n]*'))"
    r"|(?P<quoted>[hvwlLDobCNXxZ]'[^'\n]{0,200}')|(?P<number>[nkmMgFY](?:\[[^\]\n]*\]|\(..|.))"
    r"|(?P<other>.?))",
    re.DOTALL,
)
_OTHERS = {"e": "\\", "\\": "\\", "-": "-", ".": ".", " ": " ", "~": "\xa0", "0": " ", "'": "'",
           "`": "`", "t": " ", "E": "\\", "_": "_", "(": "("}  # fmt: skip
_FONTS = {"B": "b", "3": "b", "I": "i", "2": "i", "BI": "b", "4": "b", "CB": "b", "CI": "i",
          "C": "code", "CW": "code", "CR": "code"}  # fmt: skip


def pieces(text: str, strings: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Characters, and None; or "" and the element of the font that begins there ("" for none,
    "P" for the one before)."""
    at = 0
    for found in _ESCAPE.finditer(text):
        if found.start() < at:
            continue
        yield text[at : found.start()], None
        at = found.end()
        if found["font"]:
            name = found["named"] if found["named"] is not None else found["two"] or found["one"]
            yield "", ("P" if name in ("P", "") else _FONTS.get(name, ""))
        elif found["special"]:
            yield character(found["pair"] or found["long"]), None
        elif found["string"]:
            name = re.match(r"\[([^\]\n]*)\]|\((..)|(.)", text[at:])
            if name:
                at += name.end()
                key = name[1] or name[2] or name[3] or ""
                value = strings.get(key)
                yield (NAMES.get(key, "") if value is None else plain(value)), None
        elif found["quoted"] and found["quoted"][0] == "C":
            yield character(found["quoted"][2:-1]), None
        elif found["quoted"] and found["quoted"][0] == "N":
            code = found["quoted"][2:-1]
            yield (harmless(chr(int(code))) if re.fullmatch(r"[0-9]{1,5}", code) else ""), None
        elif found["other"]:
            yield _OTHERS.get(found["other"], ""), None
    yield text[at:], None


def plain(text: str) -> str:
    """Text without changes of the font."""
    return "".join(piece for piece, _ in pieces(text, {}))


def character(name: str) -> str:
    """The character with this name; "" for one that is unknown."""
    if name in NAMES:
        return NAMES[name]
    if re.fullmatch(r"u[0-9A-F]{4,6}(?:_[0-9A-F]{4,6})*", name):
        codes = (int(code, 16) for code in name[1:].split("_"))
        return harmless("".join(chr(code) for code in codes if code < 0x110000))
    if len(name) == 2 and name[0] in _ACCENTS and name[1].isalpha():
        return unicodedata.normalize("NFC", name[1] + _ACCENTS[name[0]])
    return ""
