from django import template
from django.template import Context

from wagtail_therapy.newsletter.forms import subscribe_form_html

register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context: Context, heading: str = "", introduction: str = "") -> str:
    """The subscribe form; without a request (a mail, a feed) it is empty."""
    request = context.get("request")
    return subscribe_form_html(request, heading=heading, introduction=introduction)
