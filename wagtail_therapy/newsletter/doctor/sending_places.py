"""Whether mailings may be sent from here, or this may be a copy of the site."""

from collections.abc import Iterator

from django.utils import translation
from wagtail.models import Site

from ..copy_detection import places
from .check_results import CheckResult, fail, ok


def examine(mailing: list[Site]) -> Iterator[CheckResult]:
    for site in mailing:
        yield _place(site)


def _place(site: Site) -> CheckResult:
    about = f"Place of {site.hostname}"
    here = places.current_place(site)
    if here.adopted:
        return ok(about, "is known: its mailings may be sent from here.")
    if places.is_first(here):
        return ok(about, "will be known with its first mailing.")
    with translation.override("en"):
        fact = f"is not known, so this may be a copy. Changed: {places.in_words(here.changed)}."
    advice = "If it is the real site, run manage.py therapy_mail adopt."
    return fail(about, f"{fact} Mailings wait.", advice)
