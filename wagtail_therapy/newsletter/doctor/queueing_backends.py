"""Email backends that put emails into a queue of their own, and what that costs."""

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from wagtail_therapy.practice.emails.headers import LONGEST_LINE

from ..composing import emails
from .check_results import CheckResult, ok, warn
from .sites import unused_token

PACKAGES = {
    "djcelery_email": "django-celery-email",
    "mailer": "django-mailer",
    "post_office": "django-post_office",
}
# They store the parts of an email, and Django builds it again from these.
REBUILT_BY = {"django-celery-email", "django-post_office"}


def package_of(backend: Any) -> str:
    """Return the package whose queue a backend fills, itself or extended by the host; else ""."""
    modules = [one.__module__.partition(".")[0] for one in type(backend).__mro__]
    return next((PACKAGES[module] for module in modules if module in PACKAGES), "")


def examine(package: str, site: Site) -> Iterator[CheckResult]:
    yield warn(
        "Mail backend",
        f"{package} queues emails, so “sent” means that an email is in its queue.",
        "Our mailings are a queue already: name the backend behind it instead.",
    )
    if package in REBUILT_BY:
        yield _header(package, site)


def _header(package: str, site: Site) -> CheckResult:
    about = "List-Unsubscribe"
    length = len(f"{about}: <{emails.unsubscribe_url(site, unused_token())}>")
    if length <= LONGEST_LINE:
        return ok(about, f"has {length} letters, so {package} leaves it in one line.")
    return warn(
        about,
        f"has {length} letters. {package} folds it at {LONGEST_LINE}, and mail programs then show "
        "no unsubscribe button.",
        _advice(),
    )


def _advice() -> str:
    try:
        reverse("wagtail_therapy_unsubscribe:unsubscribe", args=[unused_token()])
    except NoReverseMatch:
        line = 'path("u/", include("wagtail_therapy.newsletter.unsubscribe_urls"))'
        return f"Add {line} to your urls.py."
    return "Name the backend behind it instead, or give the site a shorter name."
