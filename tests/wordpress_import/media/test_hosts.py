import socket

import pytest

from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.hosts import Hosts, is_public, public_addresses

BASE = "https://www.old.example"


def failure(check, *arguments):
    try:
        check(*arguments)
    except MediaError as error:
        return error.failure


@pytest.mark.parametrize(
    "address",
    [
        "https://www.old.example/a.jpg",
        "http://old.example/a.jpg",
        "https://old.example./a.jpg",
        "https://cdn.old.example/a.jpg",
        "https://i0.wp.com/old.example/a.jpg",
        "https://old.files.wordpress.com/2020/11/a.jpg",
        "http://old.example:443/a.jpg",
        "/a.jpg",
    ],
)
def test_hosts_of_the_old_site_are_asked(address):
    assert failure(Hosts(BASE).check, address) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://images.example.org/a.jpg", Failure.OTHER_HOST),
        ("https://evilold.example/a.jpg", Failure.OTHER_HOST),
        ("https://old.example.evil.org/a.jpg", Failure.OTHER_HOST),
        ("https://i0.wp.com/images.example.org/a.jpg", Failure.OTHER_HOST),
        ("http://localhost./a.jpg", Failure.OTHER_HOST),
        ("http://2130706433/a.jpg", Failure.OTHER_HOST),
        ("http://169.254.169.254/latest/meta-data/", Failure.OTHER_HOST),
        ("http://old.example:22/a.jpg", Failure.ADDRESS),
        ("http://old.example:6379/a.jpg", Failure.ADDRESS),
        ("http://me@old.example/a.jpg", Failure.ADDRESS),
        ("file:///etc/passwd", Failure.ADDRESS),
    ],
)
def test_other_hosts_and_ports_are_not(address, reason):
    assert failure(Hosts(BASE).check, address) == reason


def test_other_hosts_are_asked_by_choice_at_the_ports_of_the_web():
    hosts = Hosts(BASE, others=True)
    assert failure(hosts.check, "https://images.example.org/a.jpg") is None
    assert failure(hosts.check, "https://images.example.org:8080/a.jpg") == Failure.ADDRESS


def test_port_of_the_old_site_is_asked():
    assert failure(Hosts("https://old.example:8443").check, "/a.jpg") is None


PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    *("2001:db8::1", "2001::1", "64:ff9b:1::1", "fec0::1", "not an address", ""),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_not_public(address):
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_address_is_public(address):
    assert is_public(address) is True


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "169.254.169.254"),
    ],
)
def test_host_that_is_here_is_not_connected_to(host):
    assert failure(public_addresses, host, 80) in {Failure.PRIVATE_ADDRESS, Failure.UNREACHABLE}


def answers(monkeypatch, *addresses):
    """Let each name lead to these, one set after the other: the machine has no name server."""
    left = list(addresses)

    def getaddrinfo(_host, port, **_kind):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def test_name_is_resolved_once(monkeypatch):
    answers(monkeypatch, ["8.8.8.8", "8.8.8.8", "9.9.9.9"], ["127.0.0.1"])
    assert public_addresses("old.example", 80) == [("8.8.8.8", 80), ("9.9.9.9", 80)]


def test_name_that_leads_to_a_private_address_as_well_is_refused(monkeypatch):
    answers(monkeypatch, ["8.8.8.8", "127.0.0.1"], [])
    assert failure(public_addresses, "old.example", 80) == Failure.PRIVATE_ADDRESS
    assert failure(public_addresses, "old.example", 80) == Failure.PRIVATE_ADDRESS


@pytest.mark.parametrize("host", ["a..example", "a" * 300, "no-such-name.invalid"])
def test_name_that_leads_nowhere_is_unreachable(host):
    assert failure(public_addresses, host, 80) == Failure.UNREACHABLE
