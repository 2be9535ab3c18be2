from typing import Any

from django import template
from django.template import Context

from wagtail_therapy.newsletter.forms import newsletter_data_context, subscribe_form_html
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.newsletter.personal_data import consent_text
from wagtail_therapy.newsletter.personal_data.consent_text import ConsentWording
from wagtail_therapy.practice.models import PracticeSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def subscribe_form(context: Context, heading: str = "", introduction: str = "") -> str:
    """The subscribe form; without a request (a mail, a feed) it is empty."""
    return subscribe_form_html(
        context.get("request"),
        heading=heading,
        introduction=introduction,
        page=context.get("page"),
    )


@register.inclusion_tag("wagtail_therapy/newsletter/newsletter_data.html", takes_context=True)
def newsletter_data(context: Context) -> dict[str, Any]:
    """What the newsletter stores about readers, as ``NewsletterDataBlock`` says it."""
    return newsletter_data_context(context.get("request"))


@register.simple_tag
def consent_of(newsletter: NewsletterSettings) -> ConsentWording:
    """What people agree to, by settings that may not be saved yet."""
    return consent_text.of(newsletter, PracticeSettings.read(newsletter.site))
