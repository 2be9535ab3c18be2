"""One of each fault at once: each is found, and nothing else."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.authors.models import Author, AuthorLicense, Review
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.pages.models import ApproachIndexPage
from wagtail_therapy.practice.models import PracticeSettings

AGES = timedelta(days=1000)
FONT = '<link rel="stylesheet" href="https://fonts.example/a.css">'


def house(site):
    """Return the posts of a site on which nothing is wrong."""
    privacy = rows.approaches(site, "Privacy")
    ready_practice.practice(site, legal_links=[("privacy", {"page": privacy})])
    blog = rows.blog(site)
    author = Author.objects.get()
    posts = []
    for number in range(5):
        posts.append(rows.post(blog, author, title=f"Post {number}", excerpt="Words."))
        rows.review(posts[-1], author)
    return posts


def test_nothing_is_found_where_nothing_is_wrong(site):
    house(site)

    assert ready_practice.found(site) == []


def test_each_fault_is_found_and_nothing_else(site, settings, tmp_path):
    posts = house(site)
    plant(site, posts)
    (tmp_path / "testapp").mkdir()
    (tmp_path / "testapp/home_page.html").write_text(FONT)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]

    assert sorted(ready_practice.found(site)) == [
        "claim",
        "crisis_stale",
        "disclaimer_missing",
        "legal_unreadable",
        "license_expired",
        "license_missing",
        "never_reviewed",
        "please_check",
        "review_overdue",
        "sender",
        "superlative",
        "third_party",
        "vignette_basis",
        "workers",
    ]


def plant(site, posts):
    practice = PracticeSettings.objects.get()
    privacy = ApproachIndexPage.objects.get(slug="privacy")
    PageViewRestriction.objects.create(page=privacy, restriction_type="login")
    ready_practice.check_lines(practice, AGES.days)
    practice.disclaimer = practice.sender_email = ""
    practice.save()
    AuthorLicense.objects.update(expires_date=timezone.localdate() - AGES)
    Heartbeat.objects.all().delete()
    write(posts[0], ("paragraph", "<p>Research shows it.</p>"))
    write(posts[1], ("paragraph", "<p>The best therapists.</p>"))
    write(posts[2], ("vignette", {"text": "<p>Mina says yes.</p>", "basis": "real"}))
    write(posts[4], ("please_check", {"reason": "form", "html": "<p>Your name</p>"}))
    posts[3].first_published_at = timezone.now() - AGES
    posts[3].save()
    Review.objects.filter(object_id=str(posts[3].pk)).delete()
    Review.objects.filter(object_id=str(posts[4].pk)).update(reviewed_at=timezone.now() - AGES)


def write(post, block):
    post.body = [block]
    post.save()
