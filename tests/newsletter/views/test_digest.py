"""The page of a digest, which anyone may open who has its address."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter.digests import hide
from wagtail_therapy.newsletter.models import Mailing


@pytest.fixture
def digest(practice, site, make_mailing):
    """A digest of two posts that has been sent."""
    made = {"site": site, "not_after": timezone.now(), "language": "en"}
    digest = Mailing.objects.create(
        **made, kind="digest", dedupe_key="digest", frequency="weekly", frozen_at=timezone.now()
    )
    digest.posts.set([make_mailing(), make_mailing()])
    return digest


def url(digest):
    return reverse("wagtail_therapy_newsletter:digest", args=[digest.uuid])


def shown(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in page.select("article h2 a")]


def test_page_lists_the_posts(client, digest):
    response = client.get(url(digest))
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert shown(response) == ["http://testserver/on-endings-2/", "http://testserver/on-endings/"]
    assert response.cookies == {}


def test_page_lists_only_what_is_public_now(client, digest):
    first, second = digest.posts.order_by("pk")
    hide(first)
    assert shown(client.get(url(digest))) == ["http://testserver/on-endings-2/"]
    second.page.unpublish()
    response = client.get(url(digest))
    assert shown(response) == []
    assert "The posts of this email aren’t on our site any more." in response.content.decode()


@pytest.mark.parametrize("changes", [{"kind": "post"}, {"frozen_at": None}])
def test_other_mailings_have_no_page(client, digest, changes):
    Mailing.objects.filter(pk=digest.pk).update(**changes)
    assert client.get(url(digest)).status_code == 404


def test_page_is_on_its_own_site_only(client, digest):
    Site.objects.create(hostname="other.example", root_page=digest.site.root_page)
    assert client.get(url(digest), headers={"host": "other.example"}).status_code == 404


def test_page_changes_nothing(client, digest):
    assert client.post(url(digest)).status_code == 405
