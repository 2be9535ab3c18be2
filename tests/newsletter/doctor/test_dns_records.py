import pytest

from tests.newsletter.doctor.facts import facts
from tests.newsletter.doctor.name_server import name_server
from wagtail_therapy.newsletter.doctor import dns_client, dns_records
from wagtail_therapy.newsletter.doctor.check_results import CheckLevel

DOMAIN = "host.example"
# As long as those of 1024 and 2048 bits.
SHORT_KEY = "A" * 216
LONG_KEY = "A" * 392
GOOD = {
    (DOMAIN, "TXT"): ["google-site-verification=x", "v=spf1 mx include:spf.carrier.example -all"],
    ("spf.carrier.example", "TXT"): ["v=spf1 ip4:192.0.2.0/24 a:out.carrier.example ~all"],
    (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=reject; rua=mailto:dmarc@host.example"],
    (f"one._domainkey.{DOMAIN}", "TXT"): [f"v=DKIM1; k=rsa; p={LONG_KEY}"],
    (DOMAIN, "MX"): ["10 mail.host.example."],
}


def examine(zone, domain=DOMAIN, selectors=("one",), provider=""):
    with name_server(zone) as server:
        return facts(
            dns_records.examine(dns_client.Resolver(server), domain, list(selectors), provider)
        )


def changed(**records):
    """Return the good zone with other records, by short names of their own."""
    places = {
        "spf": (DOMAIN, "TXT"),
        "dmarc": (f"_dmarc.{DOMAIN}", "TXT"),
        "dkim": (f"one._domainkey.{DOMAIN}", "TXT"),
        "mx": (DOMAIN, "MX"),
    }
    return GOOD | {places[name]: values for name, values in records.items()}


def test_domain_in_good_order():
    assert examine(GOOD) == {
        "SPF of host.example": ("OK", "one record; lookups: 3."),
        "DKIM key one._domainkey.host.example": ("OK", "there."),
        "DMARC of host.example": ("OK", "p=reject at _dmarc.host.example."),
        "MX of host.example": ("OK", "mail servers for bounces and replies: 1."),
    }


def test_domain_that_says_nothing():
    assert examine({(DOMAIN, "NS"): []}) == {
        "SPF of host.example": ("FAIL", "none."),
        "DKIM key one._domainkey.host.example": ("FAIL", "none."),
        "DMARC of host.example": ("FAIL", "none."),
        "MX of host.example": ("FAIL", "none."),
    }


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (["v=spf1 mx -all", "v=spf1 a -all"], ("FAIL", "2 records, so none counts.")),
        (["v=spf1 +all"], ("FAIL", "lets anyone send in your name.")),
        (["v=spf1 mx"], ("WARN", "does not say what to do with other servers.")),
        (["v=spf10 -all"], ("FAIL", "none.")),
        (["v=spf1 redirect=spf.carrier.example"], ("OK", "one record; lookups: 2.")),
        (
            ["v=spf1 " + " ".join(f"a:{n}.example" for n in range(11)) + " -all"],
            ("FAIL", "takes 11 lookups; receivers stop after 10."),
        ),
        # One that includes itself.
        (["v=spf1 include:host.example -all"], ("OK", "one record; lookups: 1.")),
    ],
)
def test_spf(records, expected):
    assert examine(changed(spf=records))["SPF of host.example"] == expected


def test_spf_is_the_providers_business_when_one_carries_the_mail():
    found = examine(changed(spf=[]), provider="Postmark")
    assert found["SPF of host.example"] == ("WARN", "none.")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (["v=DKIM1; p="], ("FAIL", "revoked.")),
        ([f"v=DKIM1; t=y; p={LONG_KEY}"], ("WARN", "is marked as a test (t=y).")),
        ([f"v=DKIM1; k=rsa; p={SHORT_KEY}"], ("WARN", "is short.")),
        (["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="], ("OK", "there.")),
        (["something else"], ("FAIL", "none.")),
    ],
)
def test_dkim(records, expected):
    assert examine(changed(dkim=records))["DKIM key one._domainkey.host.example"] == expected


