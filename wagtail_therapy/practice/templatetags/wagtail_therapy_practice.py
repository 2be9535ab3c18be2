from django import template
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings

register = template.Library()


@register.inclusion_tag("wagtail_therapy/practice/notices.html", takes_context=True)
def practice_notices(context):
    """Render the notices of the request's site; without a request or a site, nothing."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return {}
    return {"practice": PracticeSettings.read(site), "page": context.get("page")}
