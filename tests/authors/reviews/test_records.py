from datetime import date, timedelta

import pytest
import swapper
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Locale, PageLogEntry

from tests.pages import rows
from wagtail_therapy.authors import reviews
from wagtail_therapy.authors.models import Review
from wagtail_therapy.authors.reviews.records import CACHE_ATTRIBUTE, cached_latest_review
from wagtail_therapy.pages.models import BlogPostPage

LONG_AGO = date(2024, 3, 2)


def test_review_says_who_when_and_what_they_found(post, mateo, editor):
    review = reviews.mark(post, mateo, user=editor, day=LONG_AGO, note="Two links were dead.")

    stored = Review.objects.get()
    assert stored == review
    assert (stored.content_type_id, stored.object_id) == (post.content_type_id, str(post.pk))
    assert (stored.reviewer, stored.reviewer_name) == (mateo, "Mateo, LMFT")
    assert (stored.reviewed_date, stored.reviewed_by) == (LONG_AGO, editor)
    assert (stored.note, str(stored)) == ("Two links were dead.", "March 2, 2024: Mateo, LMFT")


def test_review_of_today_is_of_this_moment(post, mateo):
    before = timezone.now()
    assert before <= reviews.mark(post, mateo).reviewed_at <= timezone.now()
    assert before <= reviews.mark(post, mateo, day=timezone.localdate()).reviewed_at


def test_review_is_in_the_history_of_the_page(post, mateo, editor):
    reviews.mark(post, mateo, user=editor, day=LONG_AGO, note="All holds.")

    entry = PageLogEntry.objects.get(action="wagtail_therapy.review")
    formatter = registry.get_formatter(entry)
    assert (entry.page_id, entry.user_id) == (post.pk, editor.pk)
    assert formatter.format_message(entry) == "Reviewed by Mateo, LMFT on March 2, 2024"
    assert formatter.format_comment(entry) == "All holds."


def test_review_saves_no_page(post, mateo):
    before = BlogPostPage.objects.values().get()

    reviews.mark(post, mateo)

    assert BlogPostPage.objects.values().get() == before


def test_review_to_come_is_refused(post, mateo):
    with pytest.raises(ValidationError, match="future"):
        reviews.mark(post, mateo, day=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="future"):
        Review(reviewer=mateo, reviewed_at=timezone.now() + timedelta(minutes=1)).save()

    assert list(Review.objects.all()) == []
    assert not PageLogEntry.objects.filter(action="wagtail_therapy.review").exists()


def test_draft_and_alias_are_not_reviewed(site, post, orla, mateo):
    draft = rows.post(post.get_parent().specific, orla, title="Draft", live=False)
    alias = post.create_alias(update_slug="mirror")

    with pytest.raises(ValidationError, match="Publish the page first"):
        reviews.mark(draft, mateo)
    with pytest.raises(ValidationError, match="mirrors another one"):
        reviews.mark(alias, mateo)

    assert list(Review.objects.all()) == []


def test_review_is_never_changed(post, mateo):
    review = reviews.mark(post, mateo)
    review.note = "Another one."

    with pytest.raises(TypeError, match="add another"):
        review.save()


def test_earlier_review_that_is_recorded_later_is_not_the_latest(post, orla, mateo):
    latest = reviews.mark(post, mateo)

    reviews.mark(post, orla, day=LONG_AGO)

    assert post.get_review() == latest


def test_latest_of_many_pages_are_asked_for_in_one_query(
    site, post, orla, mateo, django_assert_num_queries
):
    others = [rows.post(post.get_parent().specific, orla, title=f"No. {n}") for n in range(3)]
    reviews.mark(others[1], orla, day=LONG_AGO)
    latest = [reviews.mark(page, mateo) for page in others[1:]]
    base = swapper.load_model("wagtailcore", "Page").objects
    pages = [*base.filter(pk__in=[post.pk, others[1].pk]), BlogPostPage.objects.get(title="No. 2")]

    with django_assert_num_queries(1):
        assert reviews.latest_for(pages) == {others[1].pk: latest[0], others[2].pk: latest[1]}
        assert [cached_latest_review(page) for page in pages] == [None, *latest]
        assert pages[2].get_reviewer() == mateo


def test_review_belongs_to_one_page(site, post, mateo):
    german = Locale.objects.create(language_code="de")
    reviews.mark(post, mateo)

    copy = post.copy(update_attrs={"slug": "copy", "title": "Copy"})
    alias = post.create_alias(update_slug="mirror")
    site.root_page.copy_for_translation(german)
    post.get_parent().specific.copy_for_translation(german)
    translation = post.copy_for_translation(german)

    assert [page.get_review() for page in (copy, alias, translation)] == [None, None, None]
    assert Review.objects.count() == 1


def test_old_revision_that_is_published_again_changes_no_review(post, mateo):
    old = post.save_revision()
    review = reviews.mark(post, mateo)
    post.title = "Changed"
    rows.publish(post)

    old.publish()

    post = BlogPostPage.objects.get()
    assert (post.title, post.get_review()) == ("A post", review)
    assert old.as_object().get_review() == review


def test_reviews_go_with_their_page_however_it_is_deleted(site, post, orla, mateo):
    blog = post.get_parent().specific
    other, third = (rows.post(blog, orla, title=f"No. {n}") for n in range(2))
    for page in (post, other, third):
        reviews.mark(page, mateo)

    post.delete()
    assert Review.objects.count() == 2
    swapper.load_model("wagtailcore", "Page").objects.filter(pk=other.pk).delete()
    assert [review.object_id for review in Review.objects.all()] == [str(third.pk)]
    blog.delete()
    assert Review.objects.count() == 0


def test_review_outlives_reviewer_and_user(post, mateo, editor):
    reviews.mark(post, mateo, user=editor)

    mateo.delete()
    editor.delete()

    review = Review.objects.get()
    assert (review.reviewer, review.reviewed_by) == (None, None)
    assert review.reviewer_name == "Mateo, LMFT"


def test_review_is_asked_for_once(post, mateo, django_assert_num_queries):
    reviews.mark(post, mateo)
    delattr(post, CACHE_ATTRIBUTE)

    # Whether anything has changed, and the review.
    with django_assert_num_queries(2):
        assert (post.get_reviewer(), post.get_reviewed_date()) == (mateo, timezone.localdate())


def test_review_is_seen_at_once(post, mateo, client):
    before = "Reviewed by" in client.get(post.url).content.decode()
    reviews.mark(post, mateo)

    assert (before, "Reviewed by" in client.get(post.url).content.decode()) == (False, True)
