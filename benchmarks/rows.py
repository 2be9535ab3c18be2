"""What a practice has before it mails anybody."""

import uuid
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import addresses
from wagtail_therapy.newsletter.models import PostMailIntent, Subscriber
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostAuthor, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

SENDER = "posts@practice.example"


def practice(name) -> Site:
    """Return a new site with a blog, an author, and all that a mail needs."""
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
    # A slug of its own, or Wagtail tries the numbers of all posts before.
    slug = uuid.uuid4().hex
    post = BlogPostPage(title="On endings", slug=slug, live=False, excerpt="What stays open.")
    post.post_authors = [BlogPostAuthor(author=author) for author in authors]
    BlogIndexPage.objects.child_of(site.root_page).get().add_child(instance=post)
    post.save_revision()
    return post


def wish_to_mail(post) -> PostMailIntent:
    return PostMailIntent.objects.create(
        translation_key=post.translation_key, locale=post.locale, choice=PostMailIntent.Choice.SEND
    )


def fill_list(site, size) -> None:
    """Add confirmed readers until there are ``size``."""
    first = Subscriber.objects.filter(site=site).count()
    readers = (_reader(site, number) for number in range(first, size))
    Subscriber.objects.bulk_create(readers, batch_size=5_000)


def _reader(site, number):
    email = f"reader-{number}@mail.example"
    return Subscriber(
        site=site,
        email=email,
        email_key=addresses.address_key(email),
        address_hash=addresses.address_hash(email),
        status=Subscriber.Status.ACTIVE,
        confirmed_at=timezone.now() - timedelta(days=1),
    )
