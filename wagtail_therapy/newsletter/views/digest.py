"""The page of a digest, which readers open from the email and may pass on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from ..composing import digests, public_posts
from ..models import Mailing
from .page_responses import page, site_of


@require_safe
def digest(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the posts of a digest that are public now, to anyone who has its address."""
    made = Mailing.objects.filter(kind=Mailing.Kind.DIGEST, frozen_at__isnull=False)
    mailing = get_object_or_404(made, uuid=uuid, site=site_of(request))
    with translation.override(mailing.language):
        posts = digests.listed(public_posts.in_digest(mailing))
        context = {"digest": mailing, "frequency": mailing.frequency, "posts": posts}
        response = page(request, "digest", context)
    # There is one for each set of posts, and none says more than the posts.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
