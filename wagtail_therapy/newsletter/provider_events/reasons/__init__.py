"""What each mail provider's words mean: one table for each.

``docs/reference/provider-events.md`` shows the same tables, and a test compares them. Whatever is
in none of them is read as anymail reads it.
"""

from typing import Any

from wagtail_therapy.newsletter.models.event_types import EventType

from .amazon_ses import AMAZON_SES
from .brevo import BREVO
from .mailersend import MAILERSEND
from .mailgun import MAILGUN
from .mailjet import MAILJET
from .mailtrap import MAILTRAP
from .mandrill import MANDRILL
from .postal import POSTAL
from .postmark import POSTMARK
from .resend import RESEND
from .sendgrid import SENDGRID
from .sparkpost import SPARKPOST
from .table import value_at
from .unisender_go import UNISENDER_GO

# By anymail's names.
TABLES = {
    "Amazon SES": AMAZON_SES,
    "Brevo": BREVO,
    "MailerSend": MAILERSEND,
    "Mailgun": MAILGUN,
    "Mailjet": MAILJET,
    "Mailtrap": MAILTRAP,
    "Mandrill": MANDRILL,
    "Postal": POSTAL,
    "Postmark": POSTMARK,
    "Resend": RESEND,
    "SendGrid": SENDGRID,
    "SendinBlue": BREVO,
    "SparkPost": SPARKPOST,
    "Unisender Go": UNISENDER_GO,
}

# Where a provider writes the status of the mail server, beside the reply that anymail passes on.
STATUS_FIELDS = {
    "Amazon SES": "bounce.bouncedRecipients.0.status",
    "MailerSend": "data.morph.reason",
    "Mailgun": "event-data.delivery-status.enhanced-code",
    "Resend": "data.bounce.diagnosticCode.0|data.bounce.diagnosticCode",
    "SendGrid": "status",
}


def kind_of(provider: str, payload: Any) -> EventType | None:
    """Return what a provider's payload means; None when its table does not say."""
    table = TABLES.get(provider)
    return table.kind_of(payload) if table else None


__all__ = ["STATUS_FIELDS", "TABLES", "kind_of", "value_at"]
