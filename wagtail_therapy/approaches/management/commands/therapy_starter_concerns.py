from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Locale

from wagtail_therapy.approaches.management import starter_data
from wagtail_therapy.approaches.models import Concern


class Command(BaseCommand):
    help = (
        "Adds concerns in four groups, with the guidelines that cover some of them, for you to "
        "edit. Does not change concerns that you have already. The texts are in British English."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", default="", help="code of one of the site's languages; else the default"
        )

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        concerns = _load(_locale(language))
        for concern in concerns:
            self.stdout.write(f"{concern.get_kind_display()}: {concern.name}")
        self.stdout.write(f"{len(concerns)} concerns added. Read each before you use it.")


def _load(locale: Locale) -> list[Concern]:
    try:
        return starter_data.load(locale)
    except starter_data.SeveralGuidelinesError as error:
        raise CommandError(
            f"Nothing was added: there are several guidelines {error}. Delete all but one of them "
            "under Practice → Guidelines, then run this again."
        ) from error


def _locale(language: str) -> Locale:
    if not language:
        return Locale.get_default()
    found = Locale.objects.filter(language_code=language).first()
    if found is None:
        raise CommandError("This site does not have that language: see Settings → Locales.")
    return found
