from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import template
from django.apps import apps
from django.template import Context
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from wagtail.images.models import Picture

from wagtail_therapy.conf import conf
from wagtail_therapy.content.caching import cached, cached_html, request_key
from wagtail_therapy.content.emails import pictures
from wagtail_therapy.content.fields import is_kept
from wagtail_therapy.content.metadata import json_ld, meta_tags
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.pictures import showing
from wagtail_therapy.content.text import safe_urls
from wagtail_therapy.content.text.citations import Citations, CitationsState

register = template.Library()


register.filter("iso", meta_tags.iso)
register.filter("href", safe_urls.href)
register.filter("has_host", safe_urls.has_host)


@register.simple_tag(takes_context=True)
def therapy_picture(context: Context, image: Any, use: str) -> Picture | None:
    """Return a picture as Wagtail's ``{% picture … as %}`` does, by what it is used for.

    None without an image, or its file. A visitor doesn't wait for one that isn't made yet.
    """
    if not image:
        return None
    is_preview = getattr(context.get("request"), "is_preview", False)
    found = showing.renditions(image, use, is_preview=is_preview)
    return Picture(found) if found else None


@register.filter
def srcset(renditions: Iterable[Any]) -> str:
    """Return the URLs of renditions with their widths, each width once."""
    by_width = {one.width: one.url for one in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


@register.simple_tag(takes_context=True)
def include_if_installed(context: Context, app_name: str, template_name: str) -> SafeString:
    """Render a template of another of our apps, or nothing if that app isn't installed."""
    if not apps.is_installed(app_name):
        return ""
    return render_to_string(template_name, context.flatten())


@register.simple_tag(takes_context=True)
def therapy_stylesheet(context: Context) -> str:
    """Return the link to our stylesheet, but only once in a page."""
    # The first dictionary is for the whole rendering, the others for templates within it.
    whole = context.render_context.dicts[0]
    if "therapy_stylesheet" in whole:
        return ""
    whole["therapy_stylesheet"] = True
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_therapy/therapy.css"))


@register.simple_tag
def email_picture(image: Any, page_url: str) -> meta_tags.MetaImage | None:
    """Return a picture for an email, or None if email programs can't show it."""
    return pictures.email_picture(image, page_url)


@register.simple_tag
def email_gallery_picture(image: Any, page_url: str) -> meta_tags.MetaImage | None:
    """Return a picture for half the width of an email."""
    return pictures.email_picture(image, page_url, pictures.GALLERY_WIDTH)


@register.filter
def is_our_head_tag(name: str) -> bool:
    """Return whether we write these tags into the head, because the host's template doesn't."""
    return name not in conf.base_template_head_tags


@register.simple_tag
def therapy_palette() -> str:
    """Return an attribute that gives the host's element the colours of our palette."""
    return format_html(' data-therapy-palette="{}"', conf.palette) if conf.palette else ""


@register.simple_tag(takes_context=True)
def include_cached(context: Context, template_name: str, vary_on: Any) -> SafeString:
    """Render a template that depends only on a row or list of rows, from the cache if possible."""
    rows = vary_on if isinstance(vary_on, list) else [vary_on]
    request, blog, page = (context.get(name) for name in ("request", "blog", "page"))

    def build() -> SafeString:
        return context.template.engine.get_template(template_name).render(context)

    is_unsaved = not any(rows) or not all(row.pk for row in rows if row)
    is_private = isinstance(page, TherapyPageMixin) and not page.is_kept(request)
    if is_unsaved or is_private:
        return build()
    key = (template_name, blog and blog.pk, *map(_row_key, rows))
    return cached_html(key, build, request)


@register.simple_tag(takes_context=True)
def page_body(context: Context) -> SafeString:
    """Render the page's body, from the cache if all its blocks are the same for all visitors.

    The citations in the context are then numbered.
    """
    page, request = context["page"], context.get("request")
    body, citations = page.body, context.get("citations") or Citations()
    if not (page.is_kept(request) and is_kept(body)):
        return body.render_as_block(context.flatten())

    def build() -> tuple[str, CitationsState]:
        return str(body.render_as_block(context.flatten())), citations.state

    version = (page._meta.label, page.pk, page.last_published_at)
    key = ("body", *version, *request_key(request))
    html, numbered = cached(key, build, request)
    citations.restore(numbered)
    return mark_safe(html)  # noqa: S308 -- blocks made it


def _row_key(row: Any) -> tuple[Any, ...] | None:
    if row is None:
        return None
    # Fields of pages in a list may be deferred: reading those would cost a query.
    read = (row.__dict__.get(name) for name in ("live", "last_published_at"))
    return (row._meta.label, row.pk, *read)


@register.simple_tag(takes_context=True)
def page_json_ld(context: Context) -> str:
    """Render the view's ``json_ld``, or else the page's own, or else nothing.

    The page's own is cached as long as ``meta`` is the same. Previews build it each time. That of a
    view is cached if it has a ``json_ld_key`` as well.
    """
    nodes, nodes_key = context.get("json_ld"), context.get("json_ld_key")
    page, request, meta = (context.get(name) for name in ("page", "request", "meta"))
    if nodes_key:
        what = ("json-ld", *nodes_key, repr(meta))
        return cached_html(what, lambda: json_ld.json_ld_script(nodes), request)
    if nodes is not None:
        return _kept(context, "json_ld", lambda: json_ld.json_ld_script(nodes))
    if not (request and meta and isinstance(page, TherapyPageMixin)):
        return ""

    def build() -> str:
        return json_ld.json_ld_script(page.get_json_ld(request, meta))

    key = ("json-ld", page._meta.label, page.pk, repr(meta))
    return cached_html(key, build, request) if page.is_kept(request) else build()


class KeptNode(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList):
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        return _kept(context, self.name, lambda: self.nodelist.render(context))


def _kept(context: Context, name: str, render: Callable[[], str]) -> str:
    parts = context.get("kept_parts")
    return parts.html(name, render) if parts else render()


@register.simple_tag(takes_context=True)
def kept_stream(context: Context, name: str, parts: Any) -> SafeString:
    """Render a part of a body, ``parts.name``, from the cache if possible: see ``KeptParts``."""
    return context["kept_parts"].stream_html(name, lambda: getattr(parts, name), context)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what is up to ``{% endkept %}`` in the cache: see ``KeptParts``. Write it in a block."""
    name = token.split_contents()[1].strip("\"'")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, nodelist)


@register.simple_tag
def date_element(moment: date | None) -> str:
    """Return a day in a <time> element, to be used in a translated sentence."""
    if not moment:
        return ""
    day = template_localtime(moment)
    return format_html('<time datetime="{}">{}</time>', day.isoformat()[:10], date_format(day))
