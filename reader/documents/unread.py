"""What a file is that is no text and no document: named in one line, with what helps."""

from __future__ import annotations

from contextlib import suppress

from reader.documents.encoding import harmless

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old files of Office, and new ones that are encrypted
_TAR = 257, b"ustar"  # where it stands
_KINDLE = 60, b"BOOKMOBI"
_NAMED = 3  # files of an archive
_LONGEST = 60  # characters of their names
_HEAD = 1024  # bytes in which there is a NUL where they are no text

_AS_TEXT = "save it as PDF, Word or text to read it"
_AS_SHEET = "save it as PDF or HTML to read it"
_UNPACK = "unpack it, and open what is in it"
_PICTURE = "“tesseract {name} - | reader -” reads the words on it"
_SPEECH = "open a transcript of it, or its subtitles (.srt, .vtt)"
_RUN = "“PROGRAM --help | reader -” reads what one prints"
_EPUB = "convert it to EPUB, as with Calibre, if it is not locked"

# What the first bytes of a file say, what that is, and what helps.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"II*\0", "a TIFF image", _PICTURE),
    (b"MM\0*", "a TIFF image", _PICTURE),
    (b"\0\0\1\0", "an icon", "there is nothing to read in it"),
    (b"BZh", "packed with bzip2", "“bzip2 -dc {name} | reader -” reads it"),
    (b"\xfd7zXZ\0", "packed with xz", "“xz -dc {name} | reader -” reads it"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "“zstd -dc {name} | reader -” reads it"),
    (b"\x04\x22\x4d\x18", "packed with lz4", "“lz4 -dc {name} | reader -” reads it"),
    (b"\x1f\x9d", "packed with compress", "“zcat {name} | reader -” reads it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a", "a RAR archive", _UNPACK),
    (b"!<arch>\ndebian", "a package of Debian", "“dpkg-deb -x {name} FOLDER” unpacks it"),
    (b"!<arch>\n", "a library of programs", _RUN),
    (b"\xed\xab\xee\xdb", "an RPM package", _UNPACK),
    (b"\xff\xfb", "a sound file (MP3)", _SPEECH),
    (b"\x1aE\xdf\xa3", "a film", _SPEECH),
    (b"AT&TFORM", "a DjVu document", "“djvutxt {name} | reader -” reads its text"),
    (b"%!PS", "a PostScript file", "“ps2pdf {name}” makes a PDF of it"),
    (b"ITSF", "a help file of Windows (CHM)", _EPUB),
    (b"SQLite format 3\0", "a SQLite database", "“sqlite3 {name} .dump | reader -” reads it"),
    (b"\x7fELF", "a program", _RUN),
    (b"\xcf\xfa\xed\xfe", "a program", _RUN),
    (b"\xca\xfe\xba\xbe", "a program", _RUN),
    (b"\0asm", "a program", _RUN),
)
# The same for bytes that may begin a text as well, which has no NUL.
_MAGIC_OF_BYTES = (
    (b"GIF8", "a GIF image", _PICTURE),
    (b"BM", "a BMP image", _PICTURE),
    (b"8BPS", "a Photoshop image", "save it as PDF to read the words on it"),
    (b"ID3", "a sound file (MP3)", _SPEECH),
    (b"OggS", "a sound file (Ogg)", _SPEECH),
    (b"fLaC", "a sound file (FLAC)", _SPEECH),
    (b"MZ", "a program", _RUN),
)
# What stands behind the first bytes of a container of several kinds.
_RIFF = {
    b"WAVE": ("a sound file (WAV)", _SPEECH),
    b"AVI ": ("a film", _SPEECH),
    b"WEBP": ("a WebP image", _PICTURE),
}
_FTYP = {
    b"M4A": ("a sound file (M4A)", _SPEECH),
    b"hei": ("a HEIC image", _PICTURE),
    b"avi": ("an AVIF image", _PICTURE),
}
_OPEN = "application/vnd.oasis.opendocument."
_OPEN_KINDS = {
    "spreadsheet": ("an OpenDocument spreadsheet", _AS_SHEET),
    "presentation": ("an OpenDocument presentation", _AS_TEXT),
    "graphics": ("an OpenDocument drawing", _AS_TEXT),
    "formula": ("an OpenDocument formula", _AS_TEXT),
}
# The file of an archive that tells what it is.
_TELLING = (
    ("xl/workbook.xml", "an Excel spreadsheet", _AS_SHEET),
    ("xl/workbook.bin", "an Excel spreadsheet", _AS_SHEET),
    ("ppt/presentation.xml", "a PowerPoint presentation", _AS_TEXT),
    ("visio/document.xml", "a Visio drawing", _AS_TEXT),
    ("Index/Document.iwa", "a document of Apple's iWork", _AS_TEXT),
    ("META-INF/MANIFEST.MF", "a Java program", _RUN),
    ("AndroidManifest.xml", "an Android program", _RUN),
)


