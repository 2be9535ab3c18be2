"""Email backends that send nothing. Emails given to them must not count as sent.

``wagtail start`` writes ``settings/dev.py`` with Django's console backend, and ``manage.py`` uses
these settings by default. So a cron job that doesn't name its settings would print every email with
its address, and each reader would count as emailed.
"""

import functools
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from wagtail_therapy import compat
from wagtail_therapy.conf import conf

logger = logging.getLogger("wagtail_therapy.practice")

DJANGO_BACKENDS = "django.core.mail.backends."
# Django's other backends send nothing.
DJANGO_SENDING_BACKENDS = {f"{DJANGO_BACKENDS}base", f"{DJANGO_BACKENDS}smtp"}
ANYMAIL_DEVELOPMENT_BACKENDS = {"anymail.backends.console", "anymail.backends.test"}
# Anymail's backends send through a provider's API, whatever other backends they contain.
ANYMAIL_BASE = "anymail.backends.base"

ADVICE = (
    "To try emails with this backend, add "
    'WAGTAIL_THERAPY["MAIL_ALLOW_DEVELOPMENT_BACKENDS"] = True to the settings of your own '
    "machine, such as settings/local.py. No server should have it."
)


class DevelopmentBackendError(ImproperlyConfigured):
    """An email was not given to a backend, because that would not have sent it."""


def refusal_reason() -> str:
    """Return why no email is sent with the host's settings, and what to do; "" if it may be."""
    if conf.mail_allow_development_backends or not (name := configured()):
        return ""
    settings = f" in {conf.settings_module}" if conf.settings_module else ""
    return (
        f"No email is sent: the mail backend{settings} is {name}, which sends nothing to a"
        f" mail server. Are these the right settings? {ADVICE}"
    )


def is_refused() -> bool:
    """Whether no email may be sent. Logs the reason, once per process."""
    if reason := refusal_reason():
        _log(reason)
    return bool(reason)


def configured() -> str:
    """Return the path of the host's email backend if it sends nothing; "" if it sends."""
    try:
        backend = compat.mail_connection()
        return "" if delivers(backend) else _path(type(backend))
    except (ImproperlyConfigured, ImportError):
        # A backend that can't be created takes no emails either.
        return ""


def check(backend: Any) -> None:
    """:raises DevelopmentBackendError: emails must not be given to this backend."""
    if not conf.mail_allow_development_backends and not delivers(backend):
        raise DevelopmentBackendError(_path(type(backend)))


def delivers(backend: Any) -> bool:
    """Whether a backend, or one that it wraps, sends emails.

    Its attribute ``delivers``, if it has one, overrides our rules. Unknown backends send.
    """
    if isinstance(delivers_itself := getattr(backend, "delivers", None), bool):
        return delivers_itself
    modules = {one.__module__ for one in _classes(backend)}
    if any(_is_development_backend(module) for module in modules):
        return False
    if modules & {f"{DJANGO_BACKENDS}smtp", ANYMAIL_BASE}:
        return True
    inner = list(_inner(backend, modules))
    return not inner or any(delivers(one) for one in inner)


def _is_development_backend(module: str) -> bool:
    return module in ANYMAIL_DEVELOPMENT_BACKENDS or (
        module.startswith(DJANGO_BACKENDS) and module not in DJANGO_SENDING_BACKENDS
    )


def _classes(backend: Any) -> Iterable[type]:
    return (backend if isinstance(backend, type) else type(backend)).__mro__


def _inner(backend: Any, modules: set[str]) -> Iterator[Any]:
    """Yield the backends that this one wraps."""
    for package in {module.partition(".")[0] for module in modules}:
        if path := conf.backend_behind(package):
            yield import_string(path)
    for value in vars(backend).values():
        values = value if isinstance(value, list | tuple) else [value]
        yield from (one for one in values if isinstance(one, BaseEmailBackend))


def _path(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@functools.cache
def _log(reason: str) -> None:
    logger.error(reason)
