"""Mistakes in a host's settings, found by ``manage.py check`` and not by readers."""

from typing import Any

from django.apps import apps
from django.core import checks
from django.urls import NoReverseMatch, reverse

from wagtail_therapy.conf import conf

from . import posts, tasks
from .panels import MailChoicePanel

LABEL = "wagtail_therapy_newsletter"


def register_checks() -> None:
    for check in (
        check_page_models,
        check_mail_content,
        check_panels,
        check_urls,
        check_address_key,
    ):
        checks.register(check)
    # Django prints what others find before each command, and cron would mail that each minute.
    checks.register(check_way_of_sending, deploy=True)


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
            f"{model.__name__} is mailed, but does not say what its mail says.",
            hint="Mix in wagtail_therapy.blog.mixins.BlogPostMixin, or write get_mail_content(), "
            "which returns a dictionary of plain texts: title, excerpt and byline.",
            obj=model,
            id=f"{LABEL}.E004",
        )
        for model in posts.mailed_models()
        if not hasattr(model, "get_mail_content")
    ]


def check_panels(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Warning(
            f"{model.__name__} is mailed, but its editor does not ask whether to.",
            hint="It has an edit_handler of its own: add "
            "wagtail_therapy.newsletter.panels.MailChoicePanel() to it.",
            obj=model,
            id=f"{LABEL}.W002",
        )
        for model in posts.mailed_models()
        if not _asks(model.get_edit_handler())
    ]


def check_urls(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    try:
        reverse("wagtail_therapy_newsletter:subscribe")
    except NoReverseMatch:
        return [
            checks.Error(
                "The newsletter has no addresses: nobody could confirm or unsubscribe.",
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
            "SECRET_KEY is being replaced, and the list is still known by it.",
            hint="Without the old key, addresses that must never be mailed are forgotten, and "
            "links in mails end. Set WAGTAIL_THERAPY['ADDRESS_KEY'] to a new secret of its own and "
            "['ADDRESS_KEY_FALLBACKS'] to the old SECRET_KEY, then run "
            "`manage.py therapy_mail rehash`, which says whether the old key may go.",
            id=f"{LABEL}.E006",
        )
    ]


def check_way_of_sending(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Say which of the two ways was found, until the host has said it itself."""
    if conf.mail_celery is not None:
        return []
    is_used = tasks.is_celery_used()
    if is_used and tasks.is_eager():
        message = "Mail is sent while a page waits: Celery runs tasks at once (task_always_eager)."
        hint = "That is for tests: give Celery a broker and a worker, or let cron send the mail."
    elif is_used:
        message = f"Mail is sent by Celery, through its broker ({tasks.broker_kind()})."
        hint = "Run a worker for the queue of the mail, and beat."
    else:
        message = "Mail is sent by `manage.py therapy_mail run`: Celery has no broker here."
        hint = "Let cron run it each minute. If you have a Celery app, import it in your project."
    hint += f" WAGTAIL_THERAPY['MAIL_CELERY'] = {is_used} says so, and ends this message."
    return [checks.Info(message, hint=hint, id=f"{LABEL}.I005")]


def _is_page_model(name: str) -> bool:
    try:
        return hasattr(apps.get_model(name), "get_edit_handler")
    except (LookupError, ValueError):
        return False


def _asks(panel: Any) -> bool:
    if isinstance(panel, MailChoicePanel):
        return True
    return any(_asks(child) for child in getattr(panel, "children", []))
