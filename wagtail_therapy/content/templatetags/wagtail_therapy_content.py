from django import template
from django.apps import apps
from django.template.loader import render_to_string
from django.utils.html import format_html

from wagtail_therapy.conf import conf
from wagtail_therapy.content import json_ld
from wagtail_therapy.content.mixins import TherapyPageMixin

register = template.Library()
register.filter("iso", json_ld.iso)


@register.simple_tag(takes_context=True)
def include_if_installed(context, app_name, template_name):
    """Render the template of another app of ours, or nothing on a host that left that app out."""
    if not apps.is_installed(app_name):
        return ""
    return render_to_string(template_name, context.flatten())


@register.simple_tag
def therapy_palette():
    """Return the attribute that gives an element of the host the colours of the settings."""
    return format_html(' data-therapy-palette="{}"', conf.palette) if conf.palette else ""


@register.simple_tag(takes_context=True)
def page_json_ld(context):
    """Render the graph that the view made as ``json_ld``, else that of the page, else nothing."""
    nodes = context.get("json_ld")
    page, request, meta = (context.get(name) for name in ("page", "request", "meta"))
    if nodes is None and request and meta and isinstance(page, TherapyPageMixin):
        nodes = page.get_json_ld(request, meta)
    return json_ld.script(nodes) if nodes else ""
