import pytest
from django.contrib.staticfiles import finders

from tests.pages import rows


@pytest.mark.parametrize("path", ["feed/", "feed/atom/"])
def test_browser_shows_a_feed_as_a_list(site, client, path):
    declaration, rest = client.get(rows.blog(site).url + path).content.decode().split("\n", 1)

    assert declaration == '<?xml version="1.0" encoding="utf-8"?>'
    style = '<?xml-stylesheet type="text/css" href="/static/wagtail_therapy/feed.css"?>'
    assert rest.startswith(style)
    assert finders.find("wagtail_therapy/feed.css")
