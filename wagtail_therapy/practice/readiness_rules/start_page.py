"""Checks that the home page is not Wagtail's welcome page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.internal_client import get
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url

# The title of Wagtail's first page, and the heading in the template of `wagtail start`.
WELCOME = "Welcome to your new Wagtail site!"


@rule(effort=Effort.READING, success_message=gettext_lazy("Your home page is your own."))
def start_page(site: Site) -> Iterator[Finding]:
    """Render the home page, unless its title says so already."""
    home = site.root_page
    if WELCOME in home.title or WELCOME in get(site, home.get_url() or "/").text:
        message = _(
            "Your home page still says “%(welcome)s”. Write your own, and ask the person who built "
            "your website to take that page out of its template."
        )
        text = message % {"welcome": WELCOME}
        yield Finding("start_page", Level.ERROR, text, edit_url(home))
