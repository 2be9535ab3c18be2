from datetime import timedelta

from django.utils import timezone

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice import readiness

YESTERDAY = timezone.localdate() - timedelta(days=1)


def findings(site):
    return [(one.code, one.message) for one in readiness.examine(site)]


def test_practice_whose_authors_have_no_licence_is_reported(site):
    ready_practice.practice(site)
    AuthorLicense.objects.all().delete()

    assert ready_practice.found(site) == ["license_missing"]


def test_licence_that_has_expired_is_found(site, editor_client):
    ready_practice.practice(site)
    mateo = rows.author("Mateo Quill")
    for title, day in {"Family therapist": YESTERDAY, "Other": None}.items():
        AuthorLicense.objects.create(author=mateo, title=title, expires_date=day)

    [finding] = readiness.examine(site)
    assert (finding.code, finding.message) == (
        "license_expired",
        (
            "The licence “Family therapist” of Mateo Quill has expired, so readers don’t see it. "
            "Enter the new date, or remove it."
        ),
    )
    assert "Mateo Quill" in editor_client.get(finding.url).content.decode()


def test_licence_of_an_unpublished_author_does_not_count(site):
    ready_practice.practice(site)
    Author.objects.update(live=False)

    assert ready_practice.found(site) == ["license_missing"]


def test_pages_that_are_due_for_review_are_found(site):
    ready_practice.practice(site)
    author, blog = rows.author("Ada"), rows.blog(site)
    old, never, fresh = (
        rows.post(blog, author, title=title, excerpt="Words.")
        for title in ("Old", "Never", "Fresh")
    )
    long_ago = timezone.now() - timedelta(days=1000)
    BlogPostPage.objects.filter(pk=never.pk).update(first_published_at=long_ago)
    rows.review(old, author, day=long_ago.date())
    rows.review(fresh, author)

    assert findings(site) == [
        (
            "review_overdue",
            (
                "The review of “Old” is overdue. Read it as visitors do, then press “Mark as "
                "reviewed”."
            ),
        ),
        (
            "never_reviewed",
            (
                "No one has checked “Never” since it was published. Read it as visitors do, then "
                "press “Mark as reviewed”."
            ),
        ),
    ]
    assert [one.url for one in readiness.examine(site)] == [
        f"/admin/pages/{page.pk}/edit/" for page in (old, never)
    ]


def test_new_post_is_not_due_for_review_before_a_review_would_be(site):
    ready_practice.practice(site)
    rows.post(rows.blog(site), rows.author("Ada"), title="New", excerpt="Words.")

    assert findings(site) == []
    assert "No page is due for a review." in readiness.results([site])[site].passed
