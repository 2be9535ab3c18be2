from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from example_site.willowmere import demo_objects, loading


class Command(BaseCommand):
    help = "Prepares a start of the demo: tables, the port in links, and the content if missing."
    requires_system_checks = []  # They would double the time of a start with nothing to do.

    def handle(self, **options):
        call_command("migrate", verbosity=1)
        if demo_objects.find("page:home") is None:
            loading.load()
        # Emails contain absolute addresses, and the port may have changed.
        Site.objects.filter(is_default_site=True).update(port=settings.PORT)
        self.stdout.write("Ready.")
