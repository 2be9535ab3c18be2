"""Hypothesis changes blogs in any order, and looks for one in which a number is wrong."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.counts import post_counts, recounting
from wagtail_therapy.blog.models import Category
from wagtail_therapy.pages.models import (
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostCategory,
    BlogPostPage,
)

NAMES = ["Grief", "Loss", "Sleep", "Panic"]
places = st.integers(0, 9)
some = st.sets(st.sampled_from(range(len(NAMES))), max_size=3)
dates = st.sampled_from([datetime(2026, month, 3, tzinfo=UTC) for month in (1, 2, 3)])


class BlogMachine(RuleBasedStateMachine):
    """Two blogs, one of them below a section, and all that editors do to their posts."""

    def __init__(self, site):
        super().__init__()
        self.undo = transaction.atomic()
        # What Django's own test cases say of theirs, so that durable transactions may be within.
        self.undo._from_testcase = True
        self.undo.__enter__()
        with committed():
            self.build(site)

    def build(self, site):
        self.section = site.root_page.add_child(instance=BlogIndexPage(title="Section"))
        self.section.add_child(instance=BlogIndexPage(title="Inner"))
        rows.blog(site)
        for name in ("Orla", "Mateo"):
            rows.author(name)
        for name in NAMES:
            rows.category(name)

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(blog=places, named=some, moment=dates)
    def publish_new(self, blog, named, moment):
        with committed():
            draft = rows.post(
                pick(BlogIndexPage, blog),
                *authors(named),
                live=False,
                categories=categories(named),
                tags=[NAMES[one] for one in named],
                first_published_at=moment,
            )
            rows.publish(draft)

    @rule(post=places, named=some, moment=dates)
    def change(self, post, named, moment):
        if page := pick(BlogPostPage, post):
            page.post_authors = [BlogPostAuthor(author=one) for one in authors(named)]
            page.post_categories = [BlogPostCategory(category=one) for one in categories(named)]
            page.tags.set([NAMES[one] for one in named])
            page.first_published_at = moment
            with committed():
                rows.publish(page) if page.alias_of is None else page.save()

    @rule(post=places, named=some)
    def save_draft(self, post, named):
        page = pick(BlogPostPage, post)
        if page and page.alias_of is None:
            page.post_categories = [BlogPostCategory(category=one) for one in categories(named)]
            with committed():
                page.save_revision()

    @rule(post=places)
    def unpublish(self, post):
        if page := pick(BlogPostPage, post):
            with committed():
                page.unpublish()

    @rule(post=places)
    def delete(self, post):
        if page := pick(BlogPostPage, post):
            with committed():
                page.delete()

    @rule(post=places, blog=places)
    def move(self, post, blog):
        if page := pick(BlogPostPage, post):
            with committed():
                page.move(pick(BlogIndexPage, blog), pos="last-child")

    @rule(blog=places)
    def move_blog(self, blog):
        page = pick(BlogIndexPage, blog)
        target = BlogIndexPage.objects.get(pk=self.section.pk)
        if not target.path.startswith(page.path):
            with committed():
                page.move(target, pos="last-child")

    @rule(post=places, blog=places)
    def alias(self, post, blog):
        if page := pick(BlogPostPage, post):
            with committed():
                page.create_alias(
                    parent=pick(BlogIndexPage, blog),
                    update_slug=f"alias-{BlogPostPage.objects.latest('pk').pk}",
                )

    @rule(page=places)
    def restrict(self, page):
        one = pick(recounting.blogs().model, page)
        with committed():
            PageViewRestriction.objects.create(page=one, restriction_type="login")

    @rule(restriction=places)
    def open_up(self, restriction):
        if one := pick(PageViewRestriction, restriction):
            with committed():
                one.delete()

    @rule(category=places, parent=places)
    def put_into(self, category, parent):
        one, above = pick(Category, category), pick(Category, parent)
        if one:
            one.parent = None if one == above else above
            with committed():
                one.save()

    @rule(category=places)
    def delete_category(self, category):
        if Category.objects.count() > 1:
            with committed():
                pick(Category, category).delete()

    @rule()
    def roll_back(self):
        with committed(), transaction.atomic():
            BlogPostPage.objects.first() and BlogPostPage.objects.first().unpublish()
            transaction.set_rollback(True)

    @invariant()
    def numbers_are_right(self):
        current = set(post_counts.current_blogs().values_list("pk", flat=True))
        for blog in recounting.blogs().specific():
            assert blog.pk in current
            assert recounting.differences(blog) == []


def committed():
    return TestCase.captureOnCommitCallbacks(execute=True)


def pick(model, place):
    """Return one of the rows, or None if there is none."""
    found = list(model.objects.order_by("pk"))
    return found[place % len(found)] if found else None


def authors(named):
    found = list(Author.objects.order_by("pk"))
    return [found[one % 2] for one in named or [0]]


def categories(named):
    found = list(Category.objects.order_by("pk"))
    return [found[one % len(found)] for one in named]


@pytest.mark.slow
def test_no_order_of_changes_leaves_a_wrong_number(site):
    run_state_machine_as_test(
        lambda: BlogMachine(site),
        settings=settings(
            max_examples=4,
            stateful_step_count=20,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
