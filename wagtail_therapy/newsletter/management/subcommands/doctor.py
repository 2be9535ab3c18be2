"""``therapy_mail doctor``: whether mail from here can arrive and be trusted."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.composing import emails
from wagtail_therapy.newsletter.doctor import (
    dns_client,
    dns_records,
    email_backend,
    proxy,
    received_email,
    self_test,
    sending_places,
    sites,
)
from wagtail_therapy.newsletter.doctor.check_results import CheckLevel, CheckResult, fail, warn
from wagtail_therapy.newsletter.monitoring import health
from wagtail_therapy.practice.emails import development_backends
from wagtail_therapy.practice.emails.domains import ascii_domain

from . import output

HELP = "Checks settings, DNS, provider and workers, and says what to do. Changes nothing."
STYLES = {CheckLevel.OK: "SUCCESS", CheckLevel.WARN: "WARNING", CheckLevel.FAIL: "ERROR"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--selector", action="append", default=[], help="a DKIM selector; may be given again"
    )
    parser.add_argument("--dns-server", metavar="HOST[:PORT]", help="ask this name server")
    parser.add_argument("--send-to", metavar="ADDRESS", help="send an email like that about a post")
    parser.add_argument("--site", metavar="HOSTNAME", help="from which site (with --send-to)")
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="check the source of a received email"
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="for a program")


def handle(command: BaseCommand, *, as_json: bool, **options: Any) -> None:
    findings = list(_findings(**options))
    if as_json:
        command.stdout.write(output.as_json([finding.as_dict() for finding in findings]))
    else:
        for finding in findings:
            style = getattr(command.style, STYLES[finding.level])
            command.stdout.write(style(finding.level) + str(finding)[len(finding.level) :])
    failed = sum(finding.level is CheckLevel.FAIL for finding in findings)
    if failed:
        raise CommandError(f"{failed} to fix.")


def _findings(
    *,
    selector: list[str],
    dns_server: str | None,
    send_to: str | None,
    site: str | None,
    source: Path | None,
    **options: Any,
) -> Iterable[CheckResult]:
    if source:
        return _look_at(source)
    if send_to:
        return [_send(send_to, site)]
    return _examine(selector, dns_server)


def _examine(selectors: list[str], dns_server: str | None) -> Iterator[CheckResult]:
    mailing = sites.mailing_sites()
    yield from sites.examine(mailing)
    yield from health.examine()
    yield from sending_places.examine(mailing)
    yield from proxy.examine()
    if mailing:
        yield from email_backend.examine(mailing[0])
    if not dns_client.is_installed():
        yield warn("DNS", "not looked at.", 'pip install "wagtail-therapy[doctor]"')
        return
    asked = dns_client.Resolver(dns_server)
    for domain in sites.sender_domains(mailing):
        yield from dns_records.examine(asked, domain, selectors, email_backend.provider_name())


def _look_at(path: Path) -> Iterator[CheckResult]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({type(error).__name__}).") from error
    hosts = {ascii_domain(site.hostname) for site in Site.objects.all()}
    return received_email.examine(content, hosts, sites.named_hosts())


@sensitive_variables()
def _send(send_to: str, hostname: str | None) -> CheckResult:
    try:
        address = email_addresses.clean(send_to)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    about = f"Self-test to {email_addresses.mask(address)}"
    if refusal := development_backends.refusal_reason():
        return fail(about, refusal)
    try:
        result = self_test.send(_site(hostname), address)
    except emails.CannotMailError as error:
        return fail(about, str(error))
    return self_test.finding(about, result)


def _site(hostname: str | None) -> Site:
    chosen = {"hostname": hostname} if hostname else {"is_default_site": True}
    site = Site.objects.filter(**chosen).first()
    if site is None:
        raise CommandError("There is no such site.")
    return site
