from django.core.management.base import BaseCommand

from example_site.willowmere import loading


class Command(BaseCommand):
    help = "Make the invented practice, or set it back to what it was. Safe to run again."

    def handle(self, **options):
        loading.load()
        self.stdout.write("Willowmere Talking Therapies is in the database.")
