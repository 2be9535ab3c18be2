"""The page on which readers keep every post, although the practice emails others less often."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from .. import tokens
from ..models import Subscriber
from ..readers import frequencies
from .decorators import private_page
from .page_responses import language_of, page, subscriber_of


@private_page
@sensitive_variables()
def frequency(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST chooses. The answer is the same for readers who have left."""
    try:
        subscriber = subscriber_of(tokens.read_unsubscribe_token(token))
    except tokens.InvalidTokenError:
        return page(request, "link_invalid", status=404)
    with language_of(subscriber):
        if request.method != "POST":
            return page(request, "frequency")
        if subscriber:
            frequencies.choose(subscriber, Subscriber.Frequency.INSTANT)
        return page(request, "frequency_kept")
