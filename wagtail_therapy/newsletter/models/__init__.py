from .consent import ConsentEvent, ConsentText, Suppression
from .deliveries import Delivery
from .digests import DigestEntry, DigestRun
from .intents import MailedPart, PostMailIntent
from .mailings import Mailing
from .provider_events import ProviderEvent
from .rate_buckets import RateBucket
from .sending_places import SendingPlace
from .site_settings import NewsletterSettings
from .subscriber_imports import SubscriberImport
from .subscribers import Subscriber
from .workers import Heartbeat, Lease

__all__ = [
    "ConsentEvent",
    "ConsentText",
    "Delivery",
    "DigestEntry",
    "DigestRun",
    "Heartbeat",
    "Lease",
    "MailedPart",
    "Mailing",
    "NewsletterSettings",
    "PostMailIntent",
    "ProviderEvent",
    "RateBucket",
    "SendingPlace",
    "Subscriber",
    "SubscriberImport",
    "Suppression",
]
