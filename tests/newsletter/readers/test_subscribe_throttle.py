import pytest

from wagtail_therapy.newsletter.models import Heartbeat, RateBucket
from wagtail_therapy.newsletter.readers import subscribe_throttle
from wagtail_therapy.newsletter.readers.subscribe_throttle import Refusal

NETWORK, SITE = Refusal.NETWORK, Refusal.SITE
VISITOR, NEIGHBOUR, OTHER = "193.0.6.139", "193.0.6.2", "193.0.7.139"


@pytest.fixture
def refusals(rf, site):
    """Return a function that says what each of so many sign-ups is answered."""

    def refusals(address, times=1, **meta):
        request = rf.post("/", REMOTE_ADDR=address, **meta)
        tokens = [f"{address} {meta} {n}" for n in range(times)]
        return [subscribe_throttle.refusal(request, site, token) for token in tokens]

    return refusals


def test_refusal_counts_a_network(refusals, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=3)
    assert refusals(VISITOR, 5) == [None, None, None, NETWORK, NETWORK]


@pytest.mark.parametrize(
    ("first", "neighbour", "is_same"),
    [
        (VISITOR, NEIGHBOUR, True),
        (VISITOR, OTHER, False),
        ("2001:67c:2e8:22::c100:68b", "2001:67c:2e8:22:ffff::1", True),
        ("2001:67c:2e8:22::c100:68b", "2001:67c:2e8:23::c100:68b", False),
        # What a server that listens on [::] reports of an IPv4 visitor.
        (f"::ffff:{VISITOR}", NEIGHBOUR, True),
        (f"::ffff:{VISITOR}", f"::ffff:{OTHER}", False),
    ],
)
def test_refusal_takes_neighbours_for_one(refusals, therapy, first, neighbour, is_same):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    refusals(first)
    assert refusals(neighbour) == [NETWORK if is_same else None]


def test_refusal_gives_five_networks_to_a_site_of_ipv6(refusals, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    found = [refusals(f"2001:67c:2e8:{n}::1")[0] for n in range(1, 8)]
    assert found == [None] * 5 + [NETWORK] * 2


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "fe80::1", "", "unix:"])
def test_visitors_from_unknown_networks_share_one_limit(refusals, therapy, address):
    therapy(SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR=6)
    assert refusals(address, 3) == [None, None, SITE]
    assert refusals("192.168.7.7") == [SITE]
    assert refusals(VISITOR) == [None]


def test_refusal_counts_what_a_header_claims_on_top_of_that(refusals, therapy):
    therapy(SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR=15)
    claims = [VISITOR] * 4 + [f"193.0.{n}.1" for n in range(10, 14)]
    found = [refusals("10.0.0.1", HTTP_X_FORWARDED_FOR=claim)[0] for claim in claims]
    # Neither one network nor many invented ones get more than the common limit has.
    assert found == [None] * 2 + [NETWORK] * 2 + [None] * 3 + [SITE]


@pytest.mark.parametrize(
    ("forwarded", "other", "is_same"),
    [
        (VISITOR, OTHER, False),
        (VISITOR, f" {NEIGHBOUR} ", True),
        # Everything before the last comma is whatever the visitor claims.
        (f"1.1.1.1, {VISITOR}", f"2.2.2.2, {VISITOR}", True),
    ],
)
@pytest.mark.parametrize(
    "proxy", [{"CLIENT_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR"}, {"TRUSTED_PROXIES": 1}]
)
def test_refusal_believes_the_proxy_only(refusals, therapy, forwarded, other, is_same, proxy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1, **proxy)
    refusals("10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    answer = NETWORK if is_same else None
    assert refusals("10.0.0.1", HTTP_X_FORWARDED_FOR=other) == [answer]


def test_refusal_ignores_a_header_that_no_proxy_is_trusted_with(refusals, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    claims = [refusals(VISITOR, HTTP_X_FORWARDED_FOR=one) for one in ("1.1.1.1", "2.2.2.2")]
    assert claims == [[None], [NETWORK]]


def test_refusal_takes_ten_posts_of_one_form(rf, site, therapy):
    requests = [rf.post("/", REMOTE_ADDR=f"193.0.{n}.1") for n in range(12)]
    found = [subscribe_throttle.refusal(request, site, "token") for request in requests]
    assert found == [None] * 10 + [Refusal.FORM] * 2
    assert subscribe_throttle.refusal(requests[0], site, "another") is None


def test_refusal_is_over_in_part_after_some_minutes(refusals, therapy):
    therapy(SUBSCRIBE_PER_SITE_PER_HOUR=6)
    assert refusals(VISITOR, 3) == [None, None, SITE]
    [bucket] = RateBucket.objects.all()
    bucket.tokens = 1
    bucket.save()
    assert refusals(VISITOR, 2) == [None, SITE]


def test_refusal_remembers_no_address(refusals):
    refusals(VISITOR)
    assert [key for key in subscribe_throttle.cache._cache if "193.0.6" in key] == []
    assert [bucket.key for bucket in RateBucket.objects.all() if "193.0" in bucket.key] == []


@pytest.mark.parametrize(
    "cache",
    [
        {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        },
    ],
)
def test_refusal_is_common_to_all_when_the_cache_does_not_count(
    refusals, therapy, settings, caplog, cache
):
    settings.CACHES = {"default": cache}
    therapy(SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR=6)
    assert refusals(VISITOR, 3) == [None, None, SITE]
    assert {(record.getMessage(), record.exc_info) for record in caplog.records} == {
        ("Sign-ups could not be counted: the cache failed", None)
    }


def test_refusal_records_an_unconfigured_proxy_without_an_address(refusals):
    refusals("10.0.0.1", 3, HTTP_X_FORWARDED_FOR=VISITOR)
    [seen] = Heartbeat.objects.values("worker", "task", "mailing", "per_second")
    assert seen == {
        "worker": "hidden visitors",
        "task": "hidden visitors",
        "mailing": None,
        "per_second": 0,
    }
    assert list(Heartbeat.of_workers()) == []


@pytest.mark.parametrize(
    ("address", "meta"),
    [("10.0.0.1", {}), (VISITOR, {"HTTP_X_FORWARDED_FOR": OTHER})],
)
def test_refusal_notes_nothing_without_a_proxy(refusals, address, meta):
    refusals(address, **meta)
    assert Heartbeat.are_visitors_hidden() is False


def test_lane_is_one_number_for_a_network(rf, time_machine):
    time_machine.move_to("2026-03-01 12:00 +0000")
    asked = [
        {"REMOTE_ADDR": VISITOR},
        {"REMOTE_ADDR": NEIGHBOUR},
        {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": VISITOR},
        {"REMOTE_ADDR": OTHER},
        {"REMOTE_ADDR": "10.0.0.1"},
    ]
    lanes = [subscribe_throttle.lane(rf.post("/", **meta)) for meta in asked]
    assert [lanes.index(one) for one in lanes] == [0, 0, 0, 3, 4]
    assert (lanes[-1], all(0 <= one < 1024 for one in lanes)) == (0, True)
