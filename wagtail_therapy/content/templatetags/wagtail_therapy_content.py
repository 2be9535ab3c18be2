from django import template
from django.apps import apps
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def include_if_installed(context, app_name, template_name):
    """Render the template of another app of ours, or nothing on a host that left that app out."""
    if not apps.is_installed(app_name):
        return ""
    return render_to_string(template_name, context.flatten())
