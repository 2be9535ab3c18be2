from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from wagtail_therapy.blog.counts import post_counts, recounting


class Command(BaseCommand):
    help = (
        "Counts the posts of all blogs by month, category, author and tag, and corrects the stored "
        "numbers. Run it after a script has changed posts with update() or in SQL, and after you "
        "have changed TIME_ZONE. With --check it changes nothing, and exits with 1 if any is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only report what is wrong")

    def handle(self, *, check: bool, verbosity: int, **options: Any) -> None:
        is_wrong = False
        for blog in recounting.blogs().order_by("path").specific():
            wrong = list(_faults(blog))
            is_wrong = is_wrong or bool(wrong)
            if not check:
                recounting.recount(blog.pk)
            for fault in wrong if verbosity else []:
                self.stdout.write(f"{blog.title} ({blog.pk}): {fault}")
        if check and is_wrong:
            # Not CommandError: nothing is wrong with the command.
            raise SystemExit(1)


def _faults(blog: Any) -> Iterator[str]:
    if not post_counts.current_blogs().filter(pk=blog.pk).exists():
        yield "not counted since the last change"
        return
    for kind, key, found, right in recounting.differences(blog):
        yield f"{kind} {key}: {found}, not {right}".replace(" :", ":")
