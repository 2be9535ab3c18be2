from django import template

from wagtail_therapy.practice.models import PracticeSettings

register = template.Library()


@register.inclusion_tag("wagtail_therapy/practice/notices.html", takes_context=True)
def practice_notices(context):
    """Render the notices of the request's site; without a request or a site, nothing."""
    request = context.get("request")
    practice = PracticeSettings.read_for(request) if request else None
    if practice is None:
        return {}
    return {"practice": practice, "page": context.get("page")}
