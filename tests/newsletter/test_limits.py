import pytest

from wagtail_therapy.newsletter import limits


def over_limit(rf, address, times=1, **meta):
    """Return what ``is_over_limit`` says to each of these requests."""
    request = rf.post("/", REMOTE_ADDR=address, **meta)
    return [limits.is_over_limit(request) for _ in range(times)]


def test_is_over_limit_counts_a_network(rf, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=3)
    assert over_limit(rf, "193.0.6.139", 5) == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("first", "neighbour", "is_same"),
    [
        ("193.0.6.139", "193.0.6.2", True),
        ("193.0.6.139", "193.0.7.139", False),
        ("2001:67c:2e8:22::c100:68b", "2001:67c:2e8:ffff::1", True),
        ("2001:67c:2e8:22::c100:68b", "2001:67c:2e9:22::c100:68b", False),
        # What a server that listens on [::] reports of an IPv4 visitor.
        ("::ffff:193.0.6.139", "193.0.6.2", True),
        ("::ffff:193.0.6.139", "::ffff:193.0.7.139", False),
    ],
)
def test_is_over_limit_takes_neighbours_for_one(rf, therapy, first, neighbour, is_same):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    over_limit(rf, first)
    assert over_limit(rf, neighbour) == [is_same]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fe80::1", "", "unix:"])
def test_is_over_limit_never_when_a_proxy_hides_the_visitor(rf, therapy, address):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    assert over_limit(rf, address, 3) == [False, False, False]


@pytest.mark.parametrize(
    ("forwarded", "other", "is_same"),
    [
        ("193.0.6.139", "193.0.7.139", False),
        ("193.0.6.139", " 193.0.6.2 ", True),
        # Everything before the last comma is whatever the visitor claims.
        ("1.1.1.1, 193.0.6.139", "2.2.2.2, 193.0.6.139", True),
    ],
)
def test_is_over_limit_believes_the_proxy_only(rf, therapy, forwarded, other, is_same):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1, CLIENT_ADDRESS_HEADER="HTTP_X_FORWARDED_FOR")
    over_limit(rf, "10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert over_limit(rf, "10.0.0.1", HTTP_X_FORWARDED_FOR=other) == [is_same]


def test_is_over_limit_ignores_a_header_that_no_proxy_is_trusted_with(rf, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    answers = [
        over_limit(rf, "193.0.6.139", HTTP_X_FORWARDED_FOR=claimed)
        for claimed in ("1.1.1.1", "2.2.2.2")
    ]
    assert answers == [[False], [True]]


def test_is_over_limit_remembers_no_address(rf, settings):
    over_limit(rf, "193.0.6.139")
    [key] = limits.cache._cache
    assert "193.0.6" not in key


def test_is_over_limit_never_when_the_cache_is_down(rf, settings, caplog):
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}
    assert over_limit(rf, "193.0.6.139") == [False]
    [record] = caplog.records
    assert record.getMessage() == "Subscribe requests of a network could not be counted"
    assert record.exc_info is None