def test_dkim_needs_a_selector():
    assert examine(GOOD, selectors=[])["DKIM of host.example"] == ("WARN", "not looked at.")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            ["v=DMARC1; p=none"],
            ("WARN", "p=none at _dmarc.host.example: others may write in your name."),
        ),
        (
            ["v=DMARC1; rua=mailto:a@b.example"],
            ("WARN", "p=none at _dmarc.host.example: others may write in your name."),
        ),
        (["v=DMARC1; p=Quarantine"], ("OK", "p=quarantine at _dmarc.host.example.")),
        (
            ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
            ("FAIL", "2 records, so none counts."),
        ),
    ],
)
def test_dmarc(records, expected):
    assert examine(changed(dmarc=records))["DMARC of host.example"] == expected


def test_dmarc_of_a_subdomain_is_that_of_the_domain_above():
    zone = {("_dmarc.host.example", "TXT"): ["v=DMARC1; p=reject; sp=none"]}
    about = "DMARC of news.host.example"
    assert examine(zone, "news.host.example")[about] == (
        "WARN",
        "p=none at _dmarc.host.example: others may write in your name.",
    )
    zone[("_dmarc.news.host.example", "TXT")] = ["v=DMARC1; p=reject"]
    assert examine(zone, "news.host.example")[about] == (
        "OK",
        "p=reject at _dmarc.news.host.example.",
    )


def test_dmarc_of_too_many_records_says_where_they_are():
    with name_server(changed(dmarc=["v=DMARC1; p=none", "v=DMARC1"])) as server:
        found = dns_records.examine(dns_client.Resolver(server), DOMAIN, ["one"], "")
        [dmarc] = [one for one in found if one.about == "DMARC of host.example"]

    assert dmarc.advice == "Keep the one at _dmarc.host.example that you mean."


def test_mx_that_refuses_all_mail():
    found = examine(changed(mx=["0 ."]))
    assert found["MX of host.example"] == ("FAIL", "the domain takes no mail.")


def test_mx_may_be_missing_where_a_server_is():
    found = examine(changed(mx=[]) | {(DOMAIN, "A"): ["192.0.2.1"]})
    assert found["MX of host.example"][0] == "WARN"


def test_silent_name_server_is_no_missing_record(monkeypatch):
    monkeypatch.setattr(dns_client, "PATIENCE", 0.2)
    found = examine(changed(mx=None))
    assert found["DNS of host.example"] == ("WARN", "no answer (LifetimeTimeout).")
    assert "MX of host.example" not in found


def test_address_at_a_mailbox_provider_cannot_be_a_sender():
    [(about, (level, _fact))] = examine({}, "gmail.com").items()
    assert (about, level) == ("Sender domain gmail.com", CheckLevel.FAIL)


def test_dkim_keys_are_not_examined_where_the_selectors_are_unknown():
    with name_server(GOOD) as server:
        found = facts(dns_records.examine(dns_client.Resolver(server), DOMAIN, None, ""))

    assert list(found) == [f"{record} of host.example" for record in ("SPF", "DMARC", "MX")]


@pytest.mark.parametrize(
    "zone",
    [
        {},
        GOOD,
        changed(spf=["v=spf1 all"], dkim=["p="], dmarc=["v=DMARC1"], mx=["0 ."]),
        changed(spf=["v=spf1 a", "v=spf1 mx"], dkim=[f"t=y; p={LONG_KEY}"], mx=[]),
        changed(spf=["v=spf1 mx"], dkim=[f"p={SHORT_KEY}"], dmarc=["v=DMARC1", "v=DMARC1; p=none"]),
    ],
)
def test_all_texts_can_be_translated(zone, monkeypatch):
    monkeypatch.setattr(dns_records, "_", lambda text: f"«{text}»")
    monkeypatch.setattr(dns_records, "ngettext", lambda one, many, number: f"«{many}»")
    with name_server({(DOMAIN, "NS"): []} | zone) as server:
        found = list(dns_records.examine(dns_client.Resolver(server), DOMAIN, ["one"], ""))

    texts = [text for one in found for text in (one.about, one.fact, one.advice) if text]
    assert [text for text in texts if not (text.startswith("«") and text.endswith("»"))] == []
