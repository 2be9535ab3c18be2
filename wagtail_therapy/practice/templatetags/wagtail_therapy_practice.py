from django import template
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings

register = template.Library()


@register.inclusion_tag("wagtail_therapy/practice/notices.html", takes_context=True)
def practice_notices(context):
    """Render the notices of the request's site; without a request or a site, nothing."""
    request = context.get("request")
    if request is None or Site.find_for_request(request) is None:
        return {}
    return {"practice": PracticeSettings.for_request(request), "page": context.get("page")}
