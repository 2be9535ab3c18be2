"""What has to work in a new project, whichever of our apps it has; see tests/test_subsets.py."""

import re
import socket
from contextlib import suppress

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command, get_commands
from django.urls import reverse
from wagtail.admin.menu import SubmenuMenuItem, admin_menu
from wagtail.models import Locale
from wagtail.snippets.models import get_snippet_models

from tests.new_project import rows
from tests.new_project.settings import OURS, PAGES


@pytest.fixture
def site(db):
    return rows.sites()[0]


@pytest.fixture
def admin(site):
    return rows.admin_client()


def failing(client, addresses):
    """Return what cannot be read, with the status."""
    answers = {one: client.get(one, follow=True).status_code for one in addresses}
    return {one: status for one, status in answers.items() if status != 200}


def menu_addresses(menu, request):
    for item in menu.menu_items_for_request(request):
        if isinstance(item, SubmenuMenuItem):
            yield from menu_addresses(item.menu, request)
        elif item.url.startswith("/"):
            yield item.url


def test_apps_are_those_that_were_asked_for():
    installed = {one.name for one in apps.get_app_configs()}
    assert {name for name in installed if name.startswith("wagtail_therapy.")} == {
        f"wagtail_therapy.{name}" for name in OURS
    }


def test_check_finds_no_mistake(site):
    found = [one for one in checks.run_checks() if one.level > checks.INFO]
    assert found == []


def test_admin_shows_all_that_its_menu_leads_to(admin, rf):
    dashboard = admin.get("/admin/")
    assert dashboard.status_code == 200
    addresses = sorted(set(menu_addresses(admin_menu, dashboard.wsgi_request)))
    assert len(addresses) > 5
    assert failing(admin, addresses) == {}


def test_admin_shows_the_form_of_each_snippet(admin):
    addresses = [
        reverse(model.snippet_viewset.get_url_name("add")) for model in get_snippet_models()
    ]
    assert failing(admin, addresses) == {}


def test_admin_shows_the_form_of_each_page_type(site, admin):
    below = site.root_page
    names = [one._meta.label_lower.split(".") for one in type(below).creatable_subpage_models()]
    addresses = [reverse("wagtailadmin_pages:add", args=[*name, below.pk]) for name in names]
    assert failing(admin, addresses) == {}


def test_visitors_get_the_home_page_and_the_sitemap(site, client):
    assert failing(client, ["/", "/sitemap.xml"]) == {}


def test_commands_run(site, tmp_path):
    members = tmp_path / "members.csv"
    members.write_text("email\nada@mail.example\n")
    options = ["--statement", "By a form.", "--site", site.hostname, "--dry-run"]
    dry_run = ["import", str(members), *options]
    ours = {f"wagtail_therapy.{name}" for name in OURS}
    lines = {
        "therapy_mail": [["run"], ["status"]],
        "therapy_readers": [dry_run],
        "therapy_reviews": [[], ["--mail"]],
    }
    for name in sorted(name for name, app in get_commands().items() if app in ours):
        for arguments in lines.get(name, [[]]):
            # The status shows what is missing here.
            with suppress(SystemExit):
                call_command(name, *arguments)


@pytest.mark.skipif("blog_pages" not in PAGES, reason="has no blog")
def test_blog_of_the_host_is_read(site, client, admin):
    from tests.new_project.blog_pages.models import Entry, EntryAuthor, Journal
    from wagtail_therapy.authors.models import Author

    blog = site.root_page.add_child(instance=Journal(title="Blog", slug="blog"))
    entry = Entry(title="Entry", slug="entry", excerpt="Words.", live=False)
    entry.post_authors = [EntryAuthor(author=Author.objects.create(name="Ada", locale=locale()))]
    blog.add_child(instance=entry)
    entry.save_revision().publish()

    public = ["", "entry/", "feed/", "feed/atom/", "feed/json/", "search/"]
    assert failing(client, [f"/blog/{path}" for path in public]) == {}
    assert b"/blog/entry/" in client.get("/sitemap.xml").content
    assert failing(admin, [f"/admin/pages/{entry.pk}/edit/", "/admin/"]) == {}


@pytest.mark.skipif("approach_pages" not in PAGES, reason="has no approaches")
def test_approaches_of_the_host_are_read(site, client, admin):
    from tests.new_project.approach_pages.models import Method, MethodAuthor, Methods
    from wagtail_therapy.authors.models import Author

    index = site.root_page.add_child(instance=Methods(title="Approaches", slug="approaches"))
    ada = Author.objects.create(name="Ada", locale=locale())
    for title in ("ACT", "EFT"):
        method = Method(title=title, slug=title.lower(), short_definition="What it is.")
        method.approach_authors = [MethodAuthor(author=ada)]
        index.add_child(instance=method)

    below = ["compare/?a=act&a=eft", "history/", "history/feed/atom/", "take-along/?a=act"]
    public = ["", "act/", *below]
    assert failing(client, [f"/approaches/{path}" for path in public]) == {}
    assert failing(admin, [f"/admin/pages/{method.pk}/edit/", "/admin/"]) == {}


@pytest.fixture
def connections(monkeypatch):
    """Where this process has tried to connect to."""
    tried = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: tried.append(address))
    return tried


@pytest.mark.skipif("newsletter" not in OURS, reason="has no newsletter")
def test_reader_subscribes_where_there_is_no_celery(
    site, client, mailoutbox, connections, caplog, django_capture_on_commit_callbacks, settings
):
    from wagtail_therapy.practice.models import PracticeSettings

    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"FORM_MIN_SECONDS": 0}
    PracticeSettings.objects.create(
        site=site, name="Practice", postal_address="1 Street", sender_email="p@host.example"
    )
    subscribe = reverse("wagtail_therapy_newsletter:subscribe")
    token = re.search(r'name="token" value="(.*?)"', client.get(subscribe).content.decode())[1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(subscribe, {"email": "reader@mail.example", "token": token})
    assert answer.status_code == 200
    assert (connections, [record.getMessage() for record in caplog.records]) == ([], [])

    call_command("therapy_mail", "run", verbosity=0)
    assert [message.to for message in mailoutbox] == [["reader@mail.example"]]


def locale():
    return Locale.objects.get()
