"""The email backend: whether it accepts our emails, adds tracking to them, and reports bounces."""

import contextlib
import smtplib
import warnings
from collections.abc import Iterator
from typing import Any

import requests
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.smtp import EmailBackend
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_therapy import compat
from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import development_backends, tracking

from ..models import NewsletterSettings
from . import queueing_backends
from .check_results import CheckResult, fail, ok, warn

PATIENCE = 5
SEND_ONE = "Look at a delivered email: therapy_mail doctor --send-to, then --source."
TURN_TRACKING_OFF = (
    "Make sure that it's off there, and look at a delivered email with --source. Then enter the "
    "day under Settings → Newsletter settings. Until then, readers aren't told that you don't "
    "track them."
)
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def provider_name() -> str:
    """Return anymail's name of the provider; "" for SMTP, and if the backend can't be loaded."""
    with contextlib.suppress(ImproperlyConfigured, ImportError):
        return getattr(compat.mail_connection(), "esp_name", "")
    return ""


def check_settings() -> Iterator[CheckResult]:
    """Check whether the settings name a backend that sends emails. Connects to nothing."""
    try:
        compat.mail_connection()
    except (ImproperlyConfigured, ImportError) as error:
        yield fail("Mail backend", f"cannot be loaded: {error}.", "Correct the mail settings.")
        return
    if kept := development_backends.configured():
        yield _sends_nothing(kept)


def examine(site: Site) -> Iterator[CheckResult]:
    if faults := list(check_settings()):
        yield from faults
        return
    backend = compat.mail_connection()
    if isinstance(backend, EmailBackend):
        yield from _smtp(backend)
        yield _tracking(site)
    elif package := queueing_backends.package_of(backend):
        yield from queueing_backends.examine(package, site)
        yield _tracking(site)
    elif esp_name := getattr(backend, "esp_name", ""):
        yield from _provider(esp_name, site)
    else:
        yield warn("Mail backend", f"is {type(backend).__name__}, which we don't know.", SEND_ONE)
        yield _tracking(site)


def _sends_nothing(backend: str) -> CheckResult:
    fact = f"is {backend}, which sends nothing to a mail server."
    if conf.mail_allow_development_backends:
        return warn(
            "Mail backend",
            f"{fact} Emails count as sent all the same.",
            "Take MAIL_ALLOW_DEVELOPMENT_BACKENDS out of a site's settings once it has readers.",
        )
    return fail("Mail backend", fact, f"Set up SMTP or a provider. {development_backends.ADVICE}")


def _smtp(backend: Any) -> Iterator[CheckResult]:
    about = f"Mail server {backend.host}:{backend.port}"
    try:
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        yield fail(about, f"{type(error).__name__} when connecting.", "Correct the mail settings.")
    else:
        yield ok(about, "answers.")
    is_encrypted = backend.use_tls or backend.use_ssl
    if not is_encrypted and backend.host not in LOOPBACK:
        yield warn(about, "is used without encryption.", "Set use_tls or use_ssl.")


def _provider(esp_name: str, site: Site) -> Iterator[CheckResult]:
    yield ok("Mail backend", f"{esp_name}.")
    yield _tracking(site)
    yield from _webhook(esp_name, site)


def _tracking(site: Site) -> CheckResult:
    service = tracking.service_to_check()
    if not service:
        return ok("Tracking", f"{provider_name()} is told in each message not to track.")
    settings = NewsletterSettings.read(site)
    if settings.is_untracked:
        return ok("Tracking", f"was off at {service} on {settings.tracking_checked_date}.")
    fact = f"the email service behind {service} may add some."
    if isinstance(compat.mail_connection(), EmailBackend):
        fact = f"{service} may add some if it is an email service's server."
    elif provider_name():
        fact = f"{service} cannot be told in a message not to track opens and clicks."
    if service in tracking.OVERRIDING:
        fact = f"{service} tracks opens if its server does, whatever a message says."
    return warn("Tracking", fact, TURN_TRACKING_OFF)


def _webhook(esp_name: str, site: Site) -> Iterator[CheckResult]:
    yield from check_webhook(esp_name)
    yield from check_webhook_reachable(esp_name, site)


def check_webhook(esp_name: str) -> Iterator[CheckResult]:
    """Check the settings of the webhook. Makes no request."""
    about = _about_webhook(esp_name)
    if not _is_there("anymail:mandrill_webhook"):
        advice = _("Add %(line)s to your urls.py.")
        yield fail(
            about,
            _("anymail's URLs are missing, so bounces and complaints are never reported."),
            advice % {"line": 'path("anymail/", include("anymail.urls"))'},
        )
    elif not (url_name := _webhook_url_name(esp_name)):
        yield warn(about, _("anymail has none."), _("Look for bounces in its console."))
    else:
        yield _secret(about, reverse(url_name))


def check_webhook_reachable(esp_name: str, site: Site) -> Iterator[CheckResult]:
    """Request the webhook's URL, as the provider does."""
    if url_name := _webhook_url_name(esp_name):
        yield _reachable(_about_webhook(esp_name), site.root_url + reverse(url_name))


def _about_webhook(esp_name: str) -> str:
    return _("Webhook of %(provider)s") % {"provider": esp_name}


def _webhook_url_name(esp_name: str) -> str:
    url_name = f"anymail:{esp_name.lower().replace(' ', '_')}_tracking_webhook"
    return url_name if _is_there(url_name) else ""


def _is_there(url_name: str) -> bool:
    with contextlib.suppress(NoReverseMatch):
        return bool(reverse(url_name))
    return False


def _secret(about: str, path: str) -> CheckResult:
    """Create the view as a request would, because anymail reads its settings then."""
    view = resolve(path).func
    try:
        with warnings.catch_warnings(action="ignore"):
            made = view.view_class(**view.view_initkwargs)
    except (ImproperlyConfigured, ImportError) as error:
        return fail(about, _("cannot be used: %(error)s.") % {"error": error})
    if made.warn_if_no_basic_auth and not made.basic_auth:
        advice = _("Set %(setting)s.") % {"setting": "ANYMAIL['WEBHOOK_SECRET']"}
        return fail(about, _("anyone can report anything."), advice)
    return ok(about, _("reports are checked."))


def _reachable(about: str, url: str) -> CheckResult:
    try:
        status = requests.head(url, timeout=PATIENCE).status_code
    except requests.RequestException as error:
        fact = _("%(url)s could not be reached from here (%(error)s).")
        return warn(about, fact % {"url": url, "error": type(error).__name__})
    if status == 200:
        return ok(about, _("give the provider this URL: %(url)s") % {"url": url})
    fact = _("%(url)s answers %(status)d.") % {"url": url, "status": status}
    return fail(about, fact, _("Allow the provider to reach this URL."))
