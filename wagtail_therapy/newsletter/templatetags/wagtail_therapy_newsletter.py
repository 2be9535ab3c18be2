from django import template

from wagtail_therapy.newsletter.forms import subscribe_form_html

register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context, heading="", introduction=""):
    """The subscribe form; without a request (a mail, a feed) it is empty."""
    request = context.get("request")
    return subscribe_form_html(request, heading=heading, introduction=introduction)
