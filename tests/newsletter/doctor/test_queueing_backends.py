"""Mail backends that queue, and what the doctor says about them."""

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.urls import include, path

from tests.newsletter import backends
from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import email_backend, queueing_backends

# The URLs of a host without the short address.
urlpatterns = [path("newsletter/", include("wagtail_therapy.newsletter.urls"))]


class Queueing(BaseEmailBackend):
    """Like the backend of django-post_office, which needs an app of its own."""

    __module__ = "post_office.backends"


class Extended(Queueing):
    """Like a host's own backend that extends it."""


class Mailer(BaseEmailBackend):
    __module__ = "mailer.backend"


def queued(package):
    return ("WARN", f"{package} queues emails, so “sent” means that an email is in its queue.")


def whole(length):
    return ("OK", f"has {length} letters, so django-post_office leaves it in one line.")


def folded(length):
    fact = f"has {length} letters. django-post_office folds it at 78, and mail programs then show"
    return ("WARN", f"{fact} no unsubscribe button.")


@pytest.mark.parametrize(
    ("backend", "package"),
    [
        (Queueing, "django-post_office"),
        (Extended, "django-post_office"),
        (Mailer, "django-mailer"),
        (EmailBackend, ""),
    ],
)
def test_package_that_queues_is_recognised(backend, package):
    # Django 6.1 makes none of its own by hand.
    assert queueing_backends.package_of(backend.__new__(backend)) == package


def test_queueing_backend_is_reported(site, use_mail_settings):
    use_mail_settings(backends.chosen({"EMAIL_BACKEND": f"{__name__}.Mailer"}))
    assert facts(email_backend.examine(site)) == {
        "Mail backend": queued("django-mailer"),
        "Tracking": ("WARN", "the email service behind Mailer may add some."),
    }


@pytest.mark.parametrize(
    ("hostname", "expected"),
    [
        ("w" * 14 + ".example", whole(77)),
        ("w" * 15 + ".example", whole(78)),
        ("w" * 16 + ".example", folded(79)),
    ],
)
def test_header_that_a_queue_rebuilds_has_to_fit_into_a_line(site, hostname, expected):
    site.hostname, site.port = hostname, 443
    assert facts(queueing_backends.examine("django-post_office", site)) == {
        "Mail backend": queued("django-post_office"),
        "List-Unsubscribe": expected,
    }


@pytest.mark.parametrize(("length", "is_whole"), [(78, True), (79, False)])
def test_django_folds_what_we_warn_about(length, is_whole):
    """Or encodes it, since 6.0."""
    value = f"<https://{'w' * (length - 28)}>"
    mail = EmailMessage("A", "b", "a@host.example", headers={"List-Unsubscribe": value})
    content = mail.message().as_bytes()
    assert (f"List-Unsubscribe: {value}\n".encode() in content) is is_whole


def test_missing_short_unsubscribe_address_is_reported(site, settings):
    settings.ROOT_URLCONF = __name__
    site.hostname, site.port = "www.harbour.example", 443
    [_queued, header] = queueing_backends.examine("django-post_office", site)
    assert (str(header.level), header.fact) == folded(96)
    assert header.advice == (
        'Add path("u/", include("wagtail_therapy.newsletter.unsubscribe_urls")) to your urls.py.'
    )
