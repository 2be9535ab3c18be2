"""A person who asks gets everything that is held about their address, and nothing else."""

from wagtail.models import Site

from tests.newsletter import provider_reports, rows, visitors
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, DigestEntry, Subscriber
from wagtail_therapy.newsletter.readers import data_export, subscriptions


def held(address=ADDRESS):
    """Return the number of rows of each kind on each site."""
    return [
        (site["site"], {kind: len(found) for kind, found in site["rows"].items()})
        for site in data_export.of(address)["sites"]
    ]


def test_holdings_are_all_rows_of_the_address(site, finished):
    reader = visitors.ask(site)
    subscriptions.confirm(reader, 0)
    delivery = provider_reports.delivered_to(reader, finished)
    provider_reports.record("complained", delivery)
    DigestEntry.objects.create(mailing=finished, subscriber=reader)
    stranger = rows.subscriber(site, "stranger@mail.example")
    provider_reports.delivered_to(stranger, finished)

    assert held() == [
        (
            "testserver",
            {
                "subscriber": 1,
                "consent_events": 3,
                "suppressions": 1,
                "deliveries": 1,
                "digest_entries": 1,
                "provider_events": 1,
                "emails": 0,
                "former_links": 0,
                "new_addresses": 0,
            },
        )
    ]
    [found] = data_export.of(ADDRESS)["sites"]
    [row] = found["rows"]["subscriber"]
    assert (row["email"], row["confirmed_at"]) == (ADDRESS, reader.confirmed_at)
    assert found["rows"]["consent_events"][0]["consent_text__text"] == "We will email you."
    assert set(row) == {field.attname for field in Subscriber._meta.concrete_fields}


def test_holdings_are_found_in_another_spelling_and_by_the_hash_of_an_older_key(
    delivery, reader, rotate_secret_key
):
    subscriptions.unsubscribe(reader, "link")
    reader.delete()
    rotate_secret_key()
    [(_site, found)] = held(ADDRESS.upper())
    assert found == {
        "subscriber": 0,
        "consent_events": 1,
        "suppressions": 1,
        "deliveries": 1,
        "digest_entries": 0,
        "provider_events": 0,
        "emails": 0,
        "former_links": 0,
        "new_addresses": 0,
    }


def test_holdings_are_listed_by_site(site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    for place in (site, other):
        rows.subscriber(place, ADDRESS)
    assert [name for name, _found in held()] == ["testserver", "other.example"]


def test_holdings_of_a_stranger_are_empty(site, delivery, reader):
    assert (ConsentEvent.objects.count(), Delivery.objects.count()) == (0, 1)
    assert data_export.of("stranger@mail.example") == {
        "address": "stranger@mail.example",
        "sites": [],
    }
