"""Who a request comes from, in every form in which proxies write it."""

from ipaddress import ip_address, ip_network

import pytest

from wagtail_therapy.newsletter import client_network

VISITOR, EDGE, PROXY = "193.0.6.139", "81.2.69.142", "10.0.0.1"
SIX = "2001:67c:2e8:22::c100:68b"


def through(forwarded, header="HTTP_X_FORWARDED_FOR", peer=PROXY):
    """Return the visitor of a request that says so of itself."""
    return client_network.visitor_address(
        {"REMOTE_ADDR": peer} | ({header: forwarded} if forwarded else {})
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (VISITOR, VISITOR),
        (f"{VISITOR}:4711", VISITOR),
        (f' "{VISITOR}:4711" ', VISITOR),
        (SIX, SIX),
        (f"[{SIX}]", SIX),
        (f"[{SIX}]:4711", SIX),
        (f'"[{SIX}]:4711"', SIX),
        (f"{SIX}%eth0", SIX),
        (f"[{SIX}%25eth0]:4711", SIX),
        (f"::ffff:{VISITOR}", VISITOR),
        (f"[::ffff:{VISITOR}]:4711", VISITOR),
        *[
            (text, None)
            for text in (
                *("", " ", '"', "[", "]", ":", "::", "%", "[]:80", "unknown", "_hidden", "_x:80"),
                *("unix:", "unix:/run/proxy.sock", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.4/8"),
                *("127.0.0.1", "10.1.2.3:80", "192.168.1.1", "100.64.0.1", "169.254.1.1"),
                *("::1", "fe80::1%eth0", "fd00::1", "[fd00::1]:80", "::ffff:10.0.0.1", "0.0.0.0"),
                *("\u0661.\u0662.\u0663.\u0664", "1.2.3.4\x00", "x" * 100_000, ":" * 100_000),
            )
        ],
    ],
)
def test_public_reads_every_form_of_an_address(text, address):
    assert client_network.public_address(text) == (address and ip_address(address))


@pytest.mark.parametrize(
    ("peer", "address"), [(VISITOR, VISITOR), (SIX, SIX), (PROXY, None), ("", None)]
)
def test_visitor_is_the_peer_when_no_proxy_is_trusted(peer, address):
    assert through("1.1.1.1", peer=peer) == (address and ip_address(address))


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (1, VISITOR, VISITOR),
        (1, f"1.1.1.1, {VISITOR}", VISITOR),
        (1, f" {VISITOR} , ", VISITOR),
        (1, f"{VISITOR},,", VISITOR),
        (1, f", {VISITOR}", VISITOR),
        (1, f"1.1.1.1, [{SIX}]:4711", SIX),
        (1, "1.1.1.1, unknown", None),
        (1, "1.1.1.1, 10.0.0.7", None),
        (1, "", None),
        (1, ",", None),
        (2, f"{VISITOR}, {EDGE}", VISITOR),
        (2, f"1.1.1.1, {VISITOR}, {EDGE}", VISITOR),
        # Who comes past the first proxy is not known by the second.
        (2, VISITOR, None),
        (3, f"{VISITOR}, {EDGE}, {PROXY}", VISITOR),
        # None at all: the header says whatever the visitor likes.
        (0, VISITOR, None),
    ],
)
def test_visitor_address_is_the_one_that_trusted_proxies_saw(therapy, hops, forwarded, address):
    therapy(TRUSTED_PROXIES=hops)
    assert through(forwarded) == (address and ip_address(address))


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (f"for={VISITOR}", VISITOR),
        (f"for=1.1.1.1, For={VISITOR};proto=https;by=10.0.0.1", VISITOR),
        (f'for=1.1.1.1, proto=https; for="[{SIX}]:4711"', SIX),
        ("for=1.1.1.1, for=_hidden", None),
        ("for=1.1.1.1, for=unknown", None),
        ("for=1.1.1.1, proto=https", None),
        # A quote that a visitor opens must not swallow what the proxy adds.
        (f'for=1.1.1.1;x=", for={VISITOR}', VISITOR),
        (f'for="1.1.1.1, for={VISITOR}', VISITOR),
    ],
)
def test_visitor_is_read_from_forwarded(therapy, forwarded, address):
    therapy(CLIENT_ADDRESS_HEADER="HTTP_FORWARDED")
    assert through(forwarded, "HTTP_FORWARDED") == (address and ip_address(address))


def test_visitor_is_read_from_a_header_of_the_hosts_own(therapy):
    therapy(CLIENT_ADDRESS_HEADER="HTTP_X_REAL_IP")
    meta = {"HTTP_X_FORWARDED_FOR": "1.1.1.1", "HTTP_X_REAL_IP": VISITOR}
    assert client_network.visitor_address(meta) == ip_address(VISITOR)


@pytest.mark.parametrize(
    ("options", "address"),
    [({}, VISITOR), ({"TRUSTED_PROXIES": 0}, None), ({"CLIENT_ADDRESS_HEADER": "HTTP_X"}, None)],
)
def test_claimed_address_is_used_only_without_proxy_settings(therapy, options, address):
    therapy(**options)
    meta = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"1.1.1.1, {VISITOR}"}
    assert client_network.claimed_address(meta) == (address and ip_address(address))


@pytest.mark.parametrize(
    ("options", "meta", "hidden"),
    [
        ({}, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": VISITOR}, True),
        ({}, {"REMOTE_ADDR": "", "HTTP_FORWARDED": f"for={VISITOR}"}, True),
        ({}, {"REMOTE_ADDR": PROXY}, False),
        ({}, {"REMOTE_ADDR": EDGE, "HTTP_X_FORWARDED_FOR": VISITOR}, False),
        ({"TRUSTED_PROXIES": 0}, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": VISITOR}, False),
        ({"TRUSTED_PROXIES": 1}, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": VISITOR}, False),
        # The settings name what does not come.
        ({"TRUSTED_PROXIES": 1}, {"REMOTE_ADDR": PROXY}, True),
        ({"TRUSTED_PROXIES": 2}, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": VISITOR}, True),
        (
            {"CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP"},
            {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": VISITOR},
            True,
        ),
        # From the practice's own rooms.
        ({"TRUSTED_PROXIES": 1}, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": PROXY}, False),
    ],
)
def test_is_hidden_when_the_settings_do_not_fit_the_proxy_headers(therapy, options, meta, hidden):
    therapy(**options)
    assert client_network.is_hidden(meta) is hidden


def test_around_is_a_street_in_ipv4_and_a_household_and_a_site_in_ipv6():
    assert client_network.networks_of(ip_address(VISITOR)) == [ip_network("193.0.6.0/24")]
    assert client_network.networks_of(ip_address(SIX)) == [
        ip_network("2001:67c:2e8:22::/64"),
        ip_network("2001:67c:2e8::/48"),
    ]
