import socket
import threading

import pytest

from tests.wordpress_import.media.file_server import BASE, HOST
from wagtail_therapy.wordpress_import.media import fetching
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.fetching import Fetcher, Limits
from wagtail_therapy.wordpress_import.media.hosts import Hosts, public_addresses


def fetched(fetcher, address):
    with fetcher.open(address) as file:
        return file.read()


def failure(fetcher, address):
    with pytest.raises(MediaError) as raised:
        fetched(fetcher, address)
    return str(raised.value)


@pytest.fixture
def fetcher(old_server):
    return Fetcher(Hosts(BASE), connect_to=old_server.connect_to)


def limited(server, **limits):
    return Fetcher(Hosts(BASE), Limits(**limits), server.connect_to)


def test_file_is_fetched_from_where_its_host_was_found(old_server, fetcher):
    """No name server knows the host, so it isn't asked a second time."""
    old_server.files["/a%20%C3%A4.jpg?b=1"] = b"abc"
    assert fetched(fetcher, f"{BASE}/a ä.jpg?b=1") == b"abc"
    assert old_server.asked == [(HOST, "/a%20%C3%A4.jpg?b=1")]


def test_large_file_is_fetched_whole(old_server, fetcher):
    old_server.files["/a"] = bytes(range(256)) * 8192
    assert fetched(fetcher, f"{BASE}/a") == old_server.files["/a"]


def test_file_in_chunks_is_fetched(fetcher):
    assert fetched(fetcher, f"{BASE}/chunked") == b"abcde"


def test_missing_file_is_missing(old_server, fetcher):
    old_server.statuses = {"/b": 410, "/c": 403, "/d": 503, "/e": 206}
    reasons = [failure(fetcher, f"{BASE}/{one}") for one in "abcde"]
    assert reasons == ["missing", "missing", "status 403", "status 503", "status 206"]


def test_redirect_within_the_site_is_followed(old_server, fetcher):
    old_server.redirects = {"/a": "//www.old.example/b", "/b": "c d"}
    old_server.files["/c%20d"] = b"abc"
    assert fetched(fetcher, f"{BASE}/a") == b"abc"
    assert old_server.asked[1:] == [("www.old.example", "/b"), ("www.old.example", "/c%20d")]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/a", "other_host"),
        ("http://localhost.:80/a", "other_host"),
        ("http://169.254.169.254/latest/", "other_host"),
        ("https://images.example.org/a", "other_host"),
        ("http://old.example:22/a", "address"),
        ("http://me:word@old.example/a", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://old.example/", "address"),
        ("/a", "redirects"),
    ],
)
def test_redirect_is_checked_like_an_address(old_server, fetcher, address, reason):
    old_server.redirects["/a"] = address
    assert failure(fetcher, f"{BASE}/a") == reason
    assert set(old_server.paths) == {"/a"}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.1.2.3"],
)
def test_redirect_to_a_private_address_is_refused_also_if_all_hosts_are_allowed(old_server, host):
    """The old site is found at this machine, and everything else as it's found always."""

    def connect_to(name, port):
        return old_server.connect_to(name, port) if name == HOST else public_addresses(name, port)

    old_server.redirects["/a"] = f"http://{host}/b"
    fetcher = Fetcher(Hosts(BASE, others=True), connect_to=connect_to)
    assert failure(fetcher, f"{BASE}/a") == "private_address"
    assert old_server.paths == ["/a"]


def test_hosts_are_public_unless_a_program_says_where_they_are():
    fetcher = Fetcher(Hosts("http://127.0.0.1"))
    assert failure(fetcher, "http://127.0.0.1/a") == "private_address"


@pytest.mark.parametrize("path", ["slow-body", "slow-headers", "silent"])
def test_slow_answer_is_broken_off(old_server, path):
    fetcher = limited(old_server, seconds=0.3, idle_seconds=20)
    assert failure(fetcher, f"{BASE}/{path}") == "timeout"


def test_silence_is_broken_off_sooner(old_server):
    fetcher = limited(old_server, seconds=60, idle_seconds=0.1)
    assert failure(fetcher, f"{BASE}/silent") == "timeout"


def test_redirects_share_the_time_of_one_file(old_server):
    old_server.redirects["/a"] = "/slow-body"
    assert failure(limited(old_server, seconds=0.3), f"{BASE}/a") == "timeout"


@pytest.mark.parametrize("path", ["endless", "long"])
def test_too_long_answer_is_broken_off(old_server, path):
    assert failure(limited(old_server, file_bytes=300_000), f"{BASE}/{path}") == "too_large"


def test_all_files_together_have_a_limit(old_server):
    old_server.files["/a"] = b"a" * 600
    fetcher = limited(old_server, all_bytes=1000)
    assert fetched(fetcher, f"{BASE}/a") == b"a" * 600
    assert failure(fetcher, f"{BASE}/a") == "total_size"


def test_file_that_ends_early_is_not_taken(fetcher):
    assert failure(fetcher, f"{BASE}/broken-off") == "broken_off"


def test_what_speaks_no_http_is_unreachable(fetcher):
    assert failure(fetcher, f"{BASE}/no-http") == "unreachable"


def test_host_without_a_certificate_is_unreachable(old_server, fetcher):
    assert failure(fetcher, "https://old.example/a") == "unreachable"
    assert old_server.paths == []


def test_silent_host_is_not_asked_again():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        asked = []

        def connect_to(host, _port):
            asked.append(host)
            return [unused.getsockname()]

        fetcher = Fetcher(Hosts(BASE), connect_to=connect_to)
        reasons = {failure(fetcher, f"{BASE}/a") for _time in range(fetching.MOST_SILENCES + 3)}
    assert (reasons, len(asked)) == ({"unreachable"}, fetching.MOST_SILENCES)


def test_second_address_is_tried_when_the_first_does_not_answer(old_server):
    old_server.files["/a"] = b"abc"
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        both = [unused.getsockname(), *old_server.connect_to(HOST, 80)]
        fetcher = Fetcher(Hosts(BASE), connect_to=lambda _host, _port: both)
        assert fetched(fetcher, f"{BASE}/a") == b"abc"


def test_refusal_sends_nothing(old_server, fetcher):
    addresses = [f"{BASE}/a", "https://images.example.org/a", "file:///etc/passwd"]
    reasons = [fetcher.refusal(one) for one in addresses]
    assert reasons == [None, Failure.OTHER_HOST, Failure.ADDRESS]
    assert old_server.asked == []


def test_nothing_is_left_running(old_server, fetcher):
    old_server.files["/a"] = b"abc"
    before = threading.active_count()
    fetched(fetcher, f"{BASE}/a")
    timers = [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
    for one in timers:
        one.join(10)
    assert threading.active_count() <= before + 1
