"""What is no text and no document is named, with what helps."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest

from reader.documents.opening import open_document, source_from_bytes
from reader.errors import SourceError


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return out.getvalue()


def tarred(*names: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "helps"),
    [
        (zipped(xl__workbook_xml="<w/>"), "an Excel spreadsheet", "save it as"),
        (zipped(ppt__presentation_xml="<p/>"), "a PowerPoint presentation", "save it as"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument spreadsheet",
            "save it as",
        ),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.presentation-template"),
            "an OpenDocument presentation",
            "save it as",
        ),
        (zipped(a_txt="a", b_txt="b"), r"a ZIP archive \(a.txt, b.txt\)", "unpack it"),
        (zipped(a_txt="a", b_txt="b")[:40], "a ZIP archive:", "unpack it"),
        (tarred("a", "b", "c", "d"), r"a tar archive \(a, b, c, …\)", "unpack it"),
        (gzip.compress(tarred("a.txt")), r"a tar archive \(a.txt\)", "unpack it"),
        (tarred("a")[:512] + b"x" * 512, r"a tar archive \(a\)", "unpack it"),
        (b"BZh91AY&SY", "packed with bzip2", "“bzip2 -dc 'a b' | reader -”"),
        (b"\xfd7zXZ\0\0", "packed with xz", "“xz -dc 'a b' | reader -”"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image", "tesseract"),
        (b"\0\0\0\x18ftypheic", "a HEIC image", "tesseract"),
        (b"GIF89a\x01\0\x01\0", "a GIF image", "tesseract"),
        (b"RIFF\x10\0\0\0WAVEfmt ", r"a sound file \(WAV\)", "transcript"),
        (b"ID3\x03\0\0", r"a sound file \(MP3\)", "transcript"),
        (b"\0\0\0\x18ftypM4A ", r"a sound file \(M4A\)", "transcript"),
        (b"\x1aE\xdf\xa3\x01", "a film", "transcript"),
        (b"\x7fELF\x02\x01", "a program", "PROGRAM --help"),
        (b"MZ\x90\0\x03", "a program", "PROGRAM --help"),
        (b"%!PS-Adobe-3.0\n", "a PostScript file", "ps2pdf"),
    ],
)
def test_a_file_is_named_with_what_helps_in_one_line(data: bytes, what: str, helps: str) -> None:
    with pytest.raises(SourceError, match=f"^a b is {what}") as refused:
        source_from_bytes("a b", data)
    assert helps.replace("\\", "") in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["ID3 is a tag.", "GIF89a is a format.", "MZ began it.", "BM 12"])
def test_a_text_may_begin_with_the_letters_of_another_file(text: str) -> None:
    assert open_document(source_from_bytes("a", text.encode())).text == text


def test_names_in_an_archive_cannot_command_the_terminal() -> None:
    with pytest.raises(SourceError) as refused:
        source_from_bytes("a.tar", tarred("\x1b[2Ja\nb"))
    assert str(refused.value).isprintable()


def test_what_was_packed_twice_is_unpacked_twice() -> None:
    source = source_from_bytes("a.gz", gzip.compress(gzip.compress(b"Some words.\n")))
    assert open_document(source).text == "Some words."
