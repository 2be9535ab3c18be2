from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from example_site.willowmere import ledger, loading


class Command(BaseCommand):
    help = "What each start of the demo needs: tables, the port in links, and once the content."
    requires_system_checks = []  # They take as long as all the rest when nothing is to be done.

    def handle(self, **options):
        call_command("migrate", verbosity=1)
        if ledger.find("page:home") is None:
            loading.load()
        # Mails contain whole addresses, and the port may be another one today.
        Site.objects.filter(is_default_site=True).update(port=settings.PORT)
        self.stdout.write("Ready.")
