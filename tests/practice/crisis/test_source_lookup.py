"""Crisis lines looked up at a real web server, in place of their own pages."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wagtail_therapy.practice.crisis import source_lookup
from wagtail_therapy.practice.crisis.lines import CrisisLine, Way
from wagtail_therapy.practice.crisis.source_lookup import MAX_BYTES, has_number, look_up

PAGES = {
    "/samaritans": "<p>Call <b>116</b>&nbsp;123, day or night.</p>",
    "/other": "<p>Call 116 124.</p>",
    "/late": " " * (MAX_BYTES + 100_000) + "116 123",
}


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []
    is_over = threading.Event()

    def do_GET(self):
        self.asked.append(self.path)
        if self.path.startswith("/drip"):
            self.drip()
            return
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def drip(self):
        """Say a letter now and then, of the headers or of the page, and never come to an end."""
        if self.path == "/drip-page":
            self.send_response(200)
            self.end_headers()
        with suppress(ConnectionError):
            while not self.is_over.wait(0.02):
                self.wfile.write(b"1")
                self.wfile.flush()

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    Handler.asked.clear()
    Handler.is_over.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Handler.is_over.set()
        server.shutdown()
        thread.join()


def line(source, *numbers):
    return CrisisLine("a", "a", tuple(Way("call", number) for number in numbers), source=source)


def looked_up(*lines):
    return [(str(found.outcome), found.numbers) for found in look_up(lines)]


def test_line_is_found_missing_or_out_of_reach(server):
    assert looked_up(
        line(f"{server}/samaritans", "116 123"),
        line(f"{server}/samaritans", "116 123", "988"),
        line(f"{server}/other", "116 123"),
        line(f"{server}/gone", "116 123"),
        line("http://127.0.0.1:9/", "116 123"),
    ) == [
        ("found", []),
        ("missing", ["988"]),
        ("missing", ["116 123"]),
        ("unreachable", []),
        ("unreachable", []),
    ]


def test_page_is_asked_for_once_and_lines_without_one_not_at_all(server):
    lines = [line(f"{server}/samaritans", "116 123")] * 3

    assert len(look_up([*lines, line("", "116 123")])) == 3
    assert Handler.asked == ["/samaritans"]


def test_page_without_end_is_not_read_to_its_end(server):
    assert looked_up(line(f"{server}/late", "116 123")) == [("missing", ["116 123"])]


@pytest.mark.parametrize("path", ["/drip-headers", "/drip-page"])
def test_page_that_comes_letter_by_letter_is_not_waited_for(server, monkeypatch, path):
    monkeypatch.setattr(source_lookup, "PAGE_TIMEOUT", 0.5)
    assert looked_up(line(f"{server}{path}", "116 123")) == [("unreachable", [])]


@pytest.mark.parametrize(
    ("text", "number", "region", "is_there"),
    [
        ("Call 988.", "988", "US", True),
        ("Call 9-8-8", "988", "CA", True),
        ("It costs 1988 pounds", "988", "US", False),
        ('<a href="tel:18007997233">', "1-800-799-7233", "US", True),
        ("800.799.7233", "1-800-799-7233", "US", True),
        ("+44 808 2000 247", "0808 2000 247", "GB", True),
        ("tel:+448082000247", "0808 2000 247", "GB", True),
        ("0808 2000 248", "0808 2000 247", "GB", False),
        ("0800–111–0–111", "0800 111 0 111", "DE", True),
        ("anything", "no number", "GB", False),
    ],
)
def test_number_is_found_however_it_is_written(text, number, region, is_there):
    assert has_number(text, number, region) == is_there
