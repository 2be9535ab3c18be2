"""What ``therapy_check`` finds on the example site: nothing, and each fault that is planted."""

import json

import pytest

from tests.example_site.demo_process import manage_all, shell

pytestmark = pytest.mark.slow

# What time does to the site, and the one review that it shows as overdue on purpose.
FRESHEN = """
from django.utils import timezone
from wagtail_therapy.authors import reviews
from wagtail_therapy.approaches.models import Guideline
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage
from wagtail_therapy.practice.crisis.confirmations import confirm
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.models import PracticeSettings
Heartbeat.record("sweep")
practice = PracticeSettings.objects.get()
confirm(practice, all_lines(practice), timezone.localdate(), None)
Guideline.objects.update(checked_date=timezone.localdate())
for page in [*ApproachPage.objects.live(), *BlogPostPage.objects.live()]:
    reviews.mark(page, Author.objects.first())
"""
PLANT = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page
from wagtail_therapy.approaches.models import Concern, Guideline
from wagtail_therapy.authors.models import Author, AuthorLicense, Review
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.pages.models import ApproachConcern, ApproachIndexPage, ApproachPage
from wagtail_therapy.pages.models import BlogPostPage, TeamPage
from wagtail_therapy.practice.crisis.confirmations import confirm
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.models import PracticeSettings
ages = timedelta(days=1000)
practice = PracticeSettings.objects.get()
confirm(practice, all_lines(practice), timezone.localdate() - ages, None)
practice.refresh_from_db()
practice.disclaimer = practice.sender_email = ""
practice.legal_links.append(("complaints", {"page": TeamPage.objects.get()}))
practice.save()
Page.objects.get(pk=practice.legal_links.raw_data[0]["value"]["page"]).unpublish()
AuthorLicense.objects.update(expires_date=timezone.localdate() - ages)
Heartbeat.objects.all().delete()
posts = list(BlogPostPage.objects.order_by("pk"))
Review.objects.filter(object_id=str(posts[0].pk)).delete()
BlogPostPage.objects.filter(pk=posts[0].pk).update(first_published_at=timezone.now() - ages)
posts[0].refresh_from_db()
Review.objects.filter(object_id=str(posts[1].pk)).update(reviewed_at=timezone.now() - ages)
def write(post, kind, value):
    post.body.append((kind, value))
    post.save()
write(posts[0], "paragraph", "<p><img src='https://elsewhere.example/a.png' alt=''></p>")
write(posts[1], "paragraph", "<p>We are the best therapists.</p>")
write(posts[2], "vignette", {"text": "<p>Mina says yes.</p>", "basis": "real"})
write(posts[2], "please_check", {"reason": "form", "html": "<p>Your name</p>"})
posts[3].body = [("paragraph", "<p>Research shows it.</p>")]
posts[3].save()
ApproachConcern.objects.filter(page=ApproachPage.objects.first()).update(
    research="several_trials", reference_keys=""
)
Guideline.objects.filter(number="NG222").update(status="superseded")
Guideline.objects.filter(number="NG116").update(checked_date=None)
Concern.objects.filter(slug="low-self-worth").update(no_guideline_found=False)
ApproachIndexPage.objects.update(way_on="")
Author.objects.update(accepting_clients="no")
"""
FAULTS = {
    "claim",
    "concern_dead_end",
    "concern_guideline",
    "crisis_stale",
    "disclaimer_missing",
    "evidence",
    "guideline_outdated",
    "guideline_unchecked",
    "legal_hidden",
    "legal_unreadable",
    "license_expired",
    "license_missing",
    "license_place",
    "never_reviewed",
    "please_check",
    "review_overdue",
    "sender",
    "superlative",
    "third_party",
    "vignette_basis",
    "workers",
}


def test_nothing_is_found_until_faults_are_planted_and_then_each(directory):
    look = ["therapy_check", "--json"]
    told = manage_all(directory, shell(FRESHEN), look, shell(PLANT), look)
    findings = json.loads(told[3][1])
    assert told[:3] == [(0, ""), (0, "[]\n"), (0, "")]
    assert (told[3][0], {finding["code"] for finding in findings}) == (1, FAULTS)
