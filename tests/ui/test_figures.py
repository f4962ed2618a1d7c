"""The picture of a figure on a screen of its own: in half blocks, in pixels, or in words."""

import base64
import io
import re
import struct
import sys
import zlib

import pytest

from reader.errors import SourceError
from reader.extras import install
from reader.ui import graphics, raster
from reader.ui.screens.picture import PictureScreen

Image = pytest.importorskip("PIL.Image")

RED, BLUE = (255, 0, 0), (0, 0, 255)
TEXT = "Before.\n\n![A flag](flag.png)\n\nAfter.\n"


def flag(width=60, height=40, mode="RGB"):
    """A picture, red above and blue below."""
    image = Image.new(mode, (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def encoded(image, kind="PNG"):
    data = io.BytesIO()
    image.save(data, kind)
    return data.getvalue()


@pytest.fixture
def with_flag(write):
    """The folder of the texts has the picture."""
    path = write("", "flag.png")
    path.write_bytes(encoded(flag()))
    return path


async def shown(reader):
    """Open the only figure."""
    await reader.press("F")
    await reader.until(lambda: isinstance(reader.app.screen, PictureScreen))
    await reader.settle()


def cells(reader):
    """The colours of the cells of the picture, upper and lower, row by row."""
    rows = []
    for strip in reader.app.screen._compositor.render_strips():
        row = [
            (tuple(s.style.color.triplet), tuple(s.style.bgcolor.triplet))
            for s in strip
            for _ in s.text
            if "▀" in s.text
        ]
        if row:
            rows.append(row)
    return rows


# --- on the screen -------------------------------------------------------------------------------


async def test_a_figure_is_shown_in_half_blocks_with_its_colours(open_reader, with_flag):
    async with open_reader(TEXT) as reader:
        await shown(reader)
        found = cells(reader)
        assert (len(found[0]), len(found)) == (60, 20)  # a pixel for each half of a cell
        assert found[0][0] == (RED, RED)
        assert found[-1][0] == (BLUE, BLUE)
        assert reader.sees("A flag")
        assert reader.sees("PNG 60x40")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_it_is_closed_by_a_key(open_reader, with_flag, key):
    async with open_reader(TEXT) as reader:
        await shown(reader)
        await reader.press(key)
        assert reader.app.screen is reader.screen
        assert reader.sees("After.")


async def test_a_click_on_a_figure_shows_it_and_a_click_closes_it(open_reader, with_flag):
    async with open_reader(TEXT) as reader:
        await reader.click(reader.find("A flag").start)
        await reader.until(lambda: isinstance(reader.app.screen, PictureScreen))
        await reader.pilot.click(offset=(9, 9))
        await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize("size", [(120, 40), (40, 15), (20, 6)])
async def test_it_fits_every_screen(open_reader, write, size):
    write("", "flag.png").write_bytes(encoded(flag(900, 900)))
    async with open_reader(TEXT, size=size) as reader:
        await shown(reader)
        await reader.until(lambda: len(cells(reader)) == size[1] - 2)
        found = cells(reader)
        assert len(found[0]) == 2 * len(found)  # as wide as high, by the eye


async def test_without_colour_it_is_shown_in_shades(open_reader, write, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 20, 60, 40))
    write("", "flag.png").write_bytes(encoded(image))
    async with open_reader(TEXT) as reader:
        await shown(reader)
        rows = reader.screenful()
        assert sum("█" * 60 in row for row in rows) == 10


async def test_where_the_terminal_can_it_is_sent_in_pixels(open_reader, with_flag, monkeypatch):
    monkeypatch.setenv("KITTY_WINDOW_ID", "1")
    monkeypatch.delenv("TMUX", raising=False)
    async with open_reader(TEXT) as reader:
        written = []
        monkeypatch.setattr(reader.app._driver, "write", written.append)
        await shown(reader)
        await reader.until(lambda: any("\x1b_Ga=T" in one for one in written))
        assert not cells(reader)
        await reader.press("escape")
        assert any(graphics.FORGET in one for one in written)


async def test_without_the_extra_its_words_and_the_command_to_install_it_are_said(
    open_reader, with_flag, monkeypatch
):
    monkeypatch.setitem(sys.modules, "PIL", None)
    async with open_reader(TEXT) as reader:
        await reader.press("F")
        assert reader.sees(f"Pictures need `{install('images')[:30]}")
        assert reader.sees("It shows: A flag")


async def test_a_picture_that_is_not_there_is_said_in_one_line(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("F")
        assert reader.sees("The picture is not there: flag.png")


async def test_of_a_picture_on_the_web_the_address_is_shown(open_reader):
    async with open_reader("![A flag](https://example.org/flag.png)\n\nText.\n") as reader:
        await reader.press("F")
        assert reader.sees("https://example.org/flag.png")
        assert reader.screen.popup.display


# --- decoding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_the_usual_kinds_are_decoded(kind):
    picture = raster.decode(encoded(flag(), kind))
    assert (picture.format, picture.size) == (kind, (60, 40))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_mode_of_pixels_is_decoded(mode):
    data = encoded(Image.new(mode, (8, 8)), "TIFF")
    assert raster.decode(data).image.size == (8, 8)


def test_what_has_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(raster, "MOST_PIXELS", 100)
    with pytest.raises(SourceError, match="too large: 60 x 40"):
        raster.decode(encoded(flag()))


def test_a_bomb_is_refused_by_what_it_claims_to_be():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + encoded(flag())[33:]
    with pytest.raises(SourceError, match="too large"):
        raster.decode(data)


def test_of_a_large_photograph_only_what_is_wanted_is_decoded(monkeypatch):
    data = encoded(flag(6000, 4000), "JPEG")
    monkeypatch.setattr(raster, "MOST_PIXELS", 10_000_000)
    assert raster.decode(data).size == (6000, 4000)


@pytest.mark.parametrize("data", [b"", b"text", encoded(flag())[:60], b"%!PS-Adobe-3.0 EPSF"])
def test_what_is_damaged_or_no_picture_is_refused(data):
    with pytest.raises(SourceError, match="damaged, or none of"):
        raster.decode(data)


def test_a_picture_is_turned_as_the_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    data = io.BytesIO()
    flag().save(data, "JPEG", exif=exif)
    assert raster.decode(data.getvalue()).image.size == (40, 60)


# --- in pixels -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environment, way",
    [
        ({"TERM": "xterm-kitty"}, graphics.KITTY),
        ({"TERM": "xterm-ghostty"}, graphics.KITTY),
        ({"TERM_PROGRAM": "WezTerm"}, graphics.ITERM2),
        ({"LC_TERMINAL": "iTerm2"}, graphics.ITERM2),
        ({"TERM": "foot"}, graphics.SIXEL),
        ({"TERM": "xterm-256color"}, graphics.BLOCKS),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, graphics.BLOCKS),
        ({"TERM": "xterm-kitty", "TMUX": "1"}, graphics.BLOCKS),
        ({}, graphics.BLOCKS),
    ],
)
def test_the_way_is_told_from_what_the_terminal_says_of_itself(environment, way):
    assert graphics.protocol(environment) == way


