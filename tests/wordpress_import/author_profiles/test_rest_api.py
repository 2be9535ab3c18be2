import json

import pytest

from tests.wordpress_import.author_profiles.people import BIO, HASH, person
from wagtail_therapy.wordpress_import.author_profiles import rest_api
from wagtail_therapy.wordpress_import.author_profiles.rest_api import Profile, profiles_of
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.temporary_files import copied
from wagtail_therapy.wordpress_import.wxr.records import Site

QUERY = "per_page=100&page=1"
ON_WORDPRESS_COM = "https://public-api.wordpress.com/wp/v2/sites"
ADA = Profile("ada", "Ada Bell", BIO, f"https://0.gravatar.com/avatar/{HASH}?s=96&d=mm&r=g")


def asked(site, *answers):
    """Return what a site is asked, and what is made of its answers."""
    addresses, left = [], list(answers)

    def open_file(address):
        addresses.append(address)
        if not left:
            raise MediaError(Failure.MISSING)
        return copied([json.dumps(left.pop(0)).encode()], 200_000)

    try:
        return addresses, profiles_of(site, open_file)
    except MediaError as error:
        return addresses, error.failure


@pytest.mark.parametrize(
    ("site", "address"),
    [
        (Site(base_url="https://a.example"), f"https://a.example/wp-json/wp/v2/users?{QUERY}"),
        (Site(base_url="https://a.example/b/"), f"https://a.example/b/wp-json/wp/v2/users?{QUERY}"),
        (
            Site(base_url="https://a.wordpress.com"),
            f"{ON_WORDPRESS_COM}/a.wordpress.com/users?{QUERY}",
        ),
        (
            Site(base_url="https://a.example", generator="http://wordpress.com/"),
            f"{ON_WORDPRESS_COM}/a.example/users?{QUERY}",
        ),
    ],
)
def test_people_are_asked_for_where_they_are_listed(site, address):
    assert asked(site, [person()]) == ([address], [ADA])


def test_first_failure_is_returned():
    addresses, failure = asked(Site(base_url="https://a.example"))
    assert (len(addresses), failure) == (2, Failure.MISSING)


def test_number_of_pages_is_limited(monkeypatch):
    monkeypatch.setattr(rest_api, "TOGETHER", 1)
    monkeypatch.setattr(rest_api, "MOST_PAGES", 3)
    addresses, found = asked(Site(base_url="https://a.example"), *[[person(picture="")]] * 5)
    assert ([one[-1] for one in addresses], len(found)) == (["1", "2", "3"], 3)


def test_slow_pages_end(monkeypatch):
    monkeypatch.setattr(rest_api, "SECONDS", -1)
    assert asked(Site(base_url="https://a.example"), [person()]) == ([], Failure.TIMEOUT)


def test_texts_are_limited_and_can_be_stored():
    long = {"slug": "a" * 999, "name": "b\0\ud800", "description": "c" * 99_999}
    _addresses, found = asked(Site(base_url="https://a.example"), [long])
    assert found == [Profile("a" * 255, "b", "c" * 20_000)]
    assert "ccc" not in repr(found)
