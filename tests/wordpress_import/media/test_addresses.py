import pytest

from wagtail_therapy.wordpress_import.media.addresses import parts
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError

BASE = "https://old.example/blog"


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://old.example/a.jpg", "https://old.example/a.jpg"),
        ("HTTPS://OLD.example:443/a.jpg", "https://old.example/a.jpg"),
        ("http://old.example:8080/a.jpg", "http://old.example:8080/a.jpg"),
        ("//old.example./a.jpg", "https://old.example/a.jpg"),
        ("/a.jpg", "https://old.example/a.jpg"),
        ("a.jpg", "https://old.example/blog/a.jpg"),
        ("/b/../a.jpg", "https://old.example/a.jpg"),
        (
            "https://old.example/Mein Bild ä (1).jpg",
            "https://old.example/Mein%20Bild%20%C3%A4%20(1).jpg",
        ),
        ("https://old.example/%c3%a4.jpg", "https://old.example/%C3%A4.jpg"),
        ("https://old.example/a%CC%88.jpg", "https://old.example/%C3%A4.jpg"),
        ("https://a.example/i?w=1&n=a b#c", "https://a.example/i?w=1&n=a%20b"),
        (
            "https://i0.wp.com/old.example/a%20b.jpg?resize=300%2C200&ssl=1",
            "https://old.example/a%20b.jpg",
        ),
        ("https://i2.wp.com/i1.wp.com/old.example/a.jpg", "https://old.example/a.jpg"),
        ("https:///a.jpg", "https://old.example/a.jpg"),
        ("http://[::1]:80/a.jpg", "http://[::1]/a.jpg"),
    ],
)
def test_address_is_written_in_one_way(address, whole):
    assert str(parts(address, BASE)) == whole


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://old.example/a.jpg",
        "javascript:alert(1)",
        "gopher://old.example/",
        "https://user@old.example/a.jpg",
        "https://user:word@old.example/a.jpg",
        "https://old.example@evil.example/a.jpg",
        "https://old.example:99999/a.jpg",
        "https://old.example:a/a.jpg",
        "http://[::1/a.jpg",
        "https://old.example/%2e%2e/%2E./etc/passwd",
        "https://old.example/a/..%2f..%2fetc",
        "https://old.example/a\\..\\b",
        "https://old.example/a%00.jpg",
        "https://old.example/" + "a" * 2000,
        "https://i0.wp.com/",
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(MediaError) as raised:
        parts(address, BASE)
    assert (raised.value.failure, str(raised.value)) == (Failure.ADDRESS, "address")