def test_kitty_gets_the_picture_in_messages_of_a_size_it_takes():
    image = Image.effect_noise((200, 200), 90)
    sent = graphics.drawn(graphics.KITTY, image, 10, 5)
    parts = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", sent)
    assert len(parts) > 1
    assert all(len(data) <= 4096 for _, data in parts)
    assert [more[-3:] for more, _ in parts] == ["m=1"] * (len(parts) - 1) + ["m=0"]
    png = base64.b64decode("".join(data for _, data in parts))
    assert "c=10,r=5" in parts[0][0]
    assert Image.open(io.BytesIO(png)).size == (80, 80)


def test_iterm2_gets_the_picture_with_its_size_in_cells():
    sent = graphics.drawn(graphics.ITERM2, flag(), 10, 5)
    head, _, data = sent.removeprefix("\x1b]1337;File=").rstrip("\a").partition(":")
    assert {"inline=1", "width=10", "height=5"} <= set(head.split(";"))
    assert Image.open(io.BytesIO(base64.b64decode(data))).getpixel((0, 0)) == RED


def test_sixel_has_every_pixel_in_its_colour():
    image = flag(31, 20)
    image.putpixel((3, 7), (0, 255, 0))
    assert unsixel(graphics.sixel(image)) == [
        image.getpixel((x, y)) for y in range(20) for x in range(31)
    ]


def unsixel(sequence):
    """The pixels that a terminal would make of a sixel sequence."""
    width, height = map(int, re.search(r'"1;1;(\d+);(\d+)', sequence).groups())
    colours, pixels = {}, {}
    x = y = colour = 0
    body = sequence[sequence.index('"') :].removesuffix("\x1b\\")
    for part in re.finditer(r'"[\d;]+|#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|(.)', body):
        number, red, green, blue, times, repeated, sign = part.groups()
        if number:
            colour = int(number)
            if red:
                colours[colour] = tuple(int(v) * 255 // 100 for v in (red, green, blue))
            continue
        if sign == "$":
            x = 0
        elif sign == "-":
            x, y = 0, y + 6
        elif sign or repeated:
            count = int(times or 1)
            bits = [bit for bit in range(6) if (ord(sign or repeated) - 63) >> bit & 1]
            pixels |= {(x + n, y + bit): colours[colour] for n in range(count) for bit in bits}
            x += count
    return [pixels[x, y] for y in range(height) for x in range(width)]
