"""What the reports of MailerSend mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://developers.mailersend.com/api/v1/webhooks.html
MAILERSEND = Table(
    ("data.type",),
    {
        ("sent",): Kind.ACCEPTED,
        ("delivered",): Kind.DELIVERED,
        ("deferred",): Kind.DEFERRED,
        ("hard_bounced",): Kind.GONE,
        ("soft_bounced",): Kind.RETURNED,
        ("spam_complaint",): Kind.COMPLAINED,
        ("unsubscribed",): Kind.UNSUBSCRIBED,
        ("opened|opened_unique|clicked|clicked_unique",): Kind.IGNORED,
        ("survey_opened|survey_submitted",): Kind.IGNORED,
    },
)
