from urllib.parse import quote, urlencode

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# Plain links: nothing of these companies is loaded, and they learn of a reader who follows one.
SHARE = [
    ("Facebook", "https://www.facebook.com/sharer/sharer.php", "u"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", "url"),
    ("WhatsApp", "https://wa.me/", "text"),
    ("Bluesky", "https://bsky.app/intent/compose", "text"),
]


@register.simple_tag(takes_context=True)
def archive_url(context, blog, name, *args):
    """Return the address of an archive or a feed of the blog; "" without a blog."""
    if not blog:
        return ""
    return in_blog(context, blog, blog.reverse_subpage(name, args=args))


@register.simple_tag(takes_context=True)
def in_blog(context, blog, path):
    """Return the address of what lies under a path in the blog."""
    return (blog.get_url(context.get("request")) or "/") + path


@register.simple_tag(takes_context=True)
def share_links(context, page):
    """Return where a reader may pass the page on, as pairs of a name and an address."""
    address = page.get_full_url(context.get("request")) or ""
    mail = f"mailto:?subject={quote(page.title)}&body={quote(address)}"
    links = [(name, f"{where}?{urlencode({key: address})}") for name, where, key in SHARE]
    return [(_("Email"), mail), *links]
