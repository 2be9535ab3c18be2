"""Counts the queries that pages of the admin take, with our apps or without; prints JSON.

Run it with tests.new_project.settings. With our apps their panels have something to show.
"""

import json
import sys
from datetime import timedelta

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.utils import timezone

FEW, MANY = 10, 1000
PANELS = ["To put right on your site", "Overdue reviews"]


def main():
    django.setup()
    setup_test_environment()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from tests.new_project import rows

    sites = rows.sites()
    client = rows.admin_client()
    if django.apps.apps.is_installed("wagtail_therapy.pages"):
        make_ours(sites)
        dashboard = client.get("/admin/").content.decode()
        assert [name in dashboard for name in PANELS] == [True, True]
    found = {number: counted(client, sites[0], number) for number in (FEW, MANY)}
    json.dump(found, sys.stdout)


def counted(client, site, number):
    """Return the queries of each page, with so many of the host's own pages below the home."""
    from tests.new_project import rows

    home = site.root_page
    child = rows.pages_below(home, number)[-1]
    places = {
        "dashboard": "/admin/",
        "explorer": f"/admin/pages/{home.pk}/",
        "edit": f"/admin/pages/{child.pk}/edit/",
    }
    return {name: queries(client, address) for name, address in places.items()}


def queries(client, address) -> int:
    # The first fills what Django and Wagtail keep of sites and types.
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(found)


def make_ours(sites):
    """Make reviews that are overdue, settings that are not filled in, and a mailing under way."""
    from wagtail_therapy.authors import reviews
    from wagtail_therapy.authors.models import Author, AuthorLicense
    from wagtail_therapy.newsletter.models import Mailing
    from wagtail_therapy.pages.models import ApproachAuthor, ApproachIndexPage, ApproachPage
    from wagtail_therapy.practice.models import PracticeSettings

    now = timezone.now()
    ada = Author.objects.create(name="Ada", locale_id=sites[0].root_page.locale_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    AuthorLicense.objects.create(author=ada, title="Psychologist", expires_date=yesterday)
    for site in sites:
        PracticeSettings.objects.create(site=site, name=site.hostname)
        index = ApproachIndexPage(title="Approaches", slug=f"approaches-{site.pk}")
        # Beside the home page, so that the host's own pages are among themselves.
        site.root_page.get_parent().add_child(instance=index)
        for title in ("ACT", "EFT"):
            page = ApproachPage(title=title, slug=title.lower(), short_definition="What it is.")
            page.approach_authors = [ApproachAuthor(author=ada)]
            index.add_child(instance=page)
            reviews.mark(page, ada, day=yesterday - timedelta(days=1000))
        Mailing.objects.create(
            site=site, dedupe_key=site.hostname, not_before=now, not_after=now + timedelta(days=1)
        )


if __name__ == "__main__":
    main()
