from datetime import timedelta

import pytest
from django.utils import timezone

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.content import caching
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice import readiness, scheduled_publishing

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def scheduled(site):
    """A post that is to go live in an hour."""
    ready_practice.practice(site)
    post = rows.post(rows.blog(site), rows.author("Orla"), title="On endings", live=False)
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()
    return post


def found(site):
    caching.invalidate()
    return [one for one in readiness.examine(site) if one.code == "scheduled"]


def test_post_that_should_have_gone_live_is_an_error(site, scheduled, time_machine):
    assert found(site) == []
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=6))

    [finding] = found(site)

    assert (finding.level, finding.url) == ("error", f"/admin/pages/{scheduled.pk}/edit/")
    assert finding.message.startswith("“On endings” should have gone live on ")
    assert "nothing publishes scheduled pages." in finding.message


def test_post_that_should_have_been_taken_away_is_an_error(site, scheduled):
    before = timezone.now() - timedelta(minutes=6)
    BlogPostPage.objects.update(live=True, expire_at=before)

    [finding] = found(site)

    assert finding.message.startswith("“On endings” should have expired on ")


def test_what_is_due_is_published_and_is_no_error_any_more(site, scheduled, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=6))

    scheduled_publishing.publish_due()

    scheduled.refresh_from_db()
    assert (scheduled.live, found(site)) == (True, [])


def test_fault_of_a_page_stops_nothing_else(site, scheduled, time_machine, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("of the host")

    monkeypatch.setattr(BlogPostPage, "publish", fail)
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=6))

    scheduled_publishing.publish_due()

    assert [record.message for record in caplog.records] == ["Wagtail's publish_scheduled failed"]
