from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.formats import time_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from . import posts, site_deletion
from .listings import MailedFilter, MailingColumn
from .viewsets import NewsletterViewSetGroup


@hooks.register("register_admin_viewset")
def register_newsletter() -> NewsletterViewSetGroup:
    return NewsletterViewSetGroup()


# Before Wagtail's own, which has no hook and fails on a site that has readers.
@hooks.register("register_admin_urls", order=-1)
def register_site_deletion() -> list[URLPattern]:
    if not apps.is_installed("wagtail.sites"):
        return []
    return [path("sites/delete/<str:pk>/", site_deletion.delete)]


@hooks.register("after_publish_page")
def tell_when_it_is_mailed(request: HttpRequest, page: Any) -> None:
    mailing = posts.for_page(page)
    if mailing and mailing.is_held:
        time = time_format(template_localtime(mailing.not_before))
        button = messages.button(mailing.get_absolute_url(), _("Send now or cancel"))
        text = _("It will be emailed to subscribers at %s, and can be cancelled until then.")
        messages.info(request, text % time, buttons=[button])


# By the names of the blog's hooks: the newsletter does not know what else a site has installed.
@hooks.register("register_therapy_post_columns")
def tell_what_was_mailed(model: type[Model]) -> list[MailingColumn]:
    is_mailed = model in posts.mailed_models()
    return [MailingColumn("mailing", label=gettext_lazy("Mailed"))] if is_mailed else []


@hooks.register("register_therapy_post_filters")
def find_what_was_mailed(model: type[Model]) -> dict[str, MailedFilter]:
    return {"mailed": MailedFilter()} if model in posts.mailed_models() else {}
