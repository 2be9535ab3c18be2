"""The short address behind the unsubscribe link, which a host may have in its URLs or not."""

import pytest

from tests.newsletter import rows
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.composing import emails
from wagtail_therapy.newsletter.models import Subscriber

TOKEN = tokens.unsubscribe_token(Subscriber())


@pytest.mark.parametrize("end", ["", "/"])
def test_short_address_asks_first_and_then_unsubscribes(client, site, end):
    reader = rows.subscriber(site)
    url = f"/u/{tokens.unsubscribe_token(reader)}{end}"

    assert client.get(url).status_code == 200
    reader.refresh_from_db()
    assert reader.status == "active"
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader.refresh_from_db()
    assert reader.status == "unsubscribed"


def test_short_address_makes_a_header_of_one_line(site):
    site.hostname, site.port = "www.willowmere.example", 443
    header = f"List-Unsubscribe: <{emails.unsubscribe_url(site, TOKEN)}>"
    assert header == f"List-Unsubscribe: <https://www.willowmere.example/u/{TOKEN}>"
    assert len(header) == 77


def test_longer_address_serves_a_host_without_the_short_one(site, settings):
    settings.ROOT_URLCONF = "tests.prefixed_urls"
    url = f"{site.root_url}/en/newsletter/unsubscribe/{TOKEN}/"
    assert emails.unsubscribe_url(site, TOKEN) == url
