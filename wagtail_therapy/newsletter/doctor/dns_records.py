"""What the domain of a sender says in the DNS about its mail."""

import base64
import binascii
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .check_results import CheckResult, fail, ok, warn
from .dns_client import NoAnswerError, Resolver

# RFC 7208 §4.6.4: a receiver that needs more lookups than that gives up.
MAX_LOOKUPS = 10
LOOKUP = re.compile(r"(a|mx|ptr|exists)([:/].*)?$")
SPF = re.compile(r"v=spf1( |$)", re.IGNORECASE)
SPF_ELSEWHERE = re.compile(r"^(include:|redirect=)")
DMARC = re.compile(r"v\s*=\s*DMARC1\s*(;|$)")
BLANK = re.compile(r"\s")
# Their policies forbid everybody else to send in their name.
FREEMAIL = {
    "aol.com",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "ymail.com",
}
# A public key of 1024 bits takes 162 bytes, one of 2048 bits 294.
SHORT_KEY_BYTES = 200


def examine(
    names: Resolver, domain: str, selectors: list[str] | None, provider: str
) -> Iterator[CheckResult]:
    """Look at one sender domain, without its keys (DKIM) where ``selectors`` is None.

    ``provider``: who carries the mail; "" is plain SMTP.
    """
    if domain in FREEMAIL:
        yield fail(
            _("Sender domain %(domain)s") % {"domain": domain},
            _("belongs to a mailbox provider, whose policy forbids to send from here."),
            _("Use an address at the practice's own domain."),
        )
        return
    keys = [] if selectors is None else [_dkim(names, domain, selectors)]
    checks = [_spf(names, domain, provider), *keys, _dmarc(names, domain), _mx(names, domain)]
    for check in checks:
        try:
            yield from check
        except NoAnswerError as error:
            about = _("DNS of %(domain)s") % {"domain": domain}
            fact = _("no answer (%(error)s).") % {"error": error}
            yield warn(about, fact, _("Try again later."))


def _spf(names: Resolver, domain: str, provider: str) -> Iterator[CheckResult]:
    about = _("SPF of %(domain)s") % {"domain": domain}
    records = spf_records(names, domain)
    if not records and provider:
        advice = _("%(provider)s uses a return address of its own; do what it says about SPF.")
        yield warn(about, _("none."), advice % {"provider": provider})
    elif not records:
        advice = _("Publish a TXT record that names your mail server: %(record)s")
        yield fail(about, _("none."), advice % {"record": "v=spf1 … -all"})
    elif len(records) > 1:
        yield fail(about, _too_many(records), _("Make them one (RFC 7208 §3.2)."))
    else:
        yield _spf_content(names, domain, about, records[0])


def _too_many(records: list[str]) -> str:
    number = len(records)
    fact = ngettext(
        "%(number)d record, so none counts.", "%(number)d records, so none counts.", number
    )
    return fact % {"number": number}


def _spf_content(names: Resolver, domain: str, about: str, record: str) -> CheckResult:
    terms = record.lower().split()
    if "+all" in terms or "all" in terms:
        return fail(about, _("lets anyone send in your name."), _ending())
    lookups = spf_lookups(names, domain, seen=set())
    if lookups > MAX_LOOKUPS:
        fact = _("takes %(number)d lookups; receivers stop after %(most)d.")
        values = {"number": lookups, "most": MAX_LOOKUPS}
        return fail(about, fact % values, _("Take out what you don't send with."))
    if "~all" not in terms and "-all" not in terms and "redirect=" not in record.lower():
        return warn(about, _("does not say what to do with other servers."), _ending())
    return ok(about, _("one record; lookups: %(number)d.") % {"number": lookups})


def _ending() -> str:
    return _("End it with %(some)s or %(all)s.") % {"some": "~all", "all": "-all"}


def spf_records(names: Resolver, domain: str) -> list[str]:
    return [text for text in names.txt(domain) if SPF.match(text)]


def spf_lookups(names: Resolver, domain: str, seen: set[str]) -> int:
    """Count the lookups that a receiver makes for a record and for those that it includes."""
    seen.add(domain)
    number = 0
    for record in spf_records(names, domain)[:1]:
        for term in record.lower().split()[1:]:
            mechanism = term.lstrip("+-~?")
            target = SPF_ELSEWHERE.sub("", mechanism)
            if target != mechanism:
                number += 1
                if target not in seen and "%" not in target:
                    number += spf_lookups(names, target, seen)
            elif LOOKUP.match(mechanism):
                number += 1
    return number


