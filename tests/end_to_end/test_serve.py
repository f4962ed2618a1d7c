"""`reader serve`, as a browser sees it: Chromium is driven through its DevTools protocol."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import Shell

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60.0  # seconds, on a busy machine

STORY = "# A story\n\nIt was a dark and stormy night. The rain fell.\n\n## Part\n\nIt ended well.\n"


async def until(happens, what: str):
    """The first result that is true; fails after a minute."""
    for _ in range(int(PATIENCE / 0.1)):
        if result := await happens() if asyncio.iscoroutinefunction(happens) else happens():
            return result
        await asyncio.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


@contextlib.contextmanager
def ended(process: subprocess.Popen):
    """Ends a process of ours, whatever happens."""
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def shell(tmp_path):
    """A shell in a folder with a story."""
    shell = Shell(tmp_path)
    shell.write("story.md", STORY)
    return shell


@contextlib.contextmanager
def served(shell: Shell, *words: str):
    """The address that is printed, while it is served."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "serve", "story.md", "--port", "0", *words],
        cwd=shell.folder,
        env=shell.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with ended(process):
        yield re.search(r"http://\S+", process.stdout.readline())[0]


class Page:
    """A page in Chromium."""

    def __init__(self, socket: "aiohttp.ClientWebSocketResponse") -> None:
        self._socket = socket
        self._calls = 0

    async def call(self, method: str, **parameters: object) -> dict:
        self._calls += 1
        await self._socket.send_json({"id": self._calls, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json(timeout=PATIENCE)
            if answer.get("id") == self._calls:
                return answer.get("result", {})  # none while a page is being loaded

    async def value(self, script: str) -> object:
        answer = await self.call("Runtime.evaluate", expression=script)
        return answer.get("result", {}).get("value")

    async def press(self, *keys: str) -> None:
        for key in keys:
            code = {"Enter": 13, "Escape": 27}.get(key, ord(key[0].upper()))
            text = {"Enter": "\r", "Escape": ""}.get(key, key)
            named = {"key": key, "windowsVirtualKeyCode": code}
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **named)


@contextlib.asynccontextmanager
async def opened(address: str, folder: Path):
    """A page of Chromium at this address; downloads go to ``folder``."""
    profile = folder / "profile"
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,800"]
    process = subprocess.Popen(
        [CHROMIUM, *options, "--remote-debugging-port=0", f"--user-data-dir={profile}"],
        env=os.environ | {"HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    port = profile / "DevToolsActivePort"
    with ended(process):
        await until(lambda: port.exists() and "\n" in port.read_text(), "Chromium")
        tools = f"http://127.0.0.1:{port.read_text().split()[0]}"
        async with aiohttp.ClientSession() as session:
            async with session.put(f"{tools}/json/new?about:blank") as answer:
                target = (await answer.json())["webSocketDebuggerUrl"]
            async with session.ws_connect(target, max_msg_size=0) as socket:
                page = Page(socket)
                await page.call(
                    "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder)
                )
                await page.call("Page.enable")
                await page.call("Page.navigate", url=address)
                await page.call("Page.bringToFront")
                yield page


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here")
async def test_a_sentence_is_marked_noted_and_exported_in_a_browser(shell, tmp_path):
    with served(shell, "--token", "geheim") as address:
        assert address.endswith("/?token=geheim")
        async with opened(address, tmp_path) as page:
            ready = "document.body.classList.contains('-first-byte') && location.search == ''"
            await until(lambda: page.value(ready), "the first frame")
            keys = "document.activeElement.className == 'xterm-helper-textarea'"
            await until(lambda: page.value(keys), "the terminal to take the keys")
            await until(lambda: '"opened": "' in known(shell), "the document")
            # The sentences of the screen are labelled s, d, j...; the second is the first of prose.
            await marked(page, shell)
            await page.press("a", *"Why a night?", "Escape")
            await until(lambda: "Why a night?" in noted(shell), "the note")
            await page.press("e", "Enter")
            export = tmp_path / "a-story.md"
            await until(lambda: export.exists() and "Why a night?" in export.read_text(), "export")
            assert "> It was a dark and stormy night." in export.read_text()
            await page.press("q")
            closed = "document.body.classList.contains('-closed')"
            await until(lambda: page.value(closed), "the end")


async def marked(page: Page, shell: Shell) -> None:
    """Press the keys until the mark is there: they do nothing before the document is open."""
    for _ in range(20):
        await page.press("f", "D")
        for _ in range(10):
            if "stormy" in noted(shell):
                return
            await asyncio.sleep(0.1)
        await page.press("Escape")
        await asyncio.sleep(1)  # an escape is a key of its own if nothing comes soon after it
    raise AssertionError("nothing was marked")


def noted(shell: Shell) -> str:
    return shell("annotations", "story.md").stdout


def known(shell: Shell) -> str:
    return shell("documents", "--json").stdout


async def test_who_does_not_know_the_token_sees_nothing(shell):
    with served(shell, "--token", "geheim") as address:
        bare = address.partition("?")[0]
        async with aiohttp.ClientSession() as session:
            for path in ("", "?token=wrong", "static/js/textual.js", "ws", "download/x"):
                async with session.get(bare + path) as answer:
                    assert answer.status == 403
                    assert "geheim" not in await answer.text()
            async with session.get(address) as answer:
                assert answer.status == 200
                cookie = answer.headers["Set-Cookie"]
                assert "HttpOnly" in cookie
                assert "SameSite=Strict" in cookie


async def test_on_loopback_other_names_and_other_pages_are_refused(shell):
    with served(shell) as address:
        async with aiohttp.ClientSession() as session:
            async with session.get(address) as answer:
                assert answer.status == 200
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            async with session.get(address, headers={"Host": "evil.example"}) as answer:
                assert answer.status == 403
            evil = {"Origin": "http://evil.example"}
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await session.ws_connect(f"{address}ws", headers=evil)


async def test_another_host_gets_a_token_unasked(shell):
    with served(shell, "--host", "0.0.0.0") as address:
        assert len(address.partition("?token=")[2]) >= 32
