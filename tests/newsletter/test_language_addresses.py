"""Hosts whose addresses begin with a language have the newsletter below it, or beside."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from tests.newsletter import visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber

Status = Subscriber.Status


@pytest.fixture(params=["tests.language_urls", "tests.prefixed_urls"])
def subscribe(request, settings):
    """The address of the form in German."""
    settings.ROOT_URLCONF = request.param
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    prefix = "/de" if request.param == "tests.prefixed_urls" else ""
    return f"{prefix}/newsletter/subscribe/"


def test_reader_of_another_language_comes_and_goes(
    practice, subscribe, client, mailoutbox, therapy
):
    therapy(FORM_MIN_SECONDS=0)
    german = {"HTTP_ACCEPT_LANGUAGE": "de"}
    form = visitors.form_on(client.get(subscribe, **german))
    answer = client.post(subscribe, form | {"email": visitors.ADDRESS}, follow=True, **german)
    assert (answer.status_code, Subscriber.objects.get().language) == (200, "de")

    call_command("therapy_mail", "run", verbosity=0)
    [mail] = mailoutbox
    confirm = visitors.path(re.search(r"http://testserver\S*/confirm/\S+", mail.body)[0])
    start = subscribe.removesuffix("subscribe/")
    assert confirm.startswith(f"{start}confirm/")
    assert client.get(confirm).status_code == client.post(confirm).status_code == 200
    assert Subscriber.objects.get().status == Status.ACTIVE

    unsubscribe = unsubscribe_path(Subscriber.objects.get())
    assert client.post(unsubscribe, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscriber.objects.get().status == Status.UNSUBSCRIBED


def unsubscribe_path(reader):
    """Return the address that a mail in the reader's language has."""
    with translation.override(reader.language):
        token = tokens.unsubscribe_token(reader)
        return reverse("wagtail_therapy_newsletter:unsubscribe", args=[token])
