"""Mistakes in a host's settings, as ``manage.py check`` reports them."""

import pytest
from django.core.checks import run_checks
from django.db import ProgrammingError
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface

from tests.celery_app import app
from tests.testapp.models import HomePage, JournalEntry
from wagtail_therapy.newsletter import checks, client_network
from wagtail_therapy.newsletter.admin.panels import MailChoicePanel, attach_to_mailed_models
from wagtail_therapy.newsletter.doctor import proxy
from wagtail_therapy.newsletter.models import Heartbeat


def ids(messages):
    return [message.id.rpartition(".")[2] for message in messages]


def test_checks_find_nothing_wrong_with_this_host():
    found = [
        *checks.check_page_models(None),
        *checks.check_mail_content(None),
        *checks.check_panels(None),
        *checks.check_urls(None),
        *checks.check_address_key(None),
    ]
    assert found == []


def test_check_address_key_stops_who_would_drop_the_key_of_the_list(settings, therapy):
    settings.SECRET_KEY_FALLBACKS = ["old"]
    alone = ids(checks.check_address_key(None))
    therapy(ADDRESS_KEY="own")
    assert (alone, checks.check_address_key(None)) == (["E006"], [])


@pytest.mark.parametrize("name", ["BlogPostPage", "nowhere.Page", "wagtail_therapy_pages.Post", ""])
def test_check_page_models_names_what_does_not_exist(therapy, name):
    therapy(MAILED_PAGE_MODELS=["testapp.JournalEntry", name])
    [error] = checks.check_page_models(None)
    assert (error.id, repr(name) in error.msg) == ("wagtail_therapy_newsletter.E001", True)


def test_check_page_models_names_what_is_no_page(therapy):
    therapy(MAILED_PAGE_MODELS=["accounts.User"])
    assert ids(checks.check_page_models(None)) == ["E001"]
    # Nor does it keep the host from starting, so that the check can say so.
    attach_to_mailed_models()


def test_check_mail_content_names_what_has_nothing_to_mail(therapy):
    therapy(MAILED_PAGE_MODELS=["testapp.HomePage", "testapp.JournalEntry"])
    [error] = checks.check_mail_content(None)
    assert (error.id, error.obj) == ("wagtail_therapy_newsletter.E004", HomePage)
    assert "get_mail_content()" in error.hint


@pytest.mark.parametrize(
    ("handler", "found"),
    [
        (ObjectList([FieldPanel("title")]), ["W002"]),
        (ObjectList([FieldPanel("title"), MailChoicePanel()]), []),
        (TabbedInterface([ObjectList([FieldPanel("title"), MailChoicePanel()])]), []),
    ],
)
def test_check_panels_wants_the_question_asked(monkeypatch, handler, found):
    bound = handler.bind_to_model(JournalEntry)
    monkeypatch.setattr(JournalEntry, "get_edit_handler", classmethod(lambda cls: bound))
    messages = checks.check_panels(None)
    assert ids(messages) == found
    assert [message.obj for message in messages] == [JournalEntry] * len(found)


@pytest.mark.urls("wagtail.admin.urls")
def test_check_urls_wants_the_links_in_mails_to_lead_somewhere():
    [error] = checks.check_urls(None)
    assert error.id == "wagtail_therapy_newsletter.E003"
    assert 'path("newsletter/", include("wagtail_therapy.newsletter.urls"))' in error.hint


@pytest.mark.parametrize(
    ("broker", "message"),
    [
        (
            "redis://:secret@redis.host.example:6379/1",
            "Emails are sent by Celery, through its broker (redis).",
        ),
        # Nothing here speaks to Kafka.
        (
            "kafka://user:secret@host.example",
            "Emails are sent by Celery, through its broker (kafka).",
        ),
        ("user:secret@host.example", "Emails are sent by Celery, through its broker (amqp)."),
        (None, "Emails are sent by `manage.py therapy_mail run`: Celery has no broker here."),
    ],
)
def test_check_says_which_way_mail_is_sent_until_the_host_says_it(
    broker, message, monkeypatch, therapy
):
    monkeypatch.setattr(app.conf, "broker_url", broker)
    therapy(MAIL_CELERY=None)
    [info] = checks.check_way_of_sending(None)
    assert (info.id, info.msg) == ("wagtail_therapy_newsletter.I005", message)
    is_used = broker is not None
    assert f"WAGTAIL_THERAPY['MAIL_CELERY'] = {is_used} says so" in info.hint
    assert [word for word in ("secret", "host.example") if word in f"{info.msg} {info.hint}"] == []

    therapy(MAIL_CELERY=is_used)
    assert checks.check_way_of_sending(None) == []


