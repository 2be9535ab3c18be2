"""Mail backends that send nothing, and those that hand emails on to them."""

import logging

import pytest
from anymail.backends import console as anymails_console
from anymail.backends import mailgun
from anymail.backends import test as anymails_test
from django.core.mail.backends import console, dummy, filebased, locmem, smtp
from django.core.mail.backends.base import BaseEmailBackend

from tests.mail_settings import backend_settings
from wagtail_therapy.practice.emails import development_backends


class Subclass(console.EmailBackend):
    """Like a host's own backend that colours what it prints."""


class Unknown(BaseEmailBackend):
    """Like a host's own backend that sends."""


class Mailbox(BaseEmailBackend):
    delivers = False


class Copying(console.EmailBackend):
    """Prints what it sends."""

    delivers = True


class Wrapper(BaseEmailBackend):
    def __init__(self, *inner):
        self.inner = list(inner)


class Holder(BaseEmailBackend):
    def __init__(self, inner):
        self.inner = inner


class Queue(BaseEmailBackend):
    __module__ = "mailer.backend"


def made(kind):
    # Django 6.1 makes none of its own by hand.
    return kind.__new__(kind)


@pytest.mark.parametrize(
    ("backend", "delivers"),
    [
        (made(console.EmailBackend), False),
        (made(dummy.EmailBackend), False),
        (made(filebased.EmailBackend), False),
        (made(locmem.EmailBackend), False),
        (made(anymails_console.EmailBackend), False),
        (made(anymails_test.EmailBackend), False),
        (made(Subclass), False),
        (made(Mailbox), False),
        (made(smtp.EmailBackend), True),
        (made(mailgun.EmailBackend), True),
        (made(Unknown), True),
        (made(Copying), True),
        (Holder(made(console.EmailBackend)), False),
        (Holder(Holder(made(Mailbox))), False),
        (Holder(made(smtp.EmailBackend)), True),
        (Wrapper(), True),
        (Wrapper(made(console.EmailBackend), made(dummy.EmailBackend)), False),
        (Wrapper(made(console.EmailBackend), made(smtp.EmailBackend)), True),
    ],
)
def test_backend_that_sends_nothing_is_known(backend, delivers):
    assert development_backends.delivers(backend) is delivers


@pytest.mark.parametrize(
    ("behind", "delivers"),
    [(None, True), (f"{__name__}.Mailbox", False), (f"{__name__}.Unknown", True)],
)
def test_queue_is_asked_what_is_behind_it(settings, behind, delivers):
    settings.MAILER_EMAIL_BACKEND = behind
    assert development_backends.delivers(made(Queue)) is delivers


@pytest.fixture
def use(settings):
    def use(kind, *, is_allowed):
        allow = {"MAIL_ALLOW_DEVELOPMENT_BACKENDS": is_allowed}
        settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | allow
        for name, value in backend_settings(f"{kind.__module__}.{kind.__qualname__}").items():
            setattr(settings, name, value)

    return use


def test_refusal_names_the_backend_the_settings_and_what_to_do(use, settings):
    use(Mailbox, is_allowed=False)
    settings.SETTINGS_MODULE = "mysite.settings.dev"
    assert development_backends.refusal_reason() == (
        f"No email is sent: the mail backend in mysite.settings.dev is {__name__}.Mailbox, which "
        "sends nothing to a mail server. Are these the right settings? To try emails with this "
        'backend, add WAGTAIL_THERAPY["MAIL_ALLOW_DEVELOPMENT_BACKENDS"] = True to the settings of '
        "your own machine, such as settings/local.py. No server should have it."
    )


@pytest.mark.parametrize(
    ("kind", "is_allowed"), [(Unknown, False), (Mailbox, True), (smtp.EmailBackend, False)]
)
def test_nothing_is_refused_that_is_sent_or_allowed(use, kind, is_allowed):
    use(kind, is_allowed=is_allowed)
    assert (development_backends.refusal_reason(), development_backends.is_refused()) == ("", False)


def test_backend_that_cannot_be_made_is_left_to_others(use, settings):
    use(Mailbox, is_allowed=False)
    for name, value in backend_settings("nowhere.EmailBackend").items():
        setattr(settings, name, value)
    assert development_backends.refusal_reason() == ""


def test_refusal_is_logged_once(use, caplog):
    use(Mailbox, is_allowed=False)
    development_backends._log.cache_clear()
    with caplog.at_level(logging.ERROR):
        assert [development_backends.is_refused() for _ in range(3)] == [True] * 3
    assert caplog.messages == [development_backends.refusal_reason()]
