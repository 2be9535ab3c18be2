"""Two sites, the first with two sections, and users of every kind."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, GroupSitePermission, Locale, Page

from tests.newsletter import rows
from tests.sites import add_site
from tests.testapp.models import JournalEntry, JournalEntryAuthor, JournalPage
from wagtail_therapy.approaches.models import ApproachFamily, Concern, Guideline
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import ArchivedComment, Category
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import (
    Announcement,
    Delivery,
    Mailing,
    ProviderEvent,
    SubscriberImport,
)
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.wordpress_import.models import WordPressImport

EDIT = ["add_page", "change_page"]
PUBLISH = [*EDIT, "publish_page"]
READERS = [
    "view_subscriber",
    "view_subscriber_address",
    "export_subscriber",
    "change_subscriber",
]


@dataclass(frozen=True)
class Person:
    """A kind of user, with objects of their own and of others."""

    kind: str
    own: str = "here"
    foreign: str = "there"

    def __str__(self) -> str:
        return f"{self.kind} {self.own}"


# "here" and "beside" are sections of one site, "there" is one of another.
PEOPLE = [
    Person("anonymous"),
    Person("no role"),
    Person("access"),
    Person("editor"),
    Person("editor", "beside", "here"),
    Person("editor", "there", "here"),
    Person("publisher"),
    Person("publisher", "beside", "here"),
    Person("publisher", "there", "here"),
    Person("readers"),
    Person("readers", "there", "here"),
    Person("moderator"),
    Person("admin"),
]


class Place:
    """A section with a post, its mailing, and what became of that; a reader of its site."""

    def __init__(self, name: str, site, author):
        self.name = name
        self.site = site
        self.section = site.root_page.add_child(
            instance=JournalPage(title=f"Section {name}", slug=name)
        )
        self.post = JournalEntry(title=f"Post {name}", excerpt="A short excerpt.")
        self.post.post_authors = [JournalEntryAuthor(author=author)]
        self.section.add_child(instance=self.post)
        self.post.save_revision().publish()
        self.comment = ArchivedComment.objects.create(page=self.post, key=name, text="Words")
        self.mailing = _mailing(site, self.post)
        self.announcement = Announcement.objects.create(
            site=site, language="en", subject=f"Announcement {name}", body="<p>Closed.</p>"
        )
        self.subscriber = rows.subscriber(site, f"reader@{name}.example")
        self.delivery = Delivery.objects.create(
            mailing=self.mailing, subscriber=self.subscriber, email_hash="0" * 64
        )
        self.brought = _subscriber_import(site)
        self.wordpress = _wordpress_import(site, self.section, name)
        self.event = ProviderEvent.objects.create(
            provider=f"provider-{name}",
            event_type="deferred",
            delivery=self.delivery,
            occurred_at=timezone.now(),
        )

    def is_named_in(self, text: str) -> bool:
        names = [
            self.post.title,
            self.announcement.subject,
            self.subscriber.email,
            self.event.provider,
            self.wordpress.file_name,
            self.site.site_name,
        ]
        return any(name in text for name in names)


def _subscriber_import(site) -> SubscriberImport:
    now = timezone.now()
    state = SubscriberImport.State.FINISHED
    return SubscriberImport.objects.create(
        site=site, file_name="list.csv", state=state, started_at=now, finished_at=now
    )


def _wordpress_import(site, section, name) -> WordPressImport:
    now = timezone.now()
    return WordPressImport.objects.create(
        site=site,
        parent=section,
        file_name=f"export-{name}.xml",
        state=WordPressImport.State.FINISHED,
        found={"title": name, "address": "", "kinds": {}, "authors": [], "samples": []},
        started_at=now,
        finished_at=now,
    )


def _mailing(site, post) -> Mailing:
    now = timezone.now()
    return Mailing.objects.create(
        site=site,
        page_id=post.pk,
        dedupe_key=f"post:{post.pk}",
        language="en",
        subject=f"Mail {post.title}",
        frozen_at=now,
        not_before=now + timedelta(days=1),
        not_after=now + timedelta(days=2),
    )


def snippets(author) -> dict[str, Any]:
    """Return one of each of our snippets, by the name of its model."""
    names = {
        Category: {"name": "Endings", "slug": "endings"},
        Concern: {"name": "Grief", "slug": "grief"},
        Guideline: {"body": "NICE", "title": "Loss", "year": 2022},
        ApproachFamily: {"name": "Systemic", "slug": "systemic"},
        ContentNote: {"name": "Loss"},
    }
    return {"author": author} | {
        model._meta.model_name: model.objects.create(locale=author.locale, **fields)
        for model, fields in names.items()
    }


class Sites:
    """The three places, and the snippets that all sites share."""

    def __init__(self):
        author = Author(name="Ada Example", locale=Locale.get_default())
        author.save()
        self.revision = author.save_revision()
        first = add_site("testserver", "Site of both sections")
        second = add_site("there.example", "Site there", "there")
        for site in (first, second):
            PracticeSettings.objects.create(site=site, name=site.site_name)
        self.places = {
            "here": Place("here", first, author),
            "beside": Place("beside", first, author),
            "there": Place("there", second, author),
        }
        self.snippets = snippets(author)

    def client_of(self, person: Person) -> Client:
        client = Client()
        if person.kind != "anonymous":
            client.force_login(self._user(person))
        return client

    def _user(self, person: Person):
        users = get_user_model().objects
        if person.kind == "admin":
            return users.create_superuser("admin@host.example", "known to everybody")
        user = users.create_user("user@host.example", "known to everybody")
        if person.kind != "no role":
            user.groups.add(self._group(person))
        return user

    def _group(self, person: Person) -> Group:
        group = Group.objects.create(name=person.kind)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        place = self.places[person.own]
        # On the other site it is the whole site.
        section = place.site.root_page if person.own == "there" else place.section
        held = {
            "editor": (EDIT, section),
            "publisher": (PUBLISH, section),
            "moderator": (PUBLISH, Page.get_first_root_node()),
        }
        codenames, page = held.get(person.kind, ([], None))
        for permission in Permission.objects.filter(codename__in=codenames):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        if person.kind == "readers":
            for permission in Permission.objects.filter(codename__in=READERS):
                GroupSitePermission.objects.create(
                    group=group, site=place.site, permission=permission
                )
        return group
