from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.apps import apps
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime

from wagtail_therapy.conf import conf
from wagtail_therapy.content import safe_urls
from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.content.metadata import json_ld
from wagtail_therapy.content.mixins import TherapyPageMixin

register = template.Library()


register.filter("iso", json_ld.iso)
register.filter("href", safe_urls.href)
register.filter("names_host", safe_urls.names_host)


@register.filter
def srcset(renditions: Iterable[Any]) -> str:
    """Return the addresses of renditions with their widths; of a small original each size once."""
    by_width = {one.width: one.url for one in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


@register.simple_tag(takes_context=True)
def include_if_installed(context: Context, app_name: str, template_name: str) -> SafeString:
    """Render the template of another app of ours, or nothing on a host that left that app out."""
    if not apps.is_installed(app_name):
        return ""
    return render_to_string(template_name, context.flatten())


@register.simple_tag(takes_context=True)
def therapy_stylesheet(context: Context) -> str:
    """Return the link to our stylesheet, once in a page."""
    # Django keeps the first for one rendering, and a further one for each template in it.
    whole = context.render_context.dicts[0]
    if "therapy_stylesheet" in whole:
        return ""
    whole["therapy_stylesheet"] = True
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_therapy/therapy.css"))


@register.filter
def is_ours_to_write(name: str) -> bool:
    """Return whether our pages write these tags of their head, and the host's base template not."""
    return name not in conf.base_template_head_tags


@register.simple_tag
def therapy_palette() -> str:
    """Return the attribute that gives an element of the host the colours of the settings."""
    return format_html(' data-therapy-palette="{}"', conf.palette) if conf.palette else ""


@register.simple_tag(takes_context=True)
def include_kept(context: Context, template_name: str, of: Any) -> SafeString:
    """Render a template that shows nothing but a row, or a list of rows; it is kept for all."""
    rows = of if isinstance(of, list) else [of]
    request, blog = context.get("request"), context.get("blog")

    def make() -> SafeString:
        return context.template.engine.get_template(template_name).render(context)

    if not any(rows) or not all(row.pk for row in rows if row):
        return make()
    what = (template_name, blog and blog.pk, *map(_identity, rows))
    return cached_html(what, make, request)


def _identity(row: Any) -> tuple[Any, ...] | None:
    if row is None:
        return None
    # Of a page in a list not everything was read.
    told = (row.__dict__.get(name) for name in ("live", "last_published_at"))
    return (row._meta.label, row.pk, *told)


@register.simple_tag(takes_context=True)
def page_json_ld(context: Context) -> str:
    """Render the graph that the view made as ``json_ld``, else that of the page, else nothing.

    That of the page is cached for what ``meta`` says. A preview makes it each time.
    """
    nodes = context.get("json_ld")
    page, request, meta = (context.get(name) for name in ("page", "request", "meta"))
    if nodes is not None:
        return json_ld.script(nodes)
    if not (request and meta and isinstance(page, TherapyPageMixin)):
        return ""
    return cached_html(
        ("json-ld", page._meta.label, page.pk, repr(meta)),
        lambda: json_ld.script(page.get_json_ld(request, meta)),
        request,
    )


@register.simple_tag
def day_element(moment: date | None) -> str:
    """Return a day as people read it in a <time> for machines; for whole sentences around it."""
    if not moment:
        return ""
    day = template_localtime(moment)
    return format_html('<time datetime="{}">{}</time>', day.isoformat()[:10], date_format(day))
