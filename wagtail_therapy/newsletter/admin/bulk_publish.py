"""Asks about emails before pages are published in bulk, because Wagtail shows no form there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ..models import PostMailIntent
from ..sending import mailed_pages
from .publish_messages import readers

TEMPLATE = "wagtail_therapy/newsletter/admin/confirm_bulk_mail.html"
ASKED = "therapy_mail_asked"


@dataclass(frozen=True)
class Question:
    """One page that would be emailed, or that a user has asked to have emailed."""

    page: Any
    intent: PostMailIntent
    readers: int

    @property
    def is_wish(self) -> bool:
        return self.intent.is_wish_for(self.page)

    @property
    def name(self) -> str:
        return f"therapy_mail_{self.page.pk}"


def ask_first(request: HttpRequest, pages: Iterable[Any], action: Any) -> HttpResponse | None:
    """Return a page that asks about each page's email, or None if there is nothing to ask.

    Answers are stored as this user's. Unanswered questions are not stored.
    """
    with_descendants = action.cleaned_form.cleaned_data.get("include_descendants", False)
    questions = list(_questions(_published(pages, with_descendants), request.user))
    if questions and ASKED not in request.POST:
        context = {
            "questions": questions,
            "asked": ASKED,
            "include_descendants": with_descendants,
            "next": action.next_url,
        }
        return TemplateResponse(request, TEMPLATE, context)
    for question in questions:
        _keep(question, request)
    return None


def _published(pages: Iterable[Any], with_descendants: bool) -> Iterator[Any]:
    for page in pages:
        yield page
        if with_descendants:
            yield from page.get_descendants().not_live()


def _questions(pages: Iterable[Any], user: Any) -> Iterator[Question]:
    for page in (one.specific for one in pages if mailed_pages.is_mailed(one)):
        intent = mailed_pages.open_intent(page)
        if intent and mailed_pages.may_decide(user, page):
            yield Question(page, intent, readers(page))


def _keep(question: Question, request: HttpRequest) -> None:
    choice = request.POST.get(question.name)
    is_new = question.is_wish or choice != question.intent.choice
    if choice in PostMailIntent.ANSWERS and is_new:
        mailed_pages.decide(question.page, choice, request.user)
