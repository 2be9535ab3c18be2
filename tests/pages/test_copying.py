"""Each way of copying in Wagtail's admin forms, for each of our page types, field by field."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Locale,
    PageViewRestriction,
)

from tests.pages import copying, rows
from tests.pages.old_pages import age, blog_post, make
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.pages.models import (
    ApproachIndexPage,
    ApproachPage,
    BlogIndexPage,
    BlogPostPage,
    TeamPage,
)

MODELS = [BlogIndexPage, BlogPostPage, ApproachIndexPage, ApproachPage, TeamPage]


def copied(client, page, **choices):
    """Fill in the form *Copy*, and return the new page."""
    parent = page.get_parent().pk
    data = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": parent}
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert client.post(url, data | choices).status_code == 302
    return type(page).objects.get(slug="copied")


def published_later(client, page):
    return rows.publish(copied(client, page).get_latest_revision_as_object())


def converted(client, page):
    alias = alias_of(client, page)
    url = reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])
    assert client.post(url).status_code == 302
    return type(page).objects.get(pk=alias.pk)


def translated(client, page):
    german = Locale.objects.create(language_code="de")
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        above.copy_for_translation(german, alias=True)
    url = reverse("simple_translation:submit_page_translation", args=[page.pk])
    assert client.post(url, {"locales": [german.pk]}).status_code == 302
    return page.get_translation(german)


def live(client, page):
    return copied(client, page, publish_copies="on")


def alias_of(client, page):
    return copied(client, page, alias="on")


DATES, PLANS, COMMENTS = copying.DATES, copying.PLANS, "wagtail_admin_comments"
# The ways of copying, and what of the original's history the new page has.
WAYS = [
    (copied, []),
    (live, []),
    (published_later, []),
    (translated, []),
    (alias_of, [DATES, PLANS]),
    (converted, [DATES]),
]


@pytest.fixture(autouse=True)
def two_languages(settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES


@pytest.mark.parametrize("model", MODELS)
def test_every_field_and_relation_has_a_decision(model):
    tables = [copying.TEXT, DATES, PLANS, copying.NEVER, copying.OWN]
    decided = [name for table in tables for name in copying.names(table, model)]

    assert sorted(decided) == sorted(copying.fields_of(model))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("copy_by", "carried"), WAYS)
def test_copies_have_the_text_and_not_its_history(
    site, editor, editor_client, model, copy_by, carried
):
    original = age(make(model, site), editor)
    began_at = timezone.now()

    copy = copy_by(editor_client, original)

    for table in (copying.TEXT, *carried):
        names = copying.names(table, model)
        assert copying.values(copy, names) == copying.values(original, names)
    for table in (DATES, PLANS):
        names = copying.names(table, model) if table not in carried else set()
        assert copying.values(copy, names, since=began_at) == copying.blank(model, names)
    never = copying.names(copying.NEVER, model) - ({COMMENTS} if copy.alias_of_id else set())
    assert copying.values(copy, never) == {name: [] for name in never}
    assert is_asked_about_mail(copy)


@pytest.mark.parametrize("model", MODELS)
def test_originals_have_something_everywhere(site, editor, model):
    page = age(make(model, site), editor)

    for table in (copying.TEXT, DATES, PLANS, copying.NEVER):
        known = copying.values(page, copying.names(table, model) - copying.ELSEWHERE)
        assert [name for name, value in known.items() if value in (None, "", 0, [], False)] == []


def test_posts_of_a_copied_blog_are_new_as_well(site, editor, editor_client):
    post = age(blog_post(rows.blog(site)), editor)
    began_at = timezone.now()

    copy = copied(editor_client, post.get_parent().specific, copy_subpages="on")

    below = BlogPostPage.objects.child_of(copy).get(title="Waking")
    names = copying.names(DATES, BlogPostPage) | copying.names(PLANS, BlogPostPage)
    assert copying.values(below, names, since=began_at) == copying.blank(BlogPostPage, names)


@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_private_posts_of_a_copied_blog_stay_private(site, editor_client, client, way):
    blog = rows.blog(site)
    rows.post(blog, rows.author(), title="Open")
    private = rows.post(blog, rows.author(), title="Private", slug="private")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type="groups")
    restriction.groups.create(name="Clients")

    copy = copied(editor_client, blog, copy_subpages="on", **{way: "on"})

    assert [post.title for post in copy.get_posts()] == ["Open"]
    kept = PageViewRestriction.objects.get(page__slug="private", page__path__startswith=copy.path)
    assert [group.name for group in kept.groups.all()] == ["Clients"]
    assert client.get(f"{copy.url}private/").status_code == 302
    assert [group.name for group in restriction.groups.all()] == ["Clients"]


def test_revision_of_a_converted_alias_has_no_plans_either(site, editor, editor_client):
    page = converted(editor_client, age(blog_post(rows.blog(site)), editor))

    plans = copying.names(PLANS, BlogPostPage)
    latest = page.get_latest_revision_as_object()
    assert copying.values(latest, plans) == copying.blank(BlogPostPage, plans)
    assert latest.updated_date == date(2025, 2, 3)


def is_asked_about_mail(page):
    key = {"translation_key": page.translation_key, "locale": page.locale}
    return not PostMailIntent.objects.filter(**key).exists() and not Mailing.objects.exists()
