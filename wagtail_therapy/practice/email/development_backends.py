"""Mail backends that hand nothing to a mail server: what they take must not count as sent.

``wagtail start`` writes ``settings/dev.py`` with Django's console backend, and ``manage.py`` uses
it unless told otherwise. So a line for cron that does not name its settings would print every email
with its address, and each reader would count as mailed.
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

DJANGOS = "django.core.mail.backends."
# All others of Django's keep what they get.
SENDING = {f"{DJANGOS}base", f"{DJANGOS}smtp"}
ANYMAILS = {"anymail.backends.console", "anymail.backends.test"}
# Those of anymail reach a provider through its API, whatever else they hold.
ANYMAILS_BASE = "anymail.backends.base"

ADVICE = (
    "To try emails with this backend, add "
    'WAGTAIL_THERAPY["MAIL_ALLOW_DEVELOPMENT_BACKENDS"] = True to the settings of your own '
    "machine, such as settings/local.py. No server should have it."
)


class DevelopmentBackendError(ImproperlyConfigured):
    """An email was not handed to a backend that would not have sent it."""


def refusal() -> str:
    """Return why no email may leave by the host's mail settings, and what to do. Empty: it may."""
    if conf.mail_allow_development_backends or not (name := configured()):
        return ""
    settings = f" in {conf.settings_module}" if conf.settings_module else ""
    return (
        f"No email is sent: the mail backend{settings} is {name}, which hands nothing to a mail "
        f"server. Are these the right settings? {ADVICE}"
    )


def refuses() -> bool:
    """Whether that is so; logs it, once in each process."""
    if reason := refusal():
        _log(reason)
    return bool(reason)


def configured() -> str:
    """Return the host's mail backend by its path if it sends nothing. Empty: it sends."""
    try:
        backend = compat.mail_connection()
        return "" if delivers(backend) else _path(type(backend))
    except (ImproperlyConfigured, ImportError):
        # What can't be made takes nothing either.
        return ""


def check(backend: Any) -> None:
    """Raise DevelopmentBackendError if emails must not be handed to this backend."""
    if not conf.mail_allow_development_backends and not delivers(backend):
        raise DevelopmentBackendError(_path(type(backend)))


def delivers(backend: Any) -> bool:
    """Whether a backend, or one of those that it hands emails on to, sends them.

    A backend may say so itself: its attribute ``delivers`` outweighs what we know. One that is
    unknown here, and says nothing, sends.
    """
    if isinstance(said := getattr(backend, "delivers", None), bool):
        return said
    modules = {one.__module__ for one in _classes(backend)}
    if any(_keeps(module) for module in modules):
        return False
    if modules & {f"{DJANGOS}smtp", ANYMAILS_BASE}:
        return True
    inner = list(_inner(backend, modules))
    return not inner or any(delivers(one) for one in inner)


def _keeps(module: str) -> bool:
    return module in ANYMAILS or (module.startswith(DJANGOS) and module not in SENDING)


def _classes(backend: Any) -> Iterable[type]:
    return (backend if isinstance(backend, type) else type(backend)).__mro__


def _inner(backend: Any, modules: set[str]) -> Iterator[Any]:
    """Yield the backends to which this one hands emails on."""
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
