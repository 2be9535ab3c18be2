from .announcements import Announcement
from .consent import ConsentEvent, ConsentText, Suppression
from .deliveries import Delivery
from .digests import DigestEntry, DigestRun
from .former_links import FormerLink
from .import_parts import ImportFilePart, ImportReportPart
from .intents import MailedPart, PostMailIntent
from .leaving_reasons import LeavingReason
from .mailings import Mailing
from .provider_events import ProviderEvent
from .rate_buckets import RateBucket
from .reader_emails import ReaderEmail
from .sending_places import SendingPlace
from .site_settings import NewsletterSettings
from .subscriber_imports import SubscriberImport
from .subscribers import Subscriber
from .weekly_notes import WeeklyNote
from .workers import Heartbeat, Lease

__all__ = [
    "Announcement",
    "ConsentEvent",
    "ConsentText",
    "Delivery",
    "DigestEntry",
    "DigestRun",
    "FormerLink",
    "Heartbeat",
    "ImportFilePart",
    "ImportReportPart",
    "Lease",
    "LeavingReason",
    "MailedPart",
    "Mailing",
    "NewsletterSettings",
    "PostMailIntent",
    "ProviderEvent",
    "RateBucket",
    "ReaderEmail",
    "SendingPlace",
    "Subscriber",
    "SubscriberImport",
    "Suppression",
    "WeeklyNote",
]
