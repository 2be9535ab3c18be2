from wagtail.models import Site

from example_site.willowmere import demo_objects
from wagtail_therapy.newsletter.models import ConsentText, Subscriber
from wagtail_therapy.newsletter.personal_data import consent_text
from wagtail_therapy.newsletter.readers import subscriptions


def load(site: Site, addresses: list[str]) -> None:
    """Add invented subscribers, with the records of consent that real ones have."""
    text = ConsentText.store(str(consent_text.of_site(site)), "en-us")
    for address in addresses:
        key = f"subscriber:{address}"
        if demo_objects.find(key) is None:
            demo_objects.record(key, subscribe(site, address, text))


def subscribe(site: Site, address: str, text: ConsentText) -> Subscriber:
    subscriber = subscriptions.request(site, address, consent_text=text, language="en-us")
    subscriptions.confirm(subscriber, subscriber.token_version)
    return subscriber
