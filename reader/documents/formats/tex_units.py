r"""Numbers and units as the package siunitx writes them: ``\qty{9.8}{\metre\per\second}``."""

from __future__ import annotations

import re
from types import MappingProxyType

from reader.documents.formats.tex_math import readable
from reader.text.patterns import lazy

# How many arguments the commands have.
UNITS = MappingProxyType(
    {"SI": 2, "qty": 2, "num": 1, "ang": 1, "si": 1, "unit": 1, "SIrange": 3, "qtyrange": 3,
     "numrange": 2}
)  # fmt: skip
_UNIT_NAMES = """
metre m meter m gram g second s ampere A kelvin K mole mol candela cd hertz Hz newton N pascal Pa
joule J watt W coulomb C volt V farad F ohm Ω siemens S weber Wb tesla T henry H lumen lm lux lx
becquerel Bq gray Gy sievert Sv katal kat celsius °C degreeCelsius °C degree ° arcminute ′
arcsecond ″ minute min hour h day d litre L liter L tonne t hectare ha electronvolt eV dalton Da
bel B decibel dB neper Np percent % radian rad steradian sr astronomicalunit au bit bit byte B
angstrom Å bar bar kg kg km km cm cm mm mm um µm nm nm ms ms kHz kHz MHz MHz GHz GHz kV kV mV mV
mA mA kW kW MW MW kWh kWh eV eV keV keV MeV MeV GeV GeV
"""
_PREFIX_NAMES = """
quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da
deka da hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q
"""


def _pairs(words: str) -> dict[str, str]:
    return dict(zip(words.split()[::2], words.split()[1::2], strict=True))


_SYMBOLS = MappingProxyType(_pairs(_UNIT_NAMES))
_PREFIXES = MappingProxyType(_pairs(_PREFIX_NAMES))
_POWERS = MappingProxyType({"squared": "^2", "cubed": "^3", "square": "^2", "cubic": "^3"})
_PART = lazy(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|([.~])|([^\\.~]+)")
_NUMBER = lazy(r"\s*([-+]?[\d.,\s]*)\s*[eEdD]\s*([-+]?\d+)\s*$")


def quantity(name: str, arguments: list[str]) -> str:
    """What a command of siunitx with these arguments shows."""
    *numbers, last = arguments
    if name == "ang":
        return "".join(
            f"{part.strip()}{sign}"
            for part, sign in zip(last.split(";"), "°′″", strict=False)
            if part.strip()
        )
    if name.startswith("num"):
        return "–".join(map(_number, arguments))
    shown = _unit(last)
    space = "" if shown[:1] in ("°", "′", "″") and shown != "°C" else "\xa0"
    return f"{'–'.join(map(_number, numbers))}{space}{shown}" if numbers else shown


def _number(text: str) -> str:
    if found := _NUMBER.match(text):
        power = readable(f"10^{{{found[2].removeprefix('+')}}}")
        factor = found[1].strip().replace("-", "−")
        return f"{factor}×{power}" if factor else power
    return readable(text.replace("+-", "±"))


def _unit(text: str) -> str:
    """A unit in symbols; one that is unknown by its name."""
    shown = ""  # so far
    sign = ""  # between it and the next unit
    power = ""  # that was said before the unit
    open_ = True  # whether a unit is begun that a prefix or its name goes on with
    for name, argument, dot, literal in _PART.findall(text):
        if dot or literal:
            shown += "·" if dot else literal.strip()
            sign = ""
            open_ = True
        elif name == "per":
            sign, open_ = "/", False
        elif name in ("squared", "cubed"):
            shown += _POWERS[name]
        elif name in _POWERS:
            power = _POWERS[name]
        elif name in ("tothe", "raiseto"):
            shown += f"^{{{argument}}}" if name == "tothe" else ""
            power = f"^{{{argument}}}" if name == "raiseto" else power
        elif name in ("of", "highlight", "cancel"):
            shown += f"({argument})" if name == "of" else ""
        else:
            if not open_:
                shown += sign or "·"
            sign = ""
            open_ = name in _PREFIXES
            shown += _PREFIXES.get(name) or _SYMBOLS.get(name) or name
            if not open_:
                shown, power = shown + power, ""
    return re.sub(r"−", "⁻", readable(shown.replace("%", "\\%")))