def unread(name: str, data: bytes) -> str:
    """What the file ``name`` with these bytes is, and what helps, as the end of a sentence that
    begins with the name; empty for what may be a text or a document."""
    what, help_ = _found(data)
    if not what:
        return ""
    from shlex import quote

    word = "FILE" if name.startswith("standard ") else quote(name)
    return f"{what}: {help_.format(name=word)}"


def _found(data: bytes) -> tuple[str, str]:
    if data.startswith(_OLE):
        return _office(data)
    if data.startswith(_ZIP):
        return _zipped(data)
    if _there(data, _TAR):
        return _archive("tar", _names_in_tar(data))
    if _there(data, _KINDLE):
        return "a Kindle book", _EPUB
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp" and b"\0" in data[:4]:
        return _FTYP.get(data[8:11], ("a film", _SPEECH))
    magic = (*_MAGIC, *(_MAGIC_OF_BYTES if b"\0" in data[:_HEAD] else ()))
    return next(((what, how) for start, what, how in magic if data.startswith(start)), ("", ""))


def _there(data: bytes, sign: tuple[int, bytes]) -> bool:
    at, word = sign
    return data[at : at + len(word)] == word


def _office(data: bytes) -> tuple[str, str]:
    """What a file of the old Office is; it names its parts in UTF-16."""

    def has(part: str) -> bool:
        return part.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "encrypted with a password", "save it without one"
    if has("WordDocument"):
        return "an old Word file", "save it as .docx"
    if has("Workbook"):
        return "an old Excel spreadsheet", _AS_SHEET
    if has("PowerPoint Document"):
        return "an old PowerPoint presentation", _AS_TEXT
    if has("__substg1.0_"):
        return "a mail of Outlook", "save it as .eml"
    return "an old Office file", "save it as text, .docx or PDF"


def _zipped(data: bytes) -> tuple[str, str]:
    """What an archive is by the files in it."""
    import io
    import zipfile

    names: list[str] = []
    kind = ""
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:  # damaged in any way
        names = [one.filename for one in archive.infolist() if not one.is_dir()]
        if "mimetype" in names and archive.getinfo("mimetype").file_size < len(_OPEN) * 2:
            kind = archive.read("mimetype").decode("ascii", "replace").strip()
    if kind.startswith(_OPEN):
        short = kind.removeprefix(_OPEN).removesuffix("-template")
        if short in _OPEN_KINDS:
            return _OPEN_KINDS[short]
    there = frozenset(names)
    for telling, what, how in _TELLING:
        if telling in there:
            return what, how
    return _archive("ZIP", names)


def _names_in_tar(data: bytes) -> list[str]:
    """The names of the first files of a tar archive, as far as it is undamaged."""
    import io
    import tarfile

    names: list[str] = []
    with suppress(Exception), tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for one in archive:  # damaged in any way
            if one.isfile():
                names.append(one.name)
            if len(names) > _NAMED:
                break
    return names


def _archive(kind: str, names: list[str]) -> tuple[str, str]:
    """An archive and the first files in it."""
    shown = ", ".join(" ".join(harmless(name).split())[:_LONGEST] for name in names[:_NAMED])
    inside = f" ({shown}{', …' if len(names) > _NAMED else ''})" if names else ""
    return f"a {kind} archive{inside}", _UNPACK
