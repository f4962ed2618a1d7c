"""Fetching from a real server on this machine: what comes, and what is refused."""

import gzip
import socket
import subprocess
import time
import zlib
from threading import Thread

import pytest

from reader.errors import SourceError
from reader.fetching import Fetch, FetchError, Limits, address_of, is_address, shown
from tests.web_server import Site

PAGE = "<title>T</title><p>Words, größer als zuvor.</p>"
LIMITS = Limits(largest=200_000, redirects=4)
IMPATIENT = LIMITS._replace(silence=0.4, total=1.0)


def fetched(url: str, limits: Limits = LIMITS):
    return Fetch(address_of(url), limits).run()


def refusal(url: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(FetchError) as found:
        fetched(url, limits)
    return str(found.value)


# --- addresses ------------------------------------------------------------------------------------


def test_an_address_of_the_web_is_told_from_a_file():
    assert is_address("https://example.org/a") and is_address("HTTP://example.org")
    assert not any(map(is_address, ("book.md", "file:///etc/passwd", "ftp://x", "https:/x", "-")))


def test_the_fragment_is_a_place_and_no_part_of_what_is_asked_for():
    address = address_of("https://example.org/a?b=c#part-2")
    assert (address.url, address.fragment) == ("https://example.org/a?b=c", "part-2")


def test_other_scripts_and_spaces_are_written_as_servers_want_them():
    assert address_of("https://bücher.example/größe x").url == (
        "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe%20x"
    )
    assert address_of("https://e.org/a%20b?x=%C3%BC").url == "https://e.org/a%20b?x=%C3%BC"


def test_user_and_password_are_not_in_the_address():
    address = address_of("https://me:se%3Acret@example.org/a")
    assert address.url == "https://example.org/a"
    assert address.login.startswith("Basic ")
    assert shown("https://me:secret@example.org/@a") == "https://example.org/@a"


@pytest.mark.parametrize(
    "word", ["https://", "https:///path", "http://[::1", "http://a:port/", "http://a b/"]
)
def test_what_is_no_address_is_refused_in_one_line(word):
    with pytest.raises(SourceError, match="no address of the web"):
        address_of(word)


# --- what comes -----------------------------------------------------------------------------------


def test_a_page_comes_with_its_type_and_encoding(site):
    url = site.put("/a", PAGE.encode("cp1252"), "Text/HTML; charset=Windows-1252")
    page = fetched(url)
    assert (page.data.decode("cp1252"), page.url) == (PAGE, url)
    assert (page.media_type, page.encoding) == ("text/html", "windows-1252")


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_a_packed_page_is_unpacked(site, coding, pack):
    url = site.put("/a", pack(PAGE.encode()), Content_Encoding=coding)
    assert fetched(url).data.decode() == PAGE


def test_a_page_is_followed_to_where_it_is_now(site):
    end = site.put("/end", PAGE)
    site.lead("/middle", "/end", 307)
    page = fetched(site.lead("/start", f"{site.url}/middle", 301))
    assert (page.url, page.data.decode()) == (end, PAGE)


def test_the_password_goes_to_its_own_server_only(site):
    other = Site()
    try:
        other.put("/end", PAGE)
        site.lead("/start", f"{other.url}/end")
        fetched(f"http://me:secret@{site.host}/start")
        assert site.asked[0][1]["Authorization"].startswith("Basic ")
        assert "Authorization" not in other.asked[0][1]
    finally:
        other.close()


def test_progress_is_told(site):
    told: list[int] = []
    Fetch(address_of(site.put("/a", PAGE))).run(told.append)
    assert told[-1] == len(PAGE.encode())


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "data:,x"]
)
def test_a_page_leads_to_no_other_kind_of_place(site, to):
    assert "which is not opened" in refusal(site.lead("/a", to))


def test_a_circle_of_redirects_ends(site):
    site.lead("/b", "/a")
    assert "without an end" in refusal(site.lead("/a", "/b"))
    assert len(site.asked) <= 2 * LIMITS.redirects


def test_a_long_row_of_redirects_ends(site):
    for number in range(20):
        site.lead(f"/{number}", f"/{number + 1}")
    assert "without an end" in refusal(f"{site.url}/0")


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "has no such page"), (403, "does not let us"), (401, "password"), (500, "says 500")],
)
def test_what_a_server_refuses_is_said(site, status, said):
    assert said in refusal(site.put("/a", "", status=status))


