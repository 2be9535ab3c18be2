from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from wagtail.models import Page, Site

from example_site.willowmere import demo_objects
from example_site.willowmere.models import DemoObject
from wagtail_therapy.newsletter.models import ConsentEvent, ConsentText, Subscriber


class StillInUse(Exception):  # noqa: N818 -- it isn't an error
    """Something outside the demo uses an object of the demo. The message names both."""


@transaction.atomic
def remove(*, with_pages_below: bool = False) -> int:
    """Delete all recorded objects and nothing else, and return their number.

    :raises StillInUse: other pages are below ours or use our authors. Nothing is deleted then.
        ``with_pages_below`` deletes such pages, too.
    """
    entries = list(DemoObject.objects.order_by("-pk"))
    clear_pages_below(with_pages_below)
    give_back_site()
    try:
        for entry in entries:
            delete(entry)
    except ProtectedError as error:
        users = ", ".join(str(user) for user in error.protected_objects)
        raise StillInUse(f"{entry.key} is used by: {users}.") from error
    DemoObject.objects.all().delete()
    return len(entries)


def clear_pages_below(may_delete: bool) -> None:
    page_types = ContentType.objects.get_for_models(*page_models()).values()
    ours = DemoObject.objects.filter(content_type__in=page_types).values("object_id")
    home = demo_objects.find("page:home")
    others = home.get_descendants().exclude(pk__in=ours) if home else Page.objects.none()
    if others and not may_delete:
        titles = ", ".join(f"“{page.title}”" for page in others)
        raise StillInUse(
            f"You have pages below those of the demo: {titles}. Move them, or delete them together "
            "with the demo: remove_demo --with-pages-below"
        )
    for page in others:
        page.delete()


def page_models() -> list[type[Page]]:
    return [
        entry.content_type.model_class()
        for entry in DemoObject.objects.select_related("content_type")
        if issubclass(entry.content_type.model_class(), Page)
    ]


def give_back_site() -> None:
    """Reset the root page of the site, because deleting that page would delete the site."""
    site = Site.objects.filter(root_page=demo_objects.find("page:home")).first()
    if site is None:
        return
    root = Page.get_first_root_node()
    site.root_page = root.get_children().exclude(pk=site.root_page_id).first() or root
    site.site_name = ""
    site.port = 80
    site.save()


def delete(entry: DemoObject) -> None:
    made = entry.content_object
    if isinstance(made, Subscriber):
        forget_consent(made)
    if made is not None:
        made.delete()


def forget_consent(subscriber: Subscriber) -> None:
    """Delete the record of an invented consent."""
    events = ConsentEvent.objects.filter(site=subscriber.site, address_hash=subscriber.address_hash)
    texts = set(events.values_list("consent_text", flat=True))
    events.delete()
    used = ConsentEvent.objects.values("consent_text")
    ConsentText.objects.filter(pk__in=texts).exclude(pk__in=used).delete()
