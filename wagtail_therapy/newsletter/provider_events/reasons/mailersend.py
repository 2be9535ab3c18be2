"""What the reports of MailerSend mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://developers.mailersend.com/api/v1/webhooks.html
MAILERSEND = Table(
    ("data.type",),
    {
        ("sent",): EventType.ACCEPTED,
        ("delivered",): EventType.DELIVERED,
        ("deferred",): EventType.DEFERRED,
        ("hard_bounced",): EventType.GONE,
        ("soft_bounced",): EventType.RETURNED,
        ("spam_complaint",): EventType.COMPLAINED,
        ("unsubscribed",): EventType.UNSUBSCRIBED,
        ("opened|opened_unique|clicked|clicked_unique",): EventType.IGNORED,
        ("survey_opened|survey_submitted",): EventType.IGNORED,
    },
)