def test_a_page_without_an_end_is_given_up(site):
    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 10_000)

    site.pages["/a"] = endless
    assert "too large" in refusal(f"{site.url}/a")


def test_a_small_page_that_unpacks_to_a_large_one_is_given_up(site):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert "too large" in refusal(site.put("/a", bomb, Content_Encoding="gzip"))


def test_a_server_that_is_silent_is_given_up(site):
    site.pages["/a"] = lambda request: time.sleep(3)
    assert "in time" in refusal(f"{site.url}/a", IMPATIENT)


def test_a_page_that_drips_is_given_up(site):
    def drip(request):
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    assert "in time" in refusal(f"{site.url}/a", IMPATIENT)


def test_a_head_that_drips_is_given_up(site):
    def drip(request):
        for number in range(100):
            request.wfile.write(b"HTTP/1.0 200 OK\r\n" if not number else b"X-Y: z\r\n")
            request.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    assert "in time" in refusal(f"{site.url}/a", IMPATIENT)


def test_a_page_that_breaks_off_is_no_page(site):
    def cut(request):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"only this")

    site.pages["/a"] = cut
    assert "broke off" in refusal(f"{site.url}/a")


def test_what_does_not_speak_the_language_of_the_web_is_told(site):
    site.pages["/a"] = lambda request: request.wfile.write(b"SSH-2.0-something\r\n")
    assert "does not answer as servers of the web do" in refusal(f"{site.url}/a")


def test_what_is_packed_wrongly_is_told(site):
    assert "packed wrongly" in refusal(site.put("/a", b"\x1f\x8bxx", Content_Encoding="gzip"))
    assert "not known" in refusal(site.put("/b", b"x", Content_Encoding="br"))


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not take connections" in refusal(f"http://127.0.0.1:{port}/")


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path):
    both = tmp_path / "both.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout - -out -"
    made = subprocess.run(["openssl", *words.split()], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no openssl here to make a certificate")
    both.write_bytes(made.stdout)
    site = Site(both)
    try:
        assert "certificate of 127.0.0.1 is not to be trusted" in refusal(f"{site.url}/a")
    finally:
        site.close()


def test_it_can_be_given_up_at_any_moment(site):
    begun = []

    def wait(request):
        begun.append(True)
        time.sleep(5)

    site.pages["/a"] = wait
    fetch = Fetch(address_of(f"{site.url}/a"), Limits(silence=60, total=60))
    said: list[str] = []

    def work() -> None:
        try:
            fetch.run()
        except FetchError as error:
            said.append(str(error))

    thread = Thread(target=work)
    thread.start()
    while not begun:
        time.sleep(0.01)
    fetch.stop()
    thread.join(timeout=20)
    assert said == ["given up"]


def test_nothing_that_a_server_says_reaches_the_terminal_raw(site):
    def odd(request):
        request.wfile.write(b"HTTP/1.0 418 \x1b[2J\x1b]0;owned\x07\r\n\r\n")

    site.pages["/a"] = odd
    told = [refusal(f"{site.url}/a"), refusal(site.lead("/b", "file:///\x1b[31m"))]
    assert all(word.isprintable() for word in told)


# --- pages that lead on by themselves -------------------------------------------------------------


def lead(place: str, words: str = "") -> str:
    return f'<meta http-equiv="refresh" content="0; url={place}"><p>{words}</p>'


def test_a_page_that_only_leads_to_another_is_followed(site):
    url = site.put("/there", PAGE)
    found = fetched(site.put("/a", lead("/there", "You are taken to the new page.")))
    assert (found.url, found.data) == (url, PAGE.encode())


def test_a_page_with_something_to_read_stays(site):
    site.put("/there", PAGE)
    url = site.put("/a", lead("/there", "There is much to be read on this page. " * 20))
    assert fetched(url).url == url


def test_pages_that_lead_to_each_other_end(site):
    site.put("/b", lead("/a"))
    assert "without an end" in refusal(site.put("/a", lead("/b")))


def test_a_page_does_not_lead_to_the_disk(site):
    assert "not opened" in refusal(site.put("/a", lead("file:///etc/passwd")))
