"""Exceptions as no library should raise them, and some do: each seed makes the same one again."""

import smtplib
from functools import partial
from random import Random

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
)
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, SSLError
from django.core.exceptions import ImproperlyConfigured

PRIVATE = "reader@mail.example"

CLASSES = [
    AnymailAPIError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    Exception,
    ImproperlyConfigured,
    OSError,
    SSLError,
    TypeError,
    ValueError,
    requests.ConnectTimeout,
    requests.ConnectionError,
    requests.HTTPError,
    smtplib.SMTPConnectError,
    smtplib.SMTPDataError,
    smtplib.SMTPException,
    smtplib.SMTPHeloError,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPResponseException,
    smtplib.SMTPSenderRefused,
]

# What sorting may look at, on an exception or on its response.
NAMES = [
    "args",
    "backend",
    "email_message",
    "esp_name",
    "headers",
    "json",
    "payload",
    "recipients",
    "response",
    "smtp_code",
    "smtp_error",
    "status_code",
    "__cause__",
    "__class__",
    "__context__",
    "__eq__",
    "__hash__",
    "__len__",
    "__str__",
    "__repr__",
]


class Trap:
    """Raises for whatever is done with it."""

    def __getattribute__(self, name):
        raise trap_error(name)

    def __bool__(self):
        raise trap_error("bool")

    def __len__(self):
        raise trap_error("len")

    def __iter__(self):
        raise trap_error("iter")

    def __int__(self):
        raise trap_error("int")

    def __str__(self):
        raise trap_error("str")

    def __eq__(self, other):
        raise trap_error("eq")

    def __hash__(self):
        raise trap_error("hash")


def trap_error(name):
    return [LookupError, RecursionError, OSError, AttributeError][len(name) % 4](PRIVATE)


class Nameless(type):
    @property
    def __name__(cls):
        raise AttributeError(PRIVATE)


def make(seed):
    """Return an unusual exception."""
    random = Random(seed)
    error = _bare(random)
    for name in random.sample(NAMES, random.randrange(8)):
        try:
            setattr(error, name, _value(random))
        except Exception:  # noqa: BLE001 -- some of them can't be given it
            continue
    _chain(error, random)
    return error


def _bare(random):
    base = random.choice(CLASSES)
    if random.random() < 0.1:
        return BaseExceptionGroup(PRIVATE, [_bare(random), KeyboardInterrupt(PRIVATE)])
    metaclass = Nameless if random.random() < 0.1 else type
    raising = {name: property(partial(_raise, name)) for name in NAMES if random.random() < 0.1}
    kind = metaclass("Odd", (base,), raising)
    return kind.__new__(kind, PRIVATE)


def _raise(name, _self):
    raise trap_error(name)


def _chain(error, random):
    """Give it a cause, which may be itself."""
    cause = random.choice([error, None, OSError(PRIVATE), requests.ConnectionError(Trap())])
    try:
        error.__cause__ = cause
        if cause is not None and cause is not error:
            cause.__context__ = error
    except Exception:  # noqa: BLE001 -- its class doesn't allow it
        return


def _value(random, depth=0):
    kinds = [_plain, _plain, _response, _dictionary, _list, lambda *_: Trap()]
    return random.choice(kinds if depth < 4 else [_plain])(random, depth)


def _plain(random, _depth):
    return random.choice(
        [
            None,
            "",
            "550",
            b"550",
            PRIVATE,
            b"5.1.1 \xff",
            0,
            -1,
            429,
            550,
            10**400,
            1.5,
            float("nan"),
            True,
            "Throttling",
            "Amazon SES",
            "Postmark",
            "9" * 5000,
            print,
            object(),
        ]
    )


def _dictionary(random, depth):
    keys = ["Error", "Code", "ResponseMetadata", "HTTPStatusCode", "HTTPHeaders", "name", "code", 5]
    return {
        key: _value(random, depth + 1) for key in random.sample(keys, random.randrange(len(keys)))
    }


def _list(random, depth):
    return [_value(random, depth + 1) for _ in range(random.randrange(3))]


def _response(random, depth):
    response = requests.Response()
    for name in ("status_code", "headers", "_content"):
        if random.random() < 0.5:
            setattr(response, name, _value(random, depth + 1))
    value = _value(random, depth + 1)
    if random.random() < 0.5:
        response.json = lambda: value
    return response
