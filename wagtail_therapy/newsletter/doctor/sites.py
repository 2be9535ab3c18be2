"""What a site needs to send emails."""

from collections.abc import Iterator

import requests
from django.utils import timezone
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails.domains import ascii_domain
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import linked_hosts

from .. import tokens
from ..composing import emails
from ..models import Subscriber
from .check_results import CheckResult, fail, ok, warn

PATIENCE = 5


def mailing_sites() -> list[Site]:
    """Return the sites that send emails: the default one, and those with practice settings."""
    practices = PracticeSettings.read_each(Site.objects.order_by("-is_default_site", "pk"))
    return [site for site, saved in practices.items() if site.is_default_site or saved.pk]


def sender_domains(sites: list[Site]) -> list[str]:
    senders = [PracticeSettings.read(site).sender_email for site in sites]
    domains = [ascii_domain(sender.rpartition("@")[2]).lower() for sender in senders]
    return sorted({domain for domain in domains if domain})


def named_hosts() -> frozenset[str]:
    """Return the hosts that notices in emails link to: crisis lines, registers and legal texts."""
    practices = PracticeSettings.objects.select_related("site")
    return frozenset().union(*(linked_hosts(practice) for practice in practices))


def examine(sites: list[Site]) -> Iterator[CheckResult]:
    yield _page_models()
    yield _time_zone()
    if not sites:
        yield fail("Sites", "there are none.", "Add one under Settings → Sites.")
    for site in sites:
        yield check_practice(site)
        yield _address(site)
        yield _one_click(site)


def _page_models() -> CheckResult:
    if models := conf.mailed_page_models:
        return ok("Page types", f"posts of {', '.join(models)} are mailed.")
    return fail("Page types", "none is mailed.", "Set WAGTAIL_THERAPY['MAILED_PAGE_MODELS'].")


def _time_zone() -> CheckResult:
    name = timezone.get_default_timezone_name()
    if timezone.is_naive(timezone.now()):
        advice = "Turn it on: when the clocks go back, emails may wait an hour longer."
        return warn("Time zone", "USE_TZ is off.", advice)
    if name == "UTC":
        return warn("Time zone", "editors see UTC.", "Set TIME_ZONE to where the practice is.")
    return ok("Time zone", f"{name}.")


def check_practice(site: Site) -> CheckResult:
    """Check the settings that each email needs. Makes no request."""
    problem = emails.problem(site)
    if problem:
        return fail(f"Practice {site.hostname}", problem)
    return ok(f"Practice {site.hostname}", "has a sender and a postal address.")


def _address(site: Site) -> CheckResult:
    about = f"Address {site.root_url}"
    if site.root_url.startswith("https://"):
        return ok(about, "is https.")
    return fail(
        about,
        "is not https, so mail programs show no unsubscribe button (RFC 8058).",
        "Serve the site by https, and set its port to 443 under Settings → Sites.",
    )


def _one_click(site: Site) -> CheckResult:
    """Unsubscribe as a mail program does, with a token that belongs to no reader."""
    about = f"One click at {site.root_url}"
    try:
        answer = requests.post(
            emails.unsubscribe_url(site, unused_token()),
            data={"List-Unsubscribe": "One-Click"},
            timeout=PATIENCE,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        return warn(about, f"could not be tried from here ({type(error).__name__}).")
    if answer.status_code == 200:
        return ok(about, "unsubscribing works.")
    return fail(
        about,
        f"unsubscribing answers {answer.status_code}.",
        "It must need neither a redirect nor a login (RFC 8058).",
    )


def unused_token() -> str:
    """Return an unsubscribe token like those of readers, for a subscriber who doesn't exist."""
    return tokens.unsubscribe_token(Subscriber())
