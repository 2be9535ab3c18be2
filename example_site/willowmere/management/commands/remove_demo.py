from django.core.management.base import BaseCommand, CommandError

from example_site.willowmere import removing


class Command(BaseCommand):
    help = "Deletes everything that load_demo created, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with-pages-below",
            action="store_true",
            help="Also delete pages that others created below those of the demo.",
        )

    def handle(self, *, with_pages_below, **options):
        try:
            number = removing.remove(with_pages_below=with_pages_below)
        except removing.StillInUse as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Removed {number} objects.")
