"""Values of other programs as annotations have them: texts, times, colours, styles."""

from __future__ import annotations

import colorsys
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.exchange.incoming import Incoming, Problem
from reader.annotations.exchange.json_data import is_deep
from reader.documents.encoding import harmless
from reader.text.patterns import lazy

KEPT_DEEP = 32  # lists inside one another, of what is kept of another program's record

_SURROGATES = lazy("[\ud800-\udfff]")
_HEX = lazy(r"#?([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?$")
_SHORT_HEX = lazy(r"#([0-9a-fA-F]{3})[0-9a-fA-F]?$")
_RGB = lazy(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b")
_GREY = 0.12  # saturation below which a colour has no hue to go by
_HUES = {  # degrees on the wheel
    Colour.YELLOW: 52,
    Colour.GREEN: 120,
    Colour.BLUE: 210,
    Colour.PINK: 342,
    Colour.ORANGE: 30,
    Colour.PURPLE: 272,
}
_CALLED = {
    "red": Colour.PINK,
    "magenta": Colour.PINK,
    "rose": Colour.PINK,
    "violet": Colour.PURPLE,
    "lavender": Colour.PURPLE,
    "lilac": Colour.PURPLE,
    "cyan": Colour.BLUE,
    "aqua": Colour.BLUE,
    "teal": Colour.GREEN,
    "lime": Colour.GREEN,
    "olive": Colour.GREEN,
    "brown": Colour.ORANGE,
    **{colour.value: colour for colour in Colour},
}
_STYLES = {
    **{style.value: style for style in Style},
    "highlight": Style.SOLID,
    "squiggly": Style.UNDERLINE,
    "wavy": Style.UNDERLINE,
    "strikeout": Style.STRIKETHROUGH,
    "line-through": Style.STRIKETHROUGH,
}


def text_of(value: object) -> str:
    """A text with "\\n" as its line ends, without what a terminal would obey; "" for no text.

    Lone surrogates, which no file could hold, become U+FFFD.
    """
    return harmless(_SURROGATES.sub("\ufffd", value)) if isinstance(value, str) else ""


def line_of(value: object) -> str:
    """A text as one line without spaces around it; numbers are texts, too."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return " ".join(text_of(value).split())


def lines_of(value: object) -> tuple[str, ...]:
    """The texts of a list, or of what is a text itself, each as one line and once."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(dict.fromkeys(filter(None, map(line_of, values))))


def moment(value: object) -> str:
    """A time of ISO 8601 as annotations carry it; "" for what is none.

    What has no zone is meant in that of this computer.
    """
    if not isinstance(value, str) or len(value) > 80:
        return ""
    try:
        return written(datetime.fromisoformat(value.strip()))
    except ValueError:
        return ""


def written(time: datetime) -> str:
    """A time as annotations carry it; "" for one that cannot be."""
    try:
        there = time.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return there.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds_since(value: object, year: int = 1970) -> str:
    """A time in seconds since the begin of a year (UTC) as annotations carry it; "" for none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return ""
    try:
        return written(datetime(year, 1, 1, tzinfo=UTC) + timedelta(seconds=value))
    except (ValueError, OverflowError):
        return ""


def colour_of(value: object) -> Colour:
    """The colour that is nearest to one by name, "#rrggbb" or "rgb(r, g, b)".

    Greys, and what is no colour, are the usual one.
    """
    if not isinstance(value, str):
        return Colour.YELLOW
    name = value.strip().lower()[:40]
    if called := _CALLED.get(name):
        return called
    parts: Iterable[float]
    if found := _HEX.match(name):
        parts = bytes.fromhex(found[1])
    elif found := _SHORT_HEX.match(name):
        parts = [int(digit * 2, 16) for digit in found[1]]
    elif found := _RGB.match(name):
        parts = [min(255, int(number)) for number in found.groups()]
    else:
        words = re.findall("[a-z]+", name)
        return next((_CALLED[word] for word in words if word in _CALLED), Colour.YELLOW)
    hue, saturation, _ = colorsys.rgb_to_hsv(*(part / 255 for part in parts))
    if saturation < _GREY:
        return Colour.YELLOW

    def away(colour: Colour) -> float:
        apart = abs(hue * 360 - _HUES[colour])
        return min(apart, 360 - apart)

    return min(_HUES, key=away)


def style_of(value: object) -> Style:
    """The style that is called so, or like it, elsewhere."""
    return (
        _STYLES.get(value.strip().lower(), Style.SOLID) if isinstance(value, str) else Style.SOLID
    )


def came_from(
    format: str,  # noqa: A002
    record: Mapping[str, object],
    without: Iterable[str] = (),
    **more: object,
) -> Mapping[str, object]:
    """The extra of an annotation: the fields of the record it came from that it has no field for.

    Those ``without`` are in the annotation already; what is empty says nothing. What is too deep
    to be written into another file of JSON, and read again, becomes a text.
    """
    left = {name: value for name, value in record.items() if name not in frozenset(without)}
    told = {
        name: json.dumps(value) if is_deep(value, KEPT_DEEP) else value
        for name, value in (left | more).items()
        if value not in (None, "", [], {})
    }
    return MappingProxyType({"from": {**told, "format": format}})


def each_once(incoming: Iterable[Incoming], problems: list[Problem]) -> tuple[Incoming, ...]:
    """What comes in with each id once: of several versions, the one that was modified last.

    That there were versions which differ is added to the problems.
    """
    kept: dict[str, Incoming] = {}
    for one in incoming:
        there = kept.setdefault(one.annotation.id, one)
        if there.annotation == one.annotation:
            continue
        older, newer = sorted((there, one), key=lambda item: item.annotation.modified)
        kept[one.annotation.id] = newer
        what = "an older version of another annotation in the file: only the newer one is taken"
        problems.append(
            Problem(older.line, what, older.annotation.note or older.annotation.target.exact)
        )
    return tuple(kept.values())


def kind_of(exact: str, note: str) -> Kind:
    """What an annotation is for that does not say it itself."""
    return Kind.NOTE if note.strip() else Kind.HIGHLIGHT if exact else Kind.BOOKMARK
