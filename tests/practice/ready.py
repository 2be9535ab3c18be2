"""A practice that is ready to go live, for tests that plant one fault in it."""

from datetime import timedelta

from django.utils import timezone

from tests.pages import rows
from wagtail_therapy.authors.models import AuthorLicense
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.models import PracticeSettings


def practice(site, **fields):
    """Return the settings of a practice that lacks nothing, and what else it needs."""
    Heartbeat.objects.create(worker="w", task="sweep", beat_at=timezone.now())
    psychologist()
    told = {
        "name": "Willowmere",
        "postal_address": "3 Quay Lane",
        "sender_email": "hello@willowmere.example",
        "crisis_preset": "us",
        "crisis_checked_date": timezone.localdate() - timedelta(days=30),
        "disclaimer": "No advice.",
    }
    return PracticeSettings.objects.create(site=site, **told | fields)


def psychologist(**fields):
    orla = rows.author()
    AuthorLicense.objects.create(author=orla, title="Psychologist", number="1", **fields)
    return orla


def found(site, *efforts):
    """Return the codes of what is found."""
    return [finding.code for finding in readiness.examine(site, *efforts)]
