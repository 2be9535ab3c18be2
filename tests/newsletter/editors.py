"""What an editor's browser sends to Wagtail's admin, and what the editor reads there."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, GroupSitePermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.newsletter.visitors import parsed
from tests.testapp.models import JournalEntry

ADD = ("testapp", "journalentry")


def entry(author, **changes):
    """Return the form of a journal entry, filled in."""
    data = {
        "title": "On endings",
        "slug": "on-endings",
        "weather": "Rain",
        "excerpt": "A short excerpt.",
        **dict.fromkeys(["crisis_notice", "disclaimer", "exit_button"], "inherit"),
        **{name: streamfield([]) for name in ("body", "references", "related_reading")},
        "post_authors": inline_formset([{"author": author.pk}]),
        "post_categories": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | changes)


def edited(post, author, **changes):
    """Return the form of an entry that exists, with its author row as it is."""
    rows = [{"author": author.pk, "id": post.post_authors.get().pk}]
    return entry(author, slug=post.slug, post_authors=inline_formset(rows, initial=1), **changes)


def add_url(parent):
    return reverse("wagtailadmin_pages:add", args=[*ADD, parent.pk])


def edit_url(post):
    return reverse("wagtailadmin_pages:edit", args=[post.pk])


def create(client, site, data):
    """Send the form of a new entry; return the entry, or None, and the response."""
    response = client.post(add_url(site.root_page), data)
    return JournalEntry.objects.first(), response


def messages_after(client, response):
    """Return the messages on the page to which an action leads."""
    page = parsed(client.get(response["Location"]))
    # Wagtail puts messages into a template tag that its script shows.
    return [" ".join(item.get_text(" ").split()) for item in page.select(".messages li")]


def question(response):
    """Return what the panel says: the answers to choose from, the one chosen, and its text."""
    panel = parsed(response).select_one("section[id*=email-to-subscribers], [id*=email_to]")
    radios = panel.select("input[name=mail_choice]")
    chosen = [radio["value"] for radio in radios if radio.has_attr("checked")]
    return [radio["value"] for radio in radios], chosen, " ".join(panel.get_text(" ").split())


def member(site, *page_permissions, model_permissions=(), site_permissions=()):
    """Return a client of a user who may enter the admin and has these permissions there."""
    group = Group.objects.create(name="Members")
    codenames = ["access_admin", *model_permissions]
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    for codename in page_permissions:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", content_type__model="page", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=site.root_page, permission=permission)
    for permission in Permission.objects.filter(codename__in=site_permissions):
        GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    user = get_user_model().objects.create_user("member@host.example", "known to everybody")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def user_of(email):
    return get_user_model().objects.get(email=email)
