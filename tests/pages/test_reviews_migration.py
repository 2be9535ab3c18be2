"""Posts that said in two fields who had reviewed them and when keep it, as a review."""

from datetime import date
from importlib import import_module

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.pages import rows
from wagtail_therapy.authors.models import Review
from wagtail_therapy.pages.models import BlogPostPage

APP = "wagtail_therapy_pages"
DAY = date(2024, 3, 2)
migration = import_module("wagtail_therapy.pages.migrations.0007_reviews")
BEFORE = next(one for one in migration.Migration.dependencies if one[0] == APP)


def migrated(*targets):
    """Migrate, and return the app's models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate([*targets])
    executor.loader.build_graph()
    return executor.loader.project_state([*targets]).apps


@pytest.fixture
def latest():
    """Leave the database as it was, whatever happens."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    migrated(*leaves)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_reviews_are_carried_over_and_back(site, latest):
    blog, orla = rows.blog(site), rows.author("Orla", honorific_prefix="Dr", post_nominals="PsyD")
    posts = {title: rows.post(blog, orla, title=title).pk for title in ("By", "Without", "Not")}
    rows.review(BlogPostPage.objects.get(title="By"), orla, DAY)

    old = migrated(BEFORE).get_model(APP, "BlogPostPage").objects
    by = old.get(pk=posts["By"])
    assert (by.reviewed_date, by.reviewed_by_id) == (DAY, orla.pk)
    old.filter(pk=posts["Without"]).update(reviewed_date=DAY)
    old.filter(pk=posts["Not"]).update(reviewed_by=orla.pk)

    migrated(*latest)

    of_posts = ContentType.objects.get_for_model(BlogPostPage)
    found = [
        (one.content_type, int(one.object_id), one.reviewer, one.reviewer_name, one.reviewed_date)
        for one in Review.objects.order_by("pk")
    ]
    assert found == [
        (of_posts, posts["By"], orla, "Dr Orla, PsyD", DAY),
        (of_posts, posts["Without"], None, "", DAY),
    ]
    assert BlogPostPage.objects.get(title="Without").get_reviewed_date() == DAY
    assert BlogPostPage.objects.get(title="Not").get_review() is None


def test_day_that_was_tomorrow_for_an_editor_is_now():
    assert migration.noon(date(2999, 1, 1)) <= migration.timezone.now()
