import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.admin.utils import get_admin_base_url

from wagtail_therapy.authors.reviews import due, reminders
from wagtail_therapy.authors.reviews.permissions import mark_url
from wagtail_therapy.practice.emails import development_backends


class Command(BaseCommand):
    # Cron emails all output, which shouldn't repeat the host's warnings each time.
    requires_system_checks: list[str] = []
    help = (
        "Lists the pages whose review is overdue, and exits with 1 if there are any. With --mail, "
        "it sends this month's reminder to each site that wants one and hasn't had it yet, and "
        "exits with 1 if that fails."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--mail", action="store_true", help="remind by email, once a month for each site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_bad = self.remind(options) if options["mail"] else self.list_overdue(options)
        if is_bad:
            sys.exit(1)

    def list_overdue(self, options: dict[str, Any]) -> bool:
        pages = [page_data(page) for page in due.with_list_details(due.overdue())]
        if options["json"]:
            self.stdout.write(json.dumps(pages, indent=2, ensure_ascii=False))
        else:
            for page in pages:
                self.stdout.write("{due_date}  {title}  {url}".format(**page))
        return bool(pages)

    def remind(self, options: dict[str, Any]) -> bool:
        if refusal := development_backends.refusal_reason():
            raise CommandError(refusal)
        outcomes = [
            {"site": outcome.site.hostname, "sent": not outcome.fault, "fault": outcome.fault}
            for outcome in reminders.send()
        ]
        failed = [one for one in outcomes if one["fault"]]
        if options["json"]:
            self.stdout.write(json.dumps(outcomes, indent=2))
        else:
            for one in outcomes if options["verbosity"] else failed:
                self.stdout.write(f"{one['site']}: {one['fault'] or 'reminded'}")
        return bool(failed)


def page_data(page: Any) -> dict[str, str]:
    return {
        "title": page.title,
        "due_date": page.review_due_date.isoformat(),
        "reviewed_date": page.reviewed_date.isoformat(),
        "reviewed_by": page.reviewer_name,
        "url": (get_admin_base_url() or "").rstrip("/") + mark_url(page),
    }
