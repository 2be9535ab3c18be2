from django.core.management.base import BaseCommand

from example_site.willowmere import loading


class Command(BaseCommand):
    help = "Creates the invented practice, or resets it. Safe to run again."

    def handle(self, **options):
        loading.load()
        self.stdout.write("Willowmere Talking Therapies is in the database.")
