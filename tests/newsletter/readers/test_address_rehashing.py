"""Hashes that follow the host's keys, and those that cannot."""

from wagtail.models import Site

from tests.newsletter import provider_reports
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import address_rehashing, subscriptions, suppressions
from wagtail_therapy.newsletter.readers.address_rehashing import UnmovedHashes


def key_ids():
    return {
        *(one[:8] for one in Subscriber.objects.values_list("address_hash", flat=True)),
        *(one[:8] for one in ConsentEvent.objects.values_list("address_hash", flat=True)),
        *(one[:8] for one in Suppression.objects.values_list("address_hash", flat=True)),
        *(one[:8] for one in Delivery.objects.values_list("email_hash", flat=True)),
    }


def test_rehash_moves_all_that_belongs_to_a_reader(delivery, reader, rotate_secret_key):
    subscriptions.unsubscribe(reader, "link")
    rotate_secret_key()
    assert (address_rehashing.rehash(), address_rehashing.rehash()) == (4, 0)
    assert key_ids() == {email_addresses.key_id("another")}
    assert provider_reports.suppressions() == [
        (email_addresses.address_hash(reader.email), "unsubscribed")
    ]
    assert address_rehashing.unmoved_hashes() == []


def test_rehash_moves_readers_whose_key_was_lost(delivery, reader, settings):
    subscriptions.unsubscribe(reader, "link")
    settings.SECRET_KEY = "another"
    address_rehashing.rehash()
    assert key_ids() == {email_addresses.key_id("another")}


def test_rehash_leaves_other_sites_and_earlier_addresses_alone(delivery, reader, rotate_secret_key):
    earlier = email_addresses.address_hash("earlier@mail.example")
    Delivery.objects.update(email_hash=earlier)
    elsewhere = Suppression.objects.create(
        site=Site.objects.create(hostname="other.example", root_page=reader.site.root_page),
        address_hash=reader.address_hash,
        reason="bounced",
    )
    rotate_secret_key()
    assert address_rehashing.rehash() == 1
    assert Delivery.objects.get().email_hash == earlier
    assert provider_reports.suppressions() == [(elsewhere.address_hash, "bounced")]


def test_rehash_makes_one_suppression_of_two_and_keeps_the_stronger(
    site, reader, rotate_secret_key
):
    suppressions.suppress(reader, "complained")
    rotate_secret_key()
    new = email_addresses.address_hash(reader.email)
    Suppression.objects.create(site=site, address_hash=new, reason="unsubscribed")
    address_rehashing.rehash()
    assert provider_reports.suppressions() == [(new, "complained")]


def test_bound_names_the_key_of_what_cannot_be_moved(delivery, reader, rotate_secret_key):
    subscriptions.unsubscribe(reader, "link")
    reader.delete()
    rotate_secret_key()
    rotate_secret_key("third")
    assert address_rehashing.rehash() == 0
    assert address_rehashing.unmoved_hashes() == [UnmovedHashes("SECRET_KEY_FALLBACKS[1]", 1, 1, 1)]


def test_unmoved_hashes_report_a_lost_key(reader, settings):
    subscriptions.unsubscribe(reader, "link")
    reader.delete()
    settings.SECRET_KEY = "another"
    assert address_rehashing.unmoved_hashes() == [UnmovedHashes("", 1, 1, 0)]
