"""What each provider's errors mean is what the documentation says."""

import re
from pathlib import Path

import pytest

from tests.newsletter import provider_server, rows
from tests.newsletter.provider_answers import ALIKE, ANSWERS, TO
from tests.processes import wait_until
from wagtail_therapy.newsletter.composing import emails_to_readers
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.doctor import self_test
from wagtail_therapy.newsletter.sending import preparation
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.provider_errors import RULES, rule_for
from wagtail_therapy.newsletter.transport.results import Outcome

DOCS = Path(__file__).parents[3] / "docs"
DOCUMENTED = DOCS / "reference/provider-errors.md"
HOW_TO = DOCS / "how-to/run-the-mail.md"
NOWHERE = "http://127.0.0.1:1/"
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fast_amazon_client")]

WORDS = {
    "sent": Outcome.ACCEPTED,
    "failed": Outcome.REJECTED,
    "refused": Outcome.REFUSED,
    "later": Outcome.DEFERRED,
    "waits": Outcome.UNREACHABLE,
    "pauses": Outcome.MISCONFIGURED,
    "unknown": Outcome.UNKNOWN,
    "unknown, pauses": Outcome.BROKEN,
}
WORD_OF_OUTCOME = {outcome: word for word, outcome in WORDS.items()}


def documented(path=DOCUMENTED):
    """Return the first table of a page: by provider's backend, by column, what each cell says."""
    table = path.read_text().partition("\n| Provider |")[2].partition("\n\n")[0]
    lines = [line.strip("|").split("|") for line in f" Provider |{table}".splitlines()]
    header, _rule, *cells = [[cell.strip() for cell in line] for line in lines]
    return {
        re.sub("[ -]", "_", name.lower()): dict(zip(header[1:], row, strict=True))
        for name, *row in cells
    }


@pytest.fixture
def mails(mailing, site):
    """Functions that send a post, a confirmation mail and a test mail, and return the result."""
    reader = rows.subscriber(site, TO)
    preparation.prepare(mailing)
    [delivery] = mailing.deliveries.select_related("subscriber")

    def post():
        letter = MailingMessages(mailing).for_delivery(delivery)
        with Transport() as transport:
            return transport.send(letter.message, delivery.pk)

    def confirmation():
        with Transport() as transport:
            return transport.send(emails_to_readers.confirmation(reader))

    return [post, confirmation, lambda: self_test.send(site, TO)]


def received(provider, expected):
    """Return how many requests came: the sender may give up before the provider has read one."""
    wait_until(lambda: len(provider.bodies) >= expected)
    return len(provider.bodies)


@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")
@pytest.mark.parametrize("name", ANSWERS)
def test_provider_is_understood_as_documented(use_mail_settings, provider, mails, name):
    found = {}
    for case, answer in {**ALIKE, **ANSWERS[name]}.items():
        provider.answer = answer
        url = NOWHERE if answer == "nowhere" else provider.url
        use_mail_settings(
            provider_server.settings_for(name, url, 0.1 if answer == "silence" else 20)
        )
        provider.bodies.clear()
        words = {WORD_OF_OUTCOME[send().outcome] for send in mails}
        found[case] = " or ".join(sorted(words))
        expected = 0 if answer == "nowhere" else len(mails)
        assert received(provider, expected) == expected, case
    assert found == {case: word for case, word in documented()[name].items() if word != "–"}


def test_documented_providers_have_answers():
    assert documented().keys() == ANSWERS.keys()


def test_providers_of_the_how_to_are_documented():
    named = documented(HOW_TO).keys() - {"smtp,_your_own_server", "smtp,_a_provider's"}
    assert named - documented().keys() == set()


def matching_answer(rule):
    """Return a status and an answer that have a rule's words and no others."""
    pairs = [word.split("=") for word in rule.words if "=" in word]
    named = {key: value for key, value in pairs if key != "http"}
    words = [word.upper() for word in rule.words if "=" not in word]
    return int(dict(pairs).get("http", 400)), {"error": [named, {"message": words}]}


@pytest.mark.parametrize("esp_name", RULES)
def test_rules_do_not_hide_each_other(esp_name):
    found = [rule_for(esp_name, *matching_answer(rule)) for rule in RULES[esp_name]]
    assert found == list(RULES[esp_name])


@pytest.mark.parametrize("answer", [None, 5, "daily", [], {}, [[[]]] * 500, {"a": "x" * 10**6}])
def test_rule_for_an_answer_without_sense_is_none(answer):
    assert {rule_for(esp_name, 200, answer) for esp_name in [*RULES, "Other"]} == {None}
