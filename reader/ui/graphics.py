"""Pictures in pixels, in the terminals that can show them: which way, and what is sent for it.

Each function gives the sequence that draws a picture at the cursor.
"""

from __future__ import annotations

import base64
import fcntl
import io
import re
import struct
import sys
import termios
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

KITTY, ITERM2, SIXEL, BLOCKS = "kitty", "iterm2", "sixel", "blocks"
CELL = 8, 16  # pixels of a cell where the terminal does not tell

_CHUNK = 4096  # characters of one message of kitty's protocol
_NUMBER = 7717  # of the picture, to take it away again
FORGET = f"\x1b_Ga=d,d=I,i={_NUMBER},q=2\x1b\\"
_RUN = re.compile(rb"(.)\1{3,254}", re.DOTALL)


def protocol(environment: Mapping[str, str]) -> str:
    """The way in which the terminal shows pictures, as far as it says what it is.

    Inside of tmux or screen none gets through unless a person allowed that.
    """
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment or term.startswith(("screen", "tmux")):
        return BLOCKS
    if "KITTY_WINDOW_ID" in environment or term in ("xterm-kitty", "xterm-ghostty"):
        return KITTY
    if program in ("iTerm.app", "WezTerm") or environment.get("LC_TERMINAL") == "iTerm2":
        return ITERM2
    if term.startswith(("foot", "mlterm", "contour")):
        return SIXEL
    return BLOCKS


def cell_size() -> tuple[int, int]:
    """Pixels of a cell, width and height."""
    try:
        packed = fcntl.ioctl(sys.__stdout__ or 1, termios.TIOCGWINSZ, b"\0" * 8)
    except (OSError, ValueError):
        return CELL
    rows, columns, width, height = struct.unpack("HHHH", packed)
    if not (rows and columns and width >= columns and height >= rows):
        return CELL
    return width // columns, height // rows


def drawn(way: str, image: Image, columns: int, rows: int) -> str:
    """What draws a picture over so many cells."""
    width, height = cell_size()
    image = image.resize((columns * width, rows * height))
    if way == SIXEL:
        return sixel(image)
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=1)
    return (kitty if way == KITTY else iterm2)(png.getvalue(), columns, rows)


def kitty(png: bytes, columns: int, rows: int) -> str:
    """The graphics protocol of kitty and Ghostty."""
    text = base64.b64encode(png).decode("ascii")
    parts = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)] or [""]
    head = f"a=T,f=100,i={_NUMBER},c={columns},r={rows},C=1,q=2,"
    said = []
    for number, part in enumerate(parts):
        more = int(number + 1 < len(parts))
        said.append(f"\x1b_G{'' if number else head}m={more};{part}\x1b\\")
    return "".join(said)


def iterm2(png: bytes, columns: int, rows: int) -> str:
    """The inline images of iTerm2 and WezTerm."""
    text = base64.b64encode(png).decode("ascii")
    size = f"size={len(png)};width={columns};height={rows}"
    return f"\x1b]1337;File=inline=1;{size};preserveAspectRatio=0:{text}\a"


def sixel(image: Image) -> str:
    """The graphics of the VT340, in bands of six pixels and at most 256 colours."""
    few = image.convert("RGB").quantize(256)
    width, height = few.size
    pixels = few.tobytes()
    colours = few.getpalette() or []
    used = sorted(set(pixels))
    said = [b'\x1bP0;1q"1;1;%d;%d' % (width, height)]
    for colour in used:
        red, green, blue = (value * 100 // 255 for value in colours[3 * colour : 3 * colour + 3])
        said.append(b"#%d;2;%d;%d;%d" % (colour, red, green, blue))
    # For each colour and row of a band, a table that makes its bit of the pixels of that colour.
    tables = {
        (colour, bit): bytes(1 << bit if value == colour else 0 for value in range(256))
        for colour in used
        for bit in range(6)
    }
    shift = int.from_bytes(b"\x3f" * width)
    for top in range(0, height, 6):
        band = [pixels[y * width : (y + 1) * width] for y in range(top, min(top + 6, height))]
        for colour in sorted(set().union(*band)):
            bits = shift  # six bits and 63 are less than a byte: nothing is carried over
            for bit, row in enumerate(band):
                bits += int.from_bytes(row.translate(tables[colour, bit]))
            line = _RUN.sub(_shortened, bits.to_bytes(width))
            said.append(b"#%d%s$" % (colour, line))
        said.append(b"-")
    said.append(b"\x1b\\")
    return b"".join(said).decode("ascii")


def _shortened(run: re.Match[bytes]) -> bytes:
    return b"!%d%s" % (len(run[0]), run[1])
