"""What an installed pandoc reads: it makes HTML of the text, which is read like any other.

It is run so that it neither opens files nor goes to the network, with an end to its time and
memory.
"""

from __future__ import annotations

import subprocess
import tempfile

from reader.documents.document import Document
from reader.documents.formats.html import parse as parse_html
from reader.documents.known import FORMATS, HOMES
from reader.errors import ProgramTooOld, SourceError

TIME = 60  # seconds
MEMORY = "512m"
_MOST = 64 * 1024 * 1024  # bytes of HTML
_NO_TITLE = "<title>-</title>"  # what it calls a text that has none
_UNKNOWN = 21  # how it ends where it does not know the format
_LONGEST_REASON = 200  # code points


def parse(text: str, format: str) -> Document:  # noqa: A002
    """The document of a text in a format by the name that pandoc has for it.

    Raises SourceError where pandoc cannot read it, or takes too long; ProgramTooOld where only a
    newer one knows the format.
    """
    called = FORMATS[format].called
    command = ["pandoc", "--sandbox", "--standalone", "--mathml", "--wrap=none", "-f", format]
    command += ["-t", "html5", "+RTS", f"-M{MEMORY}", "-RTS"]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as page:
        try:
            done = subprocess.run(
                command,
                input=text.encode("utf-8", "replace"),
                stdout=page,
                stderr=subprocess.PIPE,
                cwd=folder,
                timeout=TIME,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise SourceError(f"pandoc took more than {TIME} seconds for {called}") from None
        except OSError as error:
            raise SourceError(f"pandoc cannot be run: {error.strerror}") from None
        if done.returncode == _UNKNOWN:
            raise ProgramTooOld(f"to read {called}, install a newer pandoc ({HOMES['pandoc']})")
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").split())
            raise SourceError(f"pandoc cannot read it as {called}: {said[:_LONGEST_REASON]}")
        page.seek(0)
        made = page.read(_MOST)
    return parse_html(made.decode("utf-8", "replace").replace(_NO_TITLE, "", 1))
