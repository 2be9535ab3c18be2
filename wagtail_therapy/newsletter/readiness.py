"""Whether a site's emails can be sent, for ``therapy_check``. ``therapy_mail doctor`` knows more.

What the doctor says about settings and servers is for the site's administrator, in English.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.emails import development_backends
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule

from . import client_network, clock
from .composing import emails
from .doctor import check_results as doctor
from .doctor import dns_client, dns_records, email_backend, sites
from .models import Heartbeat, Mailing, NewsletterSettings
from .sending import progress
from .workers import heartbeats

LEVELS = {doctor.CheckLevel.FAIL: Level.ERROR, doctor.CheckLevel.WARN: Level.WARNING}


@rule(success_message=gettext_lazy("Your emails have a sender and a postal address."))
def sender(site: Site) -> Iterator[Finding]:
    if problem := emails.problem(site):
        yield Finding("sender", Level.ERROR, problem, _settings_url(site))
    for domain in set(sites.sender_domains([site])) & dns_records.FREEMAIL:
        message = _(
            "Email from an address at %(domain)s doesn’t arrive: only its own servers may send it. "
            "Use an address at the practice’s own domain."
        )
        yield Finding(
            "sender_domain", Level.ERROR, message % {"domain": domain}, _settings_url(site)
        )


@rule(for_all=True)
def mail_backend() -> Iterator[Finding]:
    if development_backends.refusal_reason():
        message = _(
            "No email is sent. Please tell the person who looks after your website. (For them: "
            "this site has the email settings of a developer’s machine. “manage.py therapy_mail "
            "doctor” says what to do.)"
        )
        yield Finding("mail_backend", Level.ERROR, message, reverse("therapy_mailings:index"))


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy(
        "Your email service doesn’t track what your readers open and click."
    ),
)
def no_tracking(site: Site) -> Iterator[Finding]:
    """Ask for what only the practice's account with the email service shows."""
    if service := NewsletterSettings.read(site).service_to_check:
        message = _(
            "We can’t see whether %(service)s records who opens your emails and clicks in them. "
            "Most email services do, unless you turn it off in your account with them. Look "
            "there, then enter the day. Until then we don’t tell readers that you don’t track them."
        )
        url = _settings_url(site, NewsletterSettings)
        yield Finding("tracking", Level.WARNING, message % {"service": service}, url)


@rule(effort=Effort.READING)
def copy(site: Site) -> Iterator[Finding]:
    """Find mailings that wait for someone to decide. This web server's own place isn't examined.

    The dashboard lists what is paused already.
    """
    if Mailing.objects.filter(site=site).asking().exists():
        message = _(
            "Mailings are waiting, because this may be a copy of the site. If it is the real site, "
            "open one and resume it, or run “manage.py therapy_mail adopt” on the server."
        )
        yield Finding("copy", Level.WARNING, message, reverse("therapy_mailings:index"))


@rule(for_all=True, success_message=gettext_lazy("The program that sends your emails is running."))
def workers() -> Iterator[Finding]:
    """Read what workers and web servers recorded, in one query, because dashboards show it."""
    seen = heartbeats.newest_by_task()
    yield from _at_work(seen.get(Heartbeat.SWEEP))
    yield from _visitors(is_hidden=Heartbeat.HIDDEN_VISITORS in seen)


def _at_work(swept_at: datetime | None) -> Iterator[Finding]:
    if swept_at is None or clock.now() - swept_at > heartbeats.STALLED_AFTER:
        message = _(
            "No email is being sent at the moment. Please tell the person who looks after your "
            "website. (For them: start a Celery worker with beat, or let cron run “manage.py "
            "therapy_mail run” each minute.)"
        )
        yield Finding("workers", Level.ERROR, message, reverse("therapy_mailings:index"))


