"""A page that is added as if it had been published is what Wagtail leaves when it publishes one."""

from datetime import UTC, datetime

import pytest
from wagtail.models import PageLogEntry
from wagtail.signals import page_published, published

from tests.pages import rows
from wagtail_therapy.approaches.models import ClaimChange

# Each page has its own place, and each row its own key.
OWN = {
    "pk",
    "id",
    "approach",
    "approach_id",
    "content_object",
    "latest_revision",
    "live_revision",
    "page",
    "page_id",
    "path",
    "told_below_id",
    "translation_key",
    "url_path",
}
BEFORE, NOON = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def sent():
    """Which signals of Wagtail were sent, with what they say of the page."""
    found = []

    def note(signal_name):
        def receiver(sender, instance, revision, **kwargs):
            is_its = instance.live_revision == revision == instance.latest_revision
            found.append((signal_name, sender, instance.title, instance.live, is_its))

        return receiver

    receivers = [(page_published, note("page_published")), (published, note("published"))]
    for signal, receiver in receivers:
        signal.connect(receiver)
    yield found
    for signal, receiver in receivers:
        signal.disconnect(receiver)


def shared(value):
    """Return what is the same for both pages."""
    if isinstance(value, dict):
        return {name: shared(one) for name, one in value.items() if name not in OWN}
    return [shared(one) for one in value] if isinstance(value, list) else value


def left(page):
    """Return all that is stored of a page."""
    page = type(page).objects.get(pk=page.pk)
    log = PageLogEntry.objects.filter(page=page.pk).order_by("pk")
    return {
        "page": shared(page.serializable_data()),
        "revisions": [
            (shared(one.content), one.object_str, one.created_at, one.approved_go_live_at)
            for one in page.revisions.all()
        ],
        "current": page.live_revision == page.latest_revision == page.revisions.get(),
        "log": [(one.action, one.label, one.data, one.content_changed) for one in log],
        "logged revisions": [one.revision == page.live_revision for one in log],
        "history": shared(list(ClaimChange.objects.filter(page=page.pk).values())),
    }


def both(add, sent):
    """Add a page in each of the two ways; return what each has left, and what it sent."""
    found = []
    for is_quick in (True, False):
        sent.clear()
        page = add(live=is_quick)
        page = page if is_quick else rows.publish(page)
        found.append((left(page), list(sent), page.has_unpublished_changes, page.live))
    return found


@pytest.mark.parametrize("day", [None, BEFORE])
def test_post_is_left_as_by_publishing_it(site, sent, day):
    orla, grief = rows.author(), rows.category("Grief")

    def add(live):
        blog = rows.blog(site, slug=f"blog-{live}")
        body = [{"type": "paragraph", "value": "<p>Words</p>", "id": "one"}]
        tagged = {"categories": [grief], "tags": ["loss"], "body": body}
        return rows.post(blog, orla, live=live, first_published_at=day, **tagged)

    quick, real = both(add, sent)
    assert quick == real
    assert real[0]["page"]["first_published_at"] == (day or NOON)


def test_approach_is_left_as_by_publishing_it(site, sent):
    grief, nice = rows.concern("Grief"), rows.guideline()

    def add(live):
        index = rows.approaches(site, slug=f"approaches-{live}")
        says = [rows.says(grief, "considers", nice)]
        return rows.approach(
            index,
            live=live,
            short_definition="Talking.",
            body=[],
            concerns=[rows.used_for(grief)],
            recommendations=says,
        )

    quick, real = both(add, sent)
    assert quick == real
    assert len(real[0]["history"]) > 0
