"""What both imports of files do alike: their claims, their states, and how long they are kept."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.wordpress_import.models import WordPressImport

BOTH = pytest.mark.parametrize("model", [SubscriberImport, WordPressImport])


@BOTH
def test_claim_is_given_back_by_those_who_have_it(site, model):
    mine = model.objects.create(site=site, file_name="a", claim=uuid.uuid4())
    other = model.objects.get(pk=mine.pk)
    other.claim = uuid.uuid4()
    with pytest.raises(LostClaimError):
        other.release(error="late")
    mine.release(error="read")
    assert (mine.claim, mine.error) == (None, "read")


@BOTH
def test_state_changes_only_from_the_ones_expected(site, model):
    new = model.objects.create(site=site, file_name="a")
    state = model.State
    assert not new.change_state([state.IMPORTING], state=state.FINISHED)
    assert new.change_state([state.UPLOADED], state=state.CHECKING)
    assert (new.state, new.is_open, new.is_running) == (state.CHECKING, True, True)


@BOTH
def test_import_is_as_old_as_its_beginning(site, model):
    now = timezone.now()
    old = model.objects.create(site=site, file_name="old", created_at=now - timedelta(hours=2))
    begun = {"created_at": now - timedelta(hours=2), "started_at": now}
    model.objects.create(site=site, file_name="begun", **begun)
    assert list(model.objects.begun_before(now - timedelta(hours=1))) == [old]
