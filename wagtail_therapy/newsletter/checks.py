"""Mistakes in a host's settings, found by ``manage.py check`` and not by readers."""

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.cache import caches
from django.db import DatabaseError
from django.urls import NoReverseMatch, reverse

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import development_backends

from . import client_network, tasks
from .admin.panels import MailChoicePanel
from .doctor import proxy
from .sending import mailed_pages

LABEL = "wagtail_therapy_newsletter"

UNSHARED_CACHES = {
    "LocMemCache": "each process has a cache of its own",
    "DummyCache": "the cache stores nothing",
}


def register_checks() -> None:
    for check in (
        check_page_models,
        check_mail_content,
        check_panels,
        check_urls,
        check_address_key,
        check_proxies,
        check_mail_backend,
    ):
        checks.register(check)
    # Django prints other checks' findings before each command; cron would email them each minute.
    for check in (
        check_way_of_sending,
        check_hidden_visitors,
        check_cache,
        check_mail_backend_of_production,
    ):
        checks.register(check, deploy=True)


def check_page_models(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"WAGTAIL_THERAPY['MAILED_PAGE_MODELS'] names {name!r}: no such page type.",
            hint="Write it as 'app_label.ModelName', for instance "
            "'wagtail_therapy_pages.BlogPostPage', and list its app in INSTALLED_APPS.",
            id=f"{LABEL}.E001",
        )
        for name in conf.mailed_page_models
        if not _is_page_model(name)
    ]


def check_mail_content(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"{model.__name__} is emailed, but has no get_mail_content().",
            hint="Mix in wagtail_therapy.blog.mixins.BlogPostMixin, or write get_mail_content(), "
            "which returns a dictionary of plain texts: title, excerpt and byline.",
            obj=model,
            id=f"{LABEL}.E004",
        )
        for model in mailed_pages.mailed_models()
        if not hasattr(model, "get_mail_content")
    ]


def check_panels(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Warning(
            f"{model.__name__} is emailed, but its editor does not ask whether to.",
            hint="It has its own edit_handler: add "
            "wagtail_therapy.newsletter.admin.panels.MailChoicePanel() to it.",
            obj=model,
            id=f"{LABEL}.W002",
        )
        for model in mailed_pages.mailed_models()
        if not _asks(model.get_edit_handler())
    ]


