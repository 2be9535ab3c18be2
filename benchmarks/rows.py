"""Creates a practice with readers, and a mailing that is ready to be sent."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from benchmarks import smtp
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.composing import mime
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.copy_detection import places
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent, Subscriber
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostAuthor, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

SENDER = "posts@practice.example"
# The size of a post with its frame in HTML, and of its text.
HTML_BYTES, TEXT_BYTES = 12_000, 3_000
SENTENCE = "Some endings are chosen, others aren’t; both leave something to be talked about. "

# Adding a million rows in Python would take longer than mailing them.
COPY_READER = """
WITH RECURSIVE numbers (number) AS (
    SELECT %s UNION ALL SELECT number + 1 FROM numbers WHERE number < %s
)
INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, numbers WHERE id = %s
"""


def practice(name) -> Site:
    """Return a new site with a blog, an author, and everything that an email needs."""
    home = Page.get_first_root_node().add_child(instance=Page(title=name, slug=name))
    site = Site.objects.create(hostname=f"{name}.practice.example", root_page=home)
    PracticeSettings.objects.create(
        site=site, name="A Practice", postal_address="1 Street", sender_email=SENDER
    )
    home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    return site


def author() -> Author:
    return Author.objects.create(name="Ada Example", locale=Locale.get_default())


def draft(site, authors) -> BlogPostPage:
    """Return a post that was saved once and is not live."""
    # A unique slug, or Wagtail tries the numbers of all earlier posts.
    slug = uuid.uuid4().hex
    post = BlogPostPage(title="On endings", slug=slug, live=False, excerpt="What stays open.")
    post.post_authors = [BlogPostAuthor(author=author) for author in authors]
    BlogIndexPage.objects.child_of(site.root_page).get().add_child(instance=post)
    post.save_revision()
    return post


def wish_to_mail(post) -> PostMailIntent:
    return PostMailIntent.objects.create(
        translation_key=post.translation_key,
        locale=post.locale,
        choice=PostMailIntent.Choice.SEND,
        set_by=_publisher(),
    )


def _publisher() -> Any:
    users = get_user_model().objects
    name = {users.model.USERNAME_FIELD: "publisher@practice.example"}
    return users.filter(**name).first() or users.create_superuser(**name, password=None)


def fill_list(site, size) -> None:
    """Add confirmed readers until there are ``size``."""
    present = Subscriber.objects.filter(site=site).count()
    if present >= size:
        return
    first = _reader(site, present + 1)
    first.save()
    if present + 1 < size:
        _copy(first, present + 2, size)


def _reader(site, number):
    email = f"reader-{number}@mail.example"
    return Subscriber(
        site=site,
        email=email,
        email_key=email_addresses.address_key(email),
        address_hash=email_addresses.address_hash(email),
        status=Subscriber.Status.ACTIVE,
        confirmed_at=timezone.now() - timedelta(days=1),
    )


def _copy(reader, first, last):
    """Add readers with these numbers, inside the database; hashes and uuids are made up."""
    email = "'reader-' || number || '@mail.example'"
    drawn = "MD5(id || '.' || number)"
    differ = {
        "uuid": f"CAST({drawn} AS uuid)" if is_postgresql() else drawn,
        "email": email,
        "email_key": email,
        "address_hash": f"{drawn} || {drawn}",
    }
    columns = [field.column for field in Subscriber._meta.concrete_fields if not field.primary_key]
    statement = COPY_READER.format(
        table=Subscriber._meta.db_table,
        columns=", ".join(columns),
        values=", ".join(differ.get(column, column) for column in columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last, reader.pk])


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def frozen_mailing(site) -> Mailing:
    """Return a mailing with its content rendered, but without its deliveries yet."""
    places.adopt_first(site)
    link = f"https://practice.example/{mime.PLACEHOLDERS.token}/"
    now = timezone.now()
    return Mailing.objects.create(
        site=site,
        dedupe_key=f"benchmark:{uuid.uuid4()}",
        language="en",
        subject="On endings",
        html=_prose(HTML_BYTES, f"<p>{SENTENCE}</p>\n") + f'<a href="{link}">Unsubscribe</a>\n',
        text=_prose(TEXT_BYTES, f"{SENTENCE}\n\n") + f"Unsubscribe: {link}\n",
        sender=SENDER,
        list_id="<posts.host.example>",
        unsubscribe_url=link,
        state=Mailing.State.FREEZING,
        frozen_at=now,
        not_after=now + timedelta(days=1),
    )


def _prose(size, line) -> str:
    return line * (size // len(line.encode()))


def messages(mailing, number=100) -> list[smtp.SampleMessage]:
    """Return messages of the mailing as they will go over the wire."""
    messages = MailingMessages(mailing)
    recipients = mailing.deliveries.select_related("subscriber")[:number]
    return [
        smtp.SampleMessage(
            mailing.sender,
            delivery.subscriber.email,
            messages.for_delivery(delivery).content,
        )
        for delivery in recipients
    ]
