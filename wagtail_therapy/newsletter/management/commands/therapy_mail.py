import time

from django.core.management.base import BaseCommand

from wagtail_therapy.newsletter import deliveries, subscriptions
from wagtail_therapy.newsletter.models import Subscriber


class Command(BaseCommand):
    help = "Sends what is due, without Celery: from cron, or by hand."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["run"], help="run: send all that is due now")
        parser.add_argument(
            "--max-seconds",
            type=float,
            default=50,
            help="stop after about this time, so that cron may start one each minute (default 50)",
        )

    def handle(self, *args, max_seconds, **options):
        deadline = time.monotonic() + max_seconds
        confirmations = self._send_confirmations()
        mailings = deliveries.sweep()
        for mailing in mailings:
            while (left := deadline - time.monotonic()) > 0:
                if not deliveries.work_on(mailing, seconds=left):
                    break
        self.stdout.write(f"{confirmations} confirmations, {len(mailings)} mailings worked on")

    def _send_confirmations(self) -> int:
        subscriptions.purge()
        waiting = Subscriber.objects.filter(pk__in=subscriptions.owed())
        return sum(subscriptions.send_confirmation(subscriber) for subscriber in waiting)
