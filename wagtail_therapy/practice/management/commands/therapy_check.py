import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.readiness import Effort, Finding, Level

STYLES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.INFO: "SUCCESS"}
# The levels that are problems.
LEVELS = [Level.ERROR, Level.WARNING]


class Command(BaseCommand):
    # Cron emails all output, and the host's warnings don't change each minute.
    requires_system_checks: list[str] = []
    help = (
        "Reports what is missing or out of date before a site goes live. Changes nothing. The exit "
        "code is 1 if it finds a problem."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", metavar="HOSTNAME", help="only this site")
        parser.add_argument(
            "--level", choices=LEVELS, default=Level.WARNING, help="the lowest level to report"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        parser.add_argument(
            "--network",
            action="store_true",
            help="also ask the DNS, the email provider and the websites of crisis lines",
        )

    def handle(
        self,
        *,
        site: str | None,
        level: str,
        as_json: bool,
        network: bool,
        verbosity: int,
        **options: Any,
    ) -> None:
        effort = Effort.NETWORK if network else Effort.READING
        found = [
            (one, finding)
            for one, findings in readiness.examine_each(self.sites(site), effort).items()
            for finding in findings
            if finding.level == Level.ERROR or level == Level.WARNING
        ]
        is_wrong = any(finding.level in LEVELS for _site, finding in found)
        if is_wrong or as_json or verbosity:
            self.report(found, as_json)
        if is_wrong:
            # Not CommandError, so that programs get nothing but JSON.
            raise SystemExit(1)

    def report(self, found: list[tuple[Site, Finding]], as_json: bool) -> None:
        if as_json:
            rows = [{"site": one.hostname} | asdict(finding) for one, finding in found]
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
            return
        for one, finding in found:
            style = getattr(self.style, STYLES[finding.level])
            self.stdout.write(f"{style(finding.level)} {one.hostname}: {finding.message}")
            if finding.url and finding.level in LEVELS:
                self.stdout.write(f"    {get_admin_base_url() or ''}{finding.url}")
        wrong = sum(finding.level in LEVELS for _site, finding in found)
        self.stdout.write(f"Problems found: {wrong}." if wrong else "No problems found.")

    def sites(self, hostname: str | None) -> list[Site]:
        if not hostname:
            return readiness.practice_sites()
        chosen = list(Site.objects.filter(hostname=hostname))
        if not chosen:
            raise CommandError(f"No site has the hostname {hostname}.")
        return chosen
