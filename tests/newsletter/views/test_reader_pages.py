"""Where a reader came from, and what there is to read, after the form and the confirmation."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests import parsed_html
from tests.newsletter import rows, visitors
from tests.newsletter.visitors import SUBSCRIBE, filled_in
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.newsletter.views import reader_pages

HOME = [("Go to the home page", "http://testserver/")]


@pytest.fixture
def post(make_post):
    return rows.publish(make_post("Your <first> session", choice=None))


def form_on(page, site):
    """Return what a browser sends of a form that is on a page."""
    request = RequestFactory().get("/")
    html = Template("{% load wagtail_therapy_newsletter %}{% subscribe_form %}").render(
        Context({"page": page, "request": request})
    )
    field = parsed_html.parsed(html).find(attrs={"name": "token"})
    return filled_in(site, token=field["value"])


def way_out(response):
    links = visitors.parsed(response).select(".therapy-message > p:last-child a")
    return [(link.get_text(), link["href"]) for link in links]


def back_to(page):
    return [(f"Back to “{page.title}”", page.get_url())]


def test_check_inbox_leads_back_to_the_page_with_the_form(client, site, post, therapy):
    therapy(FORM_MIN_SECONDS=0)
    assert way_out(client.post(SUBSCRIBE, form_on(post, site))) == back_to(post)


def test_page_with_the_form_survives_a_mistype_and_a_form_that_comes_back_too_fast(
    client, site, post
):
    form = form_on(post, site)
    mistyped = client.post(SUBSCRIBE, form | {"email": "reader@"})
    too_fast = client.post(SUBSCRIBE, visitors.form_on(mistyped) | {"email": visitors.ADDRESS})
    assert visitors.alert(too_fast) == "Nearly there: please press “Subscribe” once more."
    assert way_out(client.post(SUBSCRIBE, visitors.form_on(too_fast))) == back_to(post)


def test_check_inbox_leads_home_from_a_form_that_is_on_no_page(client, site):
    assert way_out(client.post(SUBSCRIBE, filled_in(site))) == HOME


@pytest.mark.parametrize("change", ["draft", "private", "of another site", "gone"])
def test_check_inbox_leads_to_no_page_that_a_stranger_may_not_read(client, site, post, change):
    if change == "draft":
        post.unpublish()
    if change == "private":
        PageViewRestriction.objects.create(page=post, restriction_type="login")
    if change == "of another site":
        root = Page.get_first_root_node().add_child(instance=Page(title="Other", slug="other"))
        post.move(root, "last-child")
    if change == "gone":
        post.delete()
    assert reader_pages.page_with_form(site, post.pk or 9_999) is None


def test_form_of_an_older_page_is_still_read(site):
    token = tokens._signer("form").sign_object([site.pk, "en", "hash", 1.0])
    assert tokens.read_form_token(token).page_id is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("reader@gmial.com", "gmial.com"),
        ("reader@söhne.example", "söhne.example"),
        ("reader@xn--i-7iq.ws", "xn--i-7iq.ws"),
    ],
)
def test_check_inbox_shows_the_domain_that_was_typed(client, site, typed, shown):
    response = client.post(SUBSCRIBE, filled_in(site, typed))
    domain = visitors.parsed(response).select_one(".therapy-message strong")
    assert (domain.get_text(), "reader@" in response.content.decode()) == (shown, False)


def test_confirmed_names_the_list_and_its_latest_posts(client, site, make_post):
    NewsletterSettings.objects.create(site=site, list_name="Field <Notes>")
    titles = ["The first", "The second", "The third", "The fourth"]
    for days, title in enumerate(titles):
        post = rows.publish(make_post(title, choice=None))
        post.first_published_at = timezone.now() - timedelta(days=10 - days)
        post.save()
    make_post("A draft", choice=None)
    reader = rows.subscriber(site, status="pending")
    page = visitors.parsed(client.post(f"/newsletter/confirm/{tokens.confirm_token(reader)}/"))
    links = page.select(".therapy-message li a")
    assert page.select_one(".therapy-message strong").get_text() == "Field <Notes>"
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("The fourth", "/the-fourth/"),
        ("The third", "/the-third/"),
        ("The second", "/the-second/"),
    ]


def test_confirmed_shows_no_post_of_another_site(client, site, make_post):
    rows.publish(make_post("Ours", choice=None))
    root = Page.get_first_root_node().add_child(instance=Page(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=root)
    assert reader_pages.welcome(other)["latest_posts"] == []


def test_confirmed_without_posts_has_no_list(client, site):
    reader = rows.subscriber(site, status="pending")
    response = client.post(f"/newsletter/confirm/{tokens.confirm_token(reader)}/")
    assert visitors.parsed(response).select(".therapy-message h2, .therapy-message ul") == []