def _dkim(names: Resolver, domain: str, selectors: list[str]) -> Iterator[CheckResult]:
    if not selectors:
        advice = _(
            "Say --selector NAME: it is s= in the DKIM-Signature of a mail that you got from here."
        )
        yield warn(_("DKIM of %(domain)s") % {"domain": domain}, _("not looked at."), advice)
    for selector in selectors:
        name = f"{selector}._domainkey.{domain}"
        keys = [tags(text) for text in names.txt(name)]
        about = _("DKIM key %(name)s") % {"name": name}
        yield _dkim_key(about, [key for key in keys if "p" in key])


def _dkim_key(about: str, keys: list[dict[str, str]]) -> CheckResult:
    if not keys:
        advice = _("Publish the record that your mail server or provider gives you.")
        return fail(about, _("none."), advice)
    key = keys[0]
    if not key["p"]:
        return fail(about, _("revoked."), _("Publish the key that your mail is signed with."))
    if "y" in key.get("t", "").split(":"):
        return warn(about, _("is marked as a test (t=y)."), _("Take out t=y."))
    if key.get("k", "rsa") == "rsa" and _size(key["p"]) < SHORT_KEY_BYTES:
        return warn(about, _("is short."), _("Use a key of 2048 bits (RFC 8301)."))
    return ok(about, _("there."))


def _size(key: str) -> int:
    try:
        return len(base64.b64decode(BLANK.sub("", key)))
    except binascii.Error:
        return 0


def _dmarc(names: Resolver, domain: str) -> Iterator[CheckResult]:
    about = _("DMARC of %(domain)s") % {"domain": domain}
    found_at, records = dmarc_records(names, domain)
    if not records:
        advice = _("Publish a TXT record at %(name)s: %(record)s")
        values = {"name": f"_dmarc.{domain}", "record": "v=DMARC1; p=quarantine; rua=mailto:…"}
        yield fail(about, _("none."), advice % values)
    elif len(records) > 1:
        advice = _("Keep the one at %(name)s that you mean.") % {"name": found_at}
        yield fail(about, _too_many(records), advice)
    else:
        record = tags(records[0])
        # A policy without p counts as p=none (RFC 9989).
        policy = record.get("p", "none")
        if found_at != f"_dmarc.{domain}":
            policy = record.get("sp", policy)
        yield _dmarc_policy(about, policy.lower(), found_at)


def _dmarc_policy(about: str, policy: str, found_at: str) -> CheckResult:
    values = {"policy": f"p={policy}", "name": found_at}
    if policy in ("quarantine", "reject"):
        return ok(about, _("%(policy)s at %(name)s.") % values)
    return warn(
        about,
        _("%(policy)s at %(name)s: others may write in your name.") % values,
        _("Once reports show that all your mail passes, say p=quarantine."),
    )


def dmarc_records(names: Resolver, domain: str) -> tuple[str, list[str]]:
    """Return the name that has the policy for a domain, and its records (RFC 9989's tree walk)."""
    labels = domain.split(".")
    # RFC 9989 asks about eight names at most: the domain, then the seven shortest above it.
    parents = [".".join(labels[start:]) for start in range(1, len(labels))][-7:]
    for parent in [domain, *parents]:
        name = f"_dmarc.{parent}"
        records = [text for text in names.txt(name) if DMARC.match(text)]
        if records:
            return name, records
    return "", []


def _mx(names: Resolver, domain: str) -> Iterator[CheckResult]:
    about = _("MX of %(domain)s") % {"domain": domain}
    servers = names.mx(domain)
    if "." in servers:
        yield fail(
            about,
            _("the domain takes no mail."),
            _("Neither bounces nor replies arrive; send from a domain that takes mail."),
        )
    elif servers:
        fact = _("mail servers for bounces and replies: %(number)d.")
        yield ok(about, fact % {"number": len(servers)})
    elif names.has_address(domain):
        fact = _("none; mail goes to the web server's address.")
        yield warn(about, fact, _("Publish an MX record."))
    else:
        advice = _("Neither bounces nor replies arrive; publish an MX record.")
        yield fail(about, _("none."), advice)


def tags(text: str) -> dict[str, str]:
    """Read a list of tags as DKIM and DMARC write them: ``v=DKIM1; p=…``."""
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _sign, value in pairs}
