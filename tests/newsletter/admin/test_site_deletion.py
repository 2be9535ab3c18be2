"""A Wagtail site that has readers is not deleted, and its admin sees why."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Site

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import subscriptions

KEPT = (
    "This site wasn’t deleted, because these would be lost with it: "
    "Consent events: 1, Subscribers: 2, Suppressions: 1. Keep the site, under another host name if "
    "you like, for as long as you need them."
)


@pytest.fixture
def other(site):
    return Site.objects.create(hostname="other.example", root_page=site.root_page)


@pytest.fixture
def url(other):
    return reverse("wagtailsites:delete", args=[other.pk])


def test_a_site_with_readers_stays_and_says_why(editor_client, other, url):
    readers = [rows.subscriber(other, f"{n}@mail.example") for n in range(2)]
    subscriptions.unsubscribe(readers[0], "link")
    response = editor_client.post(url, follow=True)
    assert response.redirect_chain == [(reverse("wagtailsites:edit", args=[other.pk]), 302)]
    assert escape(KEPT) in response.content.decode()
    assert (Site.objects.filter(pk=other.pk).count(), Subscriber.objects.count()) == (1, 2)


def test_a_site_without_readers_is_deleted_as_ever(editor_client, other, url):
    assert editor_client.get(url).status_code == 200
    response = editor_client.post(url)
    assert response["Location"] == reverse("wagtailsites:index")
    assert not Site.objects.filter(pk=other.pk).exists()


def test_who_may_not_delete_sites_hears_nothing_of_readers(other, url, django_user_model):
    rows.subscriber(other)
    user = django_user_model.objects.create_user("access@host.example", "known to everybody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    response = client.post(url, follow=True)
    assert "Subscribers" not in response.content.decode()
    assert (Client().post(url).status_code, Site.objects.filter(pk=other.pk).count()) == (302, 1)
