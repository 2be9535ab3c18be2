from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context

from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.practice import page_notices
from wagtail_therapy.practice.notices import LegalLink

register = template.Library()
FOLDER = "wagtail_therapy/practice"


def _context(context: Context) -> dict[str, Any]:
    """Return the context of our templates; empty without a request or a site."""
    found = page_notices.read_for(context)
    return {"notices": found} if found else {}


def _exit(context: Context, template_name: str) -> str:
    """Render a way to leave the page, or nothing, as on most pages."""
    found = page_notices.read_for(context)
    has_exit = found is not None and found.exit_url
    return _rendered(context, template_name, notices=found) if has_exit else ""


def _rendered(context: Context, template_name: str, **values: Any) -> str:
    template = context.template.engine.get_template(f"{FOLDER}/{template_name}")
    return template.render(context.new(values))


def _anchor(context: Context) -> str:
    """Return the anchor of a notice; "" if a notice above it has the anchor."""
    is_above = hasattr(context.get("request"), "_therapy_first_crisis")
    return "" if is_above else "therapy-crisis"


@register.inclusion_tag(f"{FOLDER}/notices.html", takes_context=True)
def practice_notices(context: Context) -> dict[str, Any]:
    """Render the crisis notice and the disclaimer, as the page has them.

    If the crisis notice is above already, this renders only a link to it.
    """
    return _context(context) | {"anchor": _anchor(context)}


@register.simple_tag(takes_context=True)
def practice_footer(context: Context) -> str:
    """Render the notices, the practice's details and legal links, for the footer of every page.

    Most pages share the cached result.
    """
    found = page_notices.read_for(context)
    if found is None:
        return ""
    choices = found.choice("crisis_notice"), found.choice("disclaimer")
    anchor = _anchor(context)
    what = ("foot", found.practice.pk, found.language, anchor, *choices)
    template = context.template.engine.get_template(f"{FOLDER}/footer.html")

    def make() -> str:
        return template.render(context.new({"notices": found, "anchor": anchor}))

    return cached_html(what, make, context["request"])


@register.simple_tag(takes_context=True)
def practice_first_notices(context: Context) -> str:
    """Render the notices above the text of a page. Most pages have none.

    They start with the link to the crisis notice if the host's template did not render it.
    """
    found, request = page_notices.read_for(context), context.get("request")
    if found is None:
        return ""
    is_linked = hasattr(request, "_therapy_crisis_link")
    if not found.has_first_notices and (is_linked or not found.has_crisis):
        return ""
    return _rendered(context, "first_notices.html", notices=found, is_linked=is_linked)


@register.inclusion_tag(f"{FOLDER}/crisis_link.html", takes_context=True)
def practice_crisis_link(context: Context) -> dict[str, Any]:
    """Render a link to the crisis notice, for the top of every page.

    Renders it once on each page: our base template does so if the host's did not.
    """
    request = context.get("request")
    if request is None or hasattr(request, "_therapy_crisis_link"):
        return {}
    request._therapy_crisis_link = True
    return _context(context)


@register.inclusion_tag(f"{FOLDER}/crisis_above.html", takes_context=True)
def practice_crisis(context: Context) -> dict[str, Any]:
    """Render the crisis notice above a form, whatever the page chose."""
    found, anchor = _context(context), _anchor(context)
    if found and found["notices"].crisis:
        context["request"]._therapy_first_crisis = True
    return found | {"anchor": anchor}


@register.simple_tag(takes_context=True)
def practice_crisis_line(context: Context, words: str) -> str:
    """Render the numbers to call at once if the words of a search are those of a crisis."""
    found = page_notices.read_for(context)
    if not (found and words and found.is_crisis(words)):
        return ""
    first = {"first_crisis": found.crisis}
    return _rendered(context, "first_notices.html", notices=first, is_linked=True)


@register.inclusion_tag(f"{FOLDER}/contact_section.html", takes_context=True)
def practice_contact_section(context: Context) -> dict[str, Any]:
    """Render a section with links to book, call and write."""
    return _context(context)


@register.simple_tag(takes_context=True)
def practice_exit(context: Context) -> str:
    """Render the quick-exit button on a page that has one."""
    return _exit(context, "exit.html")


@register.simple_tag(takes_context=True)
def practice_exit_skip_link(context: Context) -> str:
    """Render a second exit link that only keyboard users see, for beside the skip link.

    Renders it once on each page: our base template does so if the host's did not.
    """
    request = context.get("request")
    if request is None or hasattr(request, "_therapy_exit_link"):
        return ""
    request._therapy_exit_link = True
    return _exit(context, "exit_skip_link.html")


@register.inclusion_tag(f"{FOLDER}/header_contact.html", takes_context=True)
def therapy_contact(context: Context) -> dict[str, Any]:
    """Render links to call, or else to write, and to book: for the header of every page."""
    return _context(context)


@register.simple_tag(takes_context=True)
def practice_legal_links(context: Context, *kinds: str) -> list[LegalLink]:
    """Return the legal links of these kinds that a stranger can follow, or all of them."""
    found = page_notices.read_for(context)
    links = found.legal_links if found else []
    return [link for link in links if not kinds or link.kind in kinds]


@register.filter
def host(url: str) -> str:
    """Return the host of an address as people read it: "jane.example"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
