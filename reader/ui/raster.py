"""A picture in the cells of a terminal: decoded with Pillow (the extra `images`), fitted, drawn."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from reader.errors import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
MOST_PIXELS = 64_000_000  # of a picture that is decoded
_KEPT = 2000  # pixels of the longer side that are kept: no terminal shows more
_SHADES = " ░▒▓█"


class Picture(NamedTuple):
    """A picture of at most some 2,000 pixels a side, and what it was before."""

    image: Pixels
    format: str
    size: tuple[int, int]


def decode(data: bytes) -> Picture:
    """The picture that is in these bytes; raises SourceError, and ImportError without Pillow.

    Its size is looked at before it is unpacked. Of a moving picture it is the first frame.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            size, kind = image.size, image.format or ""
            if size[0] * size[1] > MOST_PIXELS:
                raise SourceError(f"the picture is too large: {size[0]:,} x {size[1]:,} pixels")
            image.draft("RGB", (_KEPT, _KEPT))
            small = image.convert("RGBA")
        small.thumbnail((_KEPT, _KEPT))
        turned = ImageOps.exif_transpose(small)
    except SourceError:
        raise
    except Exception as error:  # whatever a damaged file makes the decoders raise
        known = ", ".join(FORMATS)
        raise SourceError(f"the picture is damaged, or none of {known}") from error
    return Picture(turned, kind, size)


def fitted(size: tuple[int, int], columns: int, rows: int, aspect: float) -> tuple[int, int]:
    """The cells, columns and rows, that a picture of so many pixels takes of those that there are;
    ``aspect`` is how many times as high as wide a cell is."""
    width, height = max(size[0], 1), max(size[1], 1)
    # Not larger than one pixel a cell: icons stay small.
    scale = min(columns / width, rows * aspect / height, 1.0)
    return max(1, round(width * scale)), max(1, min(rows, round(height * scale / aspect)))


def on(image: Pixels, background: tuple[int, int, int]) -> Pixels:
    """The picture without transparency, on a colour."""
    from PIL import Image

    ground = Image.new("RGBA", image.size, (*background, 255))
    return Image.alpha_composite(ground, image).convert("RGB")


def half_blocks(image: Pixels, columns: int, rows: int) -> list[list[Segment]]:
    """The picture in rows of cells, each of which holds two pixels, one above the other."""
    from PIL import Image

    small = image.resize((columns, 2 * rows), Image.Resampling.LANCZOS)
    pixels = small.tobytes()
    wide = 3 * columns

    def row(number: int) -> list[Segment]:
        upper = pixels[2 * number * wide : (2 * number + 1) * wide]
        lower = pixels[(2 * number + 1) * wide : (2 * number + 2) * wide]
        return [
            Segment("▀", _style(upper[at : at + 3], lower[at : at + 3])) for at in range(0, wide, 3)
        ]

    return [row(number) for number in range(rows)]


def shades(image: Pixels, columns: int, rows: int, style: Style) -> list[list[Segment]]:
    """The picture without colour: each cell the more filled, the lighter it is."""
    from PIL import Image

    light = image.convert("L").resize((columns, rows), Image.Resampling.LANCZOS).tobytes()
    signs = [_SHADES[min(value * len(_SHADES) // 256, len(_SHADES) - 1)] for value in light]
    return [
        [Segment("".join(signs[at : at + columns]), style)]
        for at in range(0, columns * rows, columns)
    ]


@lru_cache(4096)
def _style(upper: bytes, lower: bytes) -> Style:
    return Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