@rule(for_all=True, effort=Effort.READING)
def emails_to_one() -> Iterator[Finding]:
    """Look for people who wait for a confirmation, a link, a welcome or news of their address."""
    waiting = [progress.confirmations(), progress.reader_emails()]
    if any(one.stalled_for or one.late_for for one in waiting):
        message = _(
            "People are waiting for an email that you promised them, such as the one that asks "
            "them to confirm. Please tell the person who looks after your website. (For them: "
            "“manage.py therapy_mail status” says why.)"
        )
        yield Finding("emails_to_one", Level.WARNING, message, reverse("therapy_mailings:index"))


def _visitors(*, is_hidden: bool) -> Iterator[Finding]:
    """Say that a proxy was seen that doesn't fit the settings. Nothing else about it is stored."""
    if is_hidden:
        message = _(
            "One attacker could keep all others from signing up. Please tell the person who looks "
            "after your website. (For them: a proxy hides your visitors, so they all share one "
            "limit on sign-ups. Set TRUSTED_PROXIES.)"
        )
        if client_network.is_configured():
            message = _(
                "One attacker could keep all others from signing up. Please tell the person who "
                "looks after your website. (For them: the settings don’t find visitors’ addresses, "
                "so they all share one limit on sign-ups. Correct CLIENT_ADDRESS_HEADER and "
                "TRUSTED_PROXIES.)"
            )
        yield Finding("visitors", Level.WARNING, message, reverse("therapy_mailings:index"))


@rule(for_all=True, effort=Effort.READING)
def clocks() -> Iterator[Finding]:
    """Look at what workers noted about their clocks: Wagtail publishes by its host's clock."""
    for host in heartbeats.workers().hosts:
        if host.processes and host.is_clock_wrong:
            message = _(
                "Scheduled posts may go live at the wrong time. Please tell the person who looks "
                "after your website. (For them: the clock of %(host)s differs from the database’s. "
                "“manage.py therapy_mail doctor” says by how much.)"
            )
            url = reverse("therapy_mailings:index")
            yield Finding("clocks", Level.WARNING, message % {"host": host.name}, url)


@rule(for_all=True)
def webhook() -> Iterator[Finding]:
    """Check this site's own webhook settings, without asking the provider."""
    name = email_backend.provider_name()
    found = list(email_backend.check_webhook(name)) if name else []
    if any(one.level is doctor.CheckLevel.FAIL for one in found):
        message = _(
            "We don’t hear about emails that come back or are reported as spam. Please tell the "
            "person who looks after your website. (For them: %(provider)s cannot report here: "
            "%(facts)s “manage.py therapy_mail doctor” says what to do.)"
        )
        values = {"provider": name, "facts": " ".join(one.fact for one in found)}
        url = reverse("therapy_mailings:index")
        yield Finding("webhook", Level.ERROR, message % values, url)


@rule(effort=Effort.NETWORK)
def domain_records(site: Site) -> Iterator[Finding]:
    """Look up in the DNS what the sender's domain says about its email."""
    if not dns_client.is_installed():
        return
    for domain in set(sites.sender_domains([site])) - dns_records.FREEMAIL:
        # Only a delivered email shows which key signs it.
        for one in dns_records.examine(
            dns_client.Resolver(None), domain, None, email_backend.provider_name()
        ):
            if one.level in LEVELS:
                message = f"{one.about}: {one.fact} {one.advice}"
                yield Finding("sender_domain", LEVELS[one.level], message, _settings_url(site))


@rule(effort=Effort.NETWORK)
def webhook_reachable(site: Site) -> Iterator[Finding]:
    name = email_backend.provider_name()
    for one in email_backend.check_webhook_reachable(name, site) if name else ():
        if one.level in LEVELS:
            message = f"{one.about}: {one.fact} {one.advice}"
            url = reverse("therapy_mailings:index")
            yield Finding("webhook", LEVELS[one.level], message, url)


def _settings_url(site: Site, settings: type[Model] = PracticeSettings) -> str:
    meta = settings._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])