def test_check_says_that_mail_is_sent_while_a_page_waits(monkeypatch, therapy):
    monkeypatch.setattr(app.conf, "broker_url", None)
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    therapy(MAIL_CELERY=None)
    [info] = checks.check_way_of_sending(None)
    assert info.msg == (
        "Emails are sent while a page waits: Celery runs tasks at once (task_always_eager)."
    )


def test_way_of_sending_is_reported_by_deployment_checks_only(db, therapy):
    therapy(MAIL_CELERY=None)
    counts = {
        deploy: [one.id for one in run_checks(include_deployment_checks=deploy)].count(
            "wagtail_therapy_newsletter.I005"
        )
        for deploy in (False, True)
    }
    assert counts == {False: 0, True: 1}


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, []),
        ({"TRUSTED_PROXIES": 0}, []),
        ({"TRUSTED_PROXIES": 2, "CLIENT_ADDRESS_HEADER": "HTTP_FORWARDED"}, []),
        ({"TRUSTED_PROXIES": 0, "CLIENT_ADDRESS_HEADER": "HTTP_FORWARDED"}, ["E010"]),
        ({"TRUSTED_PROXIES": -1}, ["E010"]),
        ({"TRUSTED_PROXIES": "1"}, ["E010"]),
        ({"TRUSTED_PROXIES": True}, ["E010"]),
        ({"CLIENT_ADDRESS_HEADER": "X-Real-IP"}, ["E007"]),
        ({"CLIENT_ADDRESS_HEADER": "X_FORWARDED_FOR"}, ["E007"]),
    ],
)
def test_check_proxies_wants_what_it_can_read(therapy, options, found):
    therapy(**options)
    assert ids(checks.check_proxies(None)) == found


@pytest.mark.parametrize(
    ("django", "options", "found"),
    [
        ({}, {}, []),
        ({"USE_X_FORWARDED_HOST": True}, {}, ["W008"]),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, {}, ["W008"]),
        ({"USE_X_FORWARDED_HOST": True}, {"TRUSTED_PROXIES": 1}, []),
        ({"USE_X_FORWARDED_HOST": True}, {"CLIENT_ADDRESS_HEADER": "HTTP_X_REAL_IP"}, []),
    ],
)
def test_check_hidden_visitors_depends_on_proxy_settings_of_django(
    settings, therapy, django, options, found
):
    for name, value in django.items():
        setattr(settings, name, value)
    therapy(**options)
    assert ids(checks.check_hidden_visitors(None)) == found


def test_check_hidden_visitors_by_what_a_web_server_saw(db, therapy):
    Heartbeat.record_hidden_visitors()
    # Django checks no database by default: where code is built there is none.
    assert checks.check_hidden_visitors(None) == []
    assert ids(checks.check_hidden_visitors(None, databases=["default"])) == ["W008"]
    therapy(TRUSTED_PROXIES=0)
    assert checks.check_hidden_visitors(None, databases=["default"]) == []


def test_check_hidden_visitors_by_a_header_that_does_not_come(db, therapy):
    therapy(CLIENT_ADDRESS_HEADER="HTTP_X_REAL_IP")
    Heartbeat.record_hidden_visitors(client_network.settings_fingerprint())
    assert checks.check_hidden_visitors(None) == []
    [found] = checks.check_hidden_visitors(None, databases=["default"])
    assert (found.id, found.hint) == ("wagtail_therapy_newsletter.W008", proxy.CORRECT_PROXIES)


@pytest.mark.parametrize(
    ("backend", "found"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["W009"]),
        ("django.core.cache.backends.dummy.DummyCache", ["W009"]),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("django.core.cache.backends.db.DatabaseCache", []),
    ],
)
def test_check_cache_wants_one_that_all_processes_share(settings, backend, found):
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}
    assert ids(checks.check_cache(None)) == found


def test_checks_of_a_deployment_are_those_for_deployments(db):
    labels = [f"{checks.LABEL}.{name}" for name in ("W008", "W009")]
    every = [message.id for message in run_checks()]
    assert [label for label in labels if label in every] == []
    deployed = [message.id for message in run_checks(include_deployment_checks=True)]
    assert f"{checks.LABEL}.W009" in deployed


def test_check_of_hidden_visitors_needs_no_tables(monkeypatch):
    def missing(_settings):
        raise ProgrammingError

    monkeypatch.setattr(Heartbeat, "are_visitors_hidden", missing)
    assert checks.check_hidden_visitors(None, databases=["default"]) == []
