"""The main job on real input: a real post, entered in the editor, reaches 500 readers once each."""

import html
import itertools
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from tests import seed_post
from tests.newsletter import rows
from tests.processes import wait_until
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber, Suppression
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not seed_post.PATH.exists(), reason="no seed post beside us"),
]

READERS = [f"confirmed-{number}@mail.example" for number in range(500)]
# A worker that vanished is found out in seconds, not minutes. It needs to know of no hold, too: its
# sweep queues a post's email if it looks while the post is being published.
QUICK = {"MAIL_LEASE": {"seconds": 3}, "MAIL_CLAIM_SIZE": 20, "MAIL_HOLD": {"seconds": 0}}

Status = Subscriber.Status


@pytest.fixture
def post():
    return seed_post.read()


@pytest.fixture
def blog(site):
    PracticeSettings.objects.create(
        site=site,
        name="Foreign Practice",
        postal_address="1 Host Street\nHarrow Bay",
        sender_email="posts@host.example",
    )
    return site.root_page.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


@pytest.fixture
def readers(site):
    """500 who confirmed, and 150 who must not be mailed, for three reasons."""
    for email in READERS:
        rows.subscriber(site, email)
    rows.subscribers(site, 50, Status.PENDING)
    rows.subscribers(site, 50, Status.UNSUBSCRIBED)
    for number in range(50):
        gone = rows.subscriber(site, f"suppressed-{number}@mail.example")
        Suppression.objects.create(site=site, address_hash=gone.address_hash, reason="bounced")


@pytest.fixture(autouse=True)
def no_hold(settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"MAIL_HOLD": rows.NO_TIME}


def enter(client, url_name, args=(), **data):
    """Send a form of Wagtail's editor; it must take it."""
    response = client.post(reverse(url_name, args=args), nested_form_data(data))
    assert response.status_code == 302, response.context["form"].errors
    return response


def enter_author(client, post) -> Author:
    enter(
        client,
        "wagtailsnippets_wagtail_therapy_authors_author:add",
        name=post.author,
        post_nominals=post.letters,
        short_bio=post.bio,
        long_bio=rich_text(f"<p>{html.escape(post.bio)}</p>"),
        degrees=inline_formset([]),
        licenses=inline_formset([]),
        links=inline_formset([]),
        **{"action-publish": "yes"},
    )
    return Author.objects.get()


def enter_categories(client, post) -> list[Category]:
    for name in post.categories:
        enter(client, "wagtailsnippets_wagtail_therapy_blog_category:add", name=name)
    return list(Category.objects.order_by("pk"))


def body_blocks(post):
    """Return the post as blocks of the editor: neighbouring items are one list."""
    for kind, lines in itertools.groupby(post.body, key=lambda line: line[0]):
        texts = [text for _kind, text in lines]
        if kind == "item":
            items = streamfield([("item", rich_text(html.escape(text))) for text in texts])
            yield "list", {"style": "bullets", "items": items}
        elif kind == "heading":
            yield from (("heading", {"text": text}) for text in texts)
        else:
            paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
            yield "paragraph", rich_text(paragraphs)


def enter_post(client, blog, post) -> BlogPostPage:
    author = enter_author(client, post)
    categories = enter_categories(client, post)
    enter(
        client,
        "wagtailadmin_pages:add",
        ("wagtail_therapy_pages", "blogpostpage", blog.pk),
        title=post.title,
        slug="the-post",
        body=streamfield(list(body_blocks(post))),
        excerpt="",
        post_authors=inline_formset([{"author": author.pk}]),
        post_categories=inline_formset([{"category": category.pk} for category in categories]),
        references=streamfield([]),
        related_reading=streamfield([]),
        mail_choice="send",
        comments=inline_formset([]),
        **dict.fromkeys(["crisis_notice", "disclaimer", "exit_button"], "inherit"),
        **{"action-publish": "yes"},
    )
    return BlogPostPage.objects.get()


def settled() -> Mailing | None:
    return Mailing.objects.filter(finished_at__isnull=False).first()


def test_each_of_500_readers_gets_the_post_once_and_no_one_else(
    post, blog, readers, editor_client, celery_worker_process, smtp_server
):
    celery_worker_process.start(beat=True, **QUICK)

    page = enter_post(editor_client, blog, post)
    mailing = wait_until(settled, seconds=120)

    assert smtp_server.recipients() == sorted(READERS)
    assert (mailing.state, mailing.total, mailing.sent, mailing.left) == ("finished", 500, 500, 0)
    ids = {message.parsed["Message-ID"] for message in smtp_server.messages()}
    assert ids == {
        f"<{mailing.uuid.hex}.{delivery.pk}@host.example>" for delivery in Delivery.objects.all()
    }
    for message in smtp_server.messages():
        check_mail(message.parsed, page)


def test_killed_worker_sends_no_email_twice_and_accounts_for_all_readers(
    post, blog, readers, editor_client, celery_worker_process, smtp_server
):
    smtp_server.rules(delay=0.01)
    celery_worker_process.start(beat=True, **QUICK)
    enter_post(editor_client, blog, post)
    wait_until(lambda: len(smtp_server.messages()) > 100)

    celery_worker_process.kill()
    before = len(smtp_server.messages())
    celery_worker_process.start(beat=True, **QUICK)
    mailing = wait_until(settled, seconds=120)

    counts = Counter(smtp_server.recipients())
    assert 100 < before < 500
    assert set(counts.values()) == {1}
    assert set(counts) <= set(READERS)
    assert (mailing.total, mailing.sent + mailing.unknown) == (500, 500)
    assert mailing.unknown <= 1
    sent_to = Delivery.objects.filter(state=Delivery.State.SENT)
    assert set(sent_to.values_list("subscriber__email", flat=True)) <= set(counts)
    assert len(counts) >= 500 - mailing.unknown


def check_mail(mail, page):
    text = mail.get_body(["plain"]).get_content()
    markup = mail.get_body(["html"]).get_content()
    unsubscribe_url = mail["List-Unsubscribe"].strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "Foreign Practice <posts.testserver>"
    assert mail["Subject"] == page.title
    assert "1 Host Street" in text
    assert "1 Host Street" in markup
    soup = BeautifulSoup(markup, "html.parser")
    links = [tag["href"] for tag in soup.find_all(href=True)] + re.findall(r"https?://\S+", text)
    assert {urlsplit(link).hostname for link in links} == {"testserver"}
    manage_url = f"http://testserver/newsletter/manage/{unsubscribe_url.rpartition('/')[2]}/"
    assert sorted(set(links)) == sorted({page.full_url, unsubscribe_url, manage_url})
    assert soup.find_all(["img", "link", "script", "iframe"]) == []
    assert "url(" not in markup
