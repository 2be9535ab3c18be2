"""Whatever a visitor may be shown is purged from a cache in front when it is saved."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from tests.blog.archived_comments.comments import comment
from tests.frontend_cache import recorded
from tests.pages import rows
from tests.pages.edits import Practice, guideline_of, published, saved
from wagtail_therapy.approaches.models import ConcernGuideline
from wagtail_therapy.authors.models import AuthorDegree, AuthorLicense, AuthorLink, ReviewSettings
from wagtail_therapy.blog.archived_comments import store
from wagtail_therapy.content import caching
from wagtail_therapy.content.page_cache import sitewide_purges

pytestmark = rows.MAKES_RENDITIONS

# How each row that visitors see is saved. Rows of a page or snippet are saved with it.
SAVED = {
    "approaches.ApproachFamily": lambda at: saved(at.approach.family, name="Bodies"),
    "approaches.Concern": lambda at: saved(at.anxiety, name="Worry"),
    "approaches.ConcernGuideline": lambda at: saved(
        at.anxiety, concern_guidelines=[ConcernGuideline(guideline=guideline_of(at))]
    ),
    "approaches.Guideline": lambda at: saved(guideline_of(at), title="New"),
    "authors.Author": lambda at: saved(at.orla, name="Orla Quay"),
    "authors.AuthorDegree": lambda at: saved(at.orla, degrees=[AuthorDegree(title="PhD")]),
    "authors.AuthorLicense": lambda at: saved(at.orla, licenses=[AuthorLicense(title="LMFT")]),
    "authors.AuthorLink": lambda at: saved(at.orla, links=[AuthorLink(url="https://a.example/")]),
    "authors.Review": lambda at: rows.review(at.post, at.mateo),
    "blog.ArchivedComment": lambda at: store(at.post, [comment(1)]),
    "blog.Category": lambda at: saved(at.grief, name="Loss"),
    "content.ContentNote": lambda at: saved(at.note, text="Another paragraph."),
    "newsletter.NewsletterSettings": lambda at: saved(at.newsletter, introduction="Monthly."),
    "pages.ApproachAuthor": lambda at: published(at.approach),
    "pages.ApproachConcern": lambda at: published(at.approach),
    "pages.ApproachIndexPage": lambda at: published(at.approaches),
    "pages.ApproachPage": lambda at: published(at.approach),
    "pages.ApproachRecommendation": lambda at: published(at.approach),
    "pages.BlogIndexPage": lambda at: published(at.blog),
    "pages.BlogPostAuthor": lambda at: published(at.post),
    "pages.BlogPostCategory": lambda at: published(at.post),
    "pages.BlogPostPage": lambda at: published(at.post),
    "pages.BlogPostTag": lambda at: published(at.post),
    "pages.TeamPage": lambda at: published(at.team),
    "practice.PracticeSettings": lambda at: saved(at.settings, crisis_notice="Dial 1632."),
}
# Nothing of these is on a page: they are for editors, emails, imports, or lead to another address.
NOT_SHOWN = {
    "approaches.ClaimChange",  # Written when its approach is saved.
    "authors.ReviewReminder",
    "authors.ReviewSettings",
    # Written after a change that itself is purged.
    *("blog.CountedBlog", "blog.PostCount", "blog.UncountedChange"),
    "blog.ErasedComment",
    "content.DuePictures",
    "content.FormerSlug",
    "content.Generation",
}
APPS_WITHOUT_PAGES = {"newsletter", "wordpress_import"}


@pytest.fixture
def purged_by(settings, reference_index, django_capture_on_commit_callbacks):
    return recorded(settings, django_capture_on_commit_callbacks)


@pytest.fixture
def practice(site, purged_by):
    return Practice(site)


def our_models():
    """Return the names of our models, without those of apps whose pages no cache keeps."""
    names = {f"{one._meta.app_label}.{one.__name__}" for one in apps.get_models()}
    ours = {one.removeprefix("wagtail_therapy_") for one in names if "wagtail_therapy_" in one}
    return {one for one in ours if one.split(".")[0] not in APPS_WITHOUT_PAGES or one in SAVED}


def test_each_model_of_ours_is_known_to_be_shown_or_not():
    assert our_models() == set(SAVED) | NOT_SHOWN


def test_what_visitors_see_is_purged_when_it_is_saved(practice, purged_by):
    unpurged, valid = [], []
    for name, save in SAVED.items():
        before = caching.generation()
        if not purged_by(save, practice):
            unpurged.append(name)
        if caching.generation() == before:
            valid.append(name)

    assert (unpurged, valid) == ([], [])


SITEWIDE = {
    "practice": lambda at: saved(at.settings, exit_url="https://weather.example/"),
    "practice deleted": lambda at: at.settings.delete(),
    "newsletter": lambda at: saved(at.newsletter, introduction="Once a month."),
    "host's or another app's settings": lambda at: ReviewSettings.objects.create(site=at.site),
    "site": lambda at: saved(at.site, site_name="Quay"),
    "language": lambda at: saved(Locale.objects.get()),
    "picture": lambda at: saved(at.image, description="A room"),
    "document": lambda at: saved(at.leaflet, title="A leaflet"),
}


@pytest.mark.parametrize("name", SITEWIDE)
def test_what_any_page_may_show_purges_all_of_them(practice, purged_by, name):
    purged = purged_by(SITEWIDE[name], practice)

    assert set(practice.paths) - purged == set()
    assert {
        "/approaches/history/feed/",
        "/notes/feed/atom/",
        "/who-we-are/mateo/",
    } - purged == set()


def test_site_that_moves_is_purged_at_both_addresses(practice, purged_by):
    purged = purged_by(lambda: saved(practice.site, hostname="new.example"))

    assert {"/notes/", "http://new.example/notes/"} - purged == set()


def test_new_picture_and_draft_purge_nothing(practice, purged_by):
    assert purged_by(rows.image, "New") == set()
    assert purged_by(practice.post.save_revision) == set()


def test_all_pages_are_found_with_as_many_queries_however_many_there_are(
    practice, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as asked:
        sitewide_purges.all_urls()
    for number in range(5):
        rows.post(practice.blog, practice.orla, title=f"Another {number}")

    with django_assert_num_queries(len(asked)):
        found = sitewide_purges.all_urls()
    assert "http://testserver/notes/another-4/" in found


def test_nothing_is_looked_up_where_no_cache_is_configured(
    practice, settings, django_assert_num_queries
):
    settings.WAGTAILFRONTENDCACHE = {}

    with django_assert_num_queries(0):
        sitewide_purges.purge_all_pages()
        sitewide_purges.purge_if_used(None, practice.image)
        sitewide_purges.purge_old_addresses(Site, practice.site)
