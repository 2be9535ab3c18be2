"""What the search of a site finds of people."""

from django.utils.translation import gettext_lazy as _

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.profiles import profile_url
from wagtail_therapy.content.search.site_search import Found, Query, register_search_source


def register() -> None:
    register_search_source("people", _("People"), find_people, order=30)


def find_people(query: Query) -> list[Found]:
    """Return the people who have a profile on the site."""
    people = query.search(Author.objects.filter(live=True, locale=query.locale_id))
    found = [
        Found(one.name_with_letters, profile_url(one, query.request), one.job_title)
        for one in people
    ]
    return [one for one in found if one.url]