def check_urls(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    try:
        reverse("wagtail_therapy_newsletter:subscribe")
    except NoReverseMatch:
        return [
            checks.Error(
                "The newsletter's URLs are missing: no one could confirm or unsubscribe.",
                hint='Add path("newsletter/", include("wagtail_therapy.newsletter.urls")) to '
                "your urls.py, above wagtail_urls.",
                id=f"{LABEL}.E003",
            )
        ]
    return []


def check_address_key(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if "ADDRESS_KEY" in conf.address_keys or "SECRET_KEY_FALLBACKS[0]" not in conf.address_keys:
        return []
    return [
        checks.Error(
            "SECRET_KEY is being replaced, and the list still depends on it.",
            hint="Without the old key, the list forgets which addresses it must never email, and "
            "links in emails stop working. Set WAGTAIL_THERAPY['ADDRESS_KEY'] to a new secret "
            "of its own and ['ADDRESS_KEY_FALLBACKS'] to the old SECRET_KEY. Then run "
            "`manage.py therapy_mail rehash`, which says whether you can remove the old key.",
            id=f"{LABEL}.E006",
        )
    ]


def check_way_of_sending(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Say how emails are sent, until the host has set it."""
    if conf.mail_celery is not None:
        return []
    is_used = tasks.is_celery_used()
    if is_used and tasks.is_eager():
        message = (
            "Emails are sent while a page waits: Celery runs tasks at once (task_always_eager)."
        )
        hint = "That is for tests: give Celery a broker and a worker, or let cron send the emails."
    elif is_used:
        message = f"Emails are sent by Celery, through its broker ({tasks.broker_kind()})."
        hint = "Run beat, and a worker for the queue of the emails."
    else:
        message = "Emails are sent by `manage.py therapy_mail run`: Celery has no broker here."
        hint = "Let cron run it each minute. If you have a Celery app, import it in your project."
    hint += f" WAGTAIL_THERAPY['MAIL_CELERY'] = {is_used} says so, and hides this message."
    return [checks.Info(message, hint=hint, id=f"{LABEL}.I005")]


def check_mail_backend(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn only: a developer's machine must start with the settings of `wagtail start`."""
    if not development_backends.refusal_reason():
        return []
    return [
        checks.Warning(
            f"{development_backends.configured()} sends nothing to a mail server, so the "
            "newsletter sends no email.",
            hint=development_backends.ADVICE,
            id=f"{LABEL}.W011",
        )
    ]


def check_mail_backend_of_production(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    name = development_backends.configured()
    if not name:
        return []
    hint = "Set up SMTP or a provider of django-anymail."
    if conf.mail_allow_development_backends:
        fact = f"Emails count as sent, but {name} sends nothing to a mail server."
        hint += " Remove MAIL_ALLOW_DEVELOPMENT_BACKENDS from your production settings."
        return [checks.Warning(fact, hint=hint, id=f"{LABEL}.W013")]
    fact = f"No email leaves: {name} sends nothing to a mail server."
    return [checks.Error(fact, hint=hint, id=f"{LABEL}.E012")]


def check_proxies(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find wrong settings, which could count all visitors as one or trust forged headers."""
    hops, header = conf.trusted_proxies, conf.client_address_header
    found = []
    if hops is not None and (type(hops) is not int or hops < 0 or (header and hops == 0)):
        found.append(
            checks.Error(
                f"WAGTAIL_THERAPY['TRUSTED_PROXIES'] is {hops!r}.",
                hint="Set the number of your proxies. Set 0 if visitors reach the web server "
                "directly, and leave out CLIENT_ADDRESS_HEADER.",
                id=f"{LABEL}.E010",
            )
        )
    if header and not (header.startswith("HTTP_") and header.isidentifier() and header.isupper()):
        found.append(
            checks.Error(
                f"WAGTAIL_THERAPY['CLIENT_ADDRESS_HEADER'] is {header!r}.",
                hint="Write the header as request.META has it, such as 'HTTP_X_REAL_IP'.",
                id=f"{LABEL}.E007",
            )
        )
    return found


def _was_a_proxy_seen() -> bool:
    try:
        return proxy.are_visitors_hidden()
    except DatabaseError:
        # Before the first `migrate`: Django 6.1 passes the databases even without ``--database``.
        return False


def check_hidden_visitors(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Look at Django's settings and, with ``--database``, at whether a web server saw a proxy."""
    is_said = client_network.is_configured()
    is_seen = (conf.has_proxy_settings and not is_said) or (databases and _was_a_proxy_seen())
    if not is_seen:
        return []
    return [
        checks.Warning(
            "Visitors come through a proxy, and they all share one limit on sign-ups.",
            hint=proxy.CORRECT_PROXIES if is_said else proxy.SET_PROXIES,
            id=f"{LABEL}.W008",
        )
    ]


def check_cache(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    backend = type(caches["default"]).__name__
    if backend not in UNSHARED_CACHES:
        return []
    return [
        checks.Warning(
            f"A network's sign-ups are not counted properly: {UNSHARED_CACHES[backend]}.",
            hint="Set CACHES['default'] to a cache that all processes share, such as Redis. Until "
            "then only the limits that are in the database apply, such as those of a whole site.",
            id=f"{LABEL}.W009",
        )
    ]


def _is_page_model(name: str) -> bool:
    try:
        return hasattr(apps.get_model(name), "get_edit_handler")
    except (LookupError, ValueError):
        return False


def _asks(panel: Any) -> bool:
    if isinstance(panel, MailChoicePanel):
        return True
    return any(_asks(child) for child in getattr(panel, "children", []))
