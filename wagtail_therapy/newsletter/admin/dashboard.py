"""The admin dashboard's panel of emails that are due, for users who may decide about them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from swapper import load_model
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from wagtail_therapy.conf import conf

from .. import clock, permissions
from ..models import Mailing, PostMailIntent
from ..sending import mailed_pages
from .publish_messages import announcement, announcement_without_page

SHOWN = 5
WAITING = [Mailing.State.HELD, Mailing.State.PAUSED]


class MailPanel(Component):
    """Mailings that wait or are paused, posts that will start one, and unanswered wishes."""

    name = "wagtail_therapy_mail"
    template_name = "wagtail_therapy/newsletter/admin/mail_panel.html"
    order = 90

    def __init__(self, pages: list[Any], mailings: list[Mailing]):
        said = [announcement(page.specific) for page in pages[:SHOWN]]
        others = [announcement_without_page(mailing) for mailing in mailings[:SHOWN]]
        self.announcements = [*others, *filter(None, said)]
        self.is_more = len(pages) > SHOWN or len(mailings) > SHOWN

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"announcements": self.announcements, "is_more": self.is_more}


def mail_panels(user: Any) -> list[MailPanel]:
    """Return the panel, or none if no email is due that the user may decide about."""
    models = mailed_pages.mailed_models()
    if not models:
        return []
    mine = page_permission_policy.instances_user_has_permission_for(user, "publish")
    pages = list(_open(mine.type(*models)).order_by("-latest_revision_created_at")[: SHOWN + 1])
    mailings = list(_without_page(user)[: SHOWN + 1])
    return [MailPanel(pages, mailings)] if pages or mailings else []


def _without_page(user: Any) -> QuerySet:
    """Return digests and the like that wait; not those of posts that were deleted."""
    waiting = permissions.manageable_mailings(user).filter(state__in=WAITING)
    return waiting.exclude(kind=Mailing.Kind.POST).defer("html", "text").order_by("not_before")


def _open(pages: QuerySet) -> QuerySet:
    mailings = Mailing.objects.filter(page=OuterRef("pk"))
    keys = {"translation_key": OuterRef("translation_key"), "locale": OuterRef("locale")}
    asked_for = Exists(PostMailIntent.objects.for_mail().filter(**keys))
    is_open = asked_for & ~Exists(mailings.not_withdrawn()) & (_soon() | _lately())
    waiting = mailings.filter(state__in=WAITING)
    return pages.filter(Exists(waiting) | is_open)


def _soon() -> Q:
    """Select pages that are scheduled, or waiting for approval."""
    page_type = ContentType.objects.get_for_model(load_model("wagtailcore", "Page"))
    # Wagtail stores keys of every model there, as text.
    same = {"base_content_type": page_type, "object_id": Cast(OuterRef("pk"), CharField())}
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False, **same)
    return Q(Exists(scheduled)) | Q(Exists(WorkflowState.objects.active().filter(**same)))


def _lately() -> Q:
    return Q(live=True, last_published_at__gte=clock.now() - conf.mail_stale_after)
