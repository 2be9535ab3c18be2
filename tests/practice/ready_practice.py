"""A practice that is ready to go live, for tests that plant one fault in it."""

from datetime import timedelta

from django.utils import timezone

from tests.pages import rows
from wagtail_therapy.authors.models import AuthorLicense
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.crisis.confirmations import confirm
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.models import PracticeSettings


def practice(site, **fields):
    """Return the settings of a practice that lacks nothing, and what else it needs."""
    Heartbeat.objects.create(worker="w", task="sweep", beat_at=timezone.now())
    psychologist()
    defaults = {
        "name": "Willowmere",
        "postal_address": "3 Quay Lane",
        "sender_email": "hello@willowmere.example",
        "crisis_preset": "us",
        "disclaimer": "No advice.",
    }
    made = PracticeSettings.objects.create(site=site, **defaults | fields)
    check_lines(made, 30)
    return made


def check_lines(practice, days_ago):
    """Have the practice check all of its lines so many days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    confirm(practice, all_lines(practice), day, None)
    practice.refresh_from_db()


def psychologist(**fields):
    orla = rows.author()
    AuthorLicense.objects.create(author=orla, title="Psychologist", number="1", **fields)
    return orla


def found(site, *efforts):
    """Return the codes of what is found."""
    return [finding.code for finding in readiness.examine(site, *efforts)]
