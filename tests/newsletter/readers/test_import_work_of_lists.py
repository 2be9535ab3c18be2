"""A list that we exported, brought by the steps of the wizard: it is the same list afterwards."""

from tests.newsletter.readers.test_list_restoring import (  # noqa: F401 -- a fixture
    empty_list,
    everything,
    exported,
    full,
)
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import import_files, import_undoing, import_work


def uploaded(site):
    file = exported(site)
    return import_files.store(site, "list.zip", [file.read()], "Orla")


def test_list_is_the_same_after_a_worker_has_brought_it(site, full):  # noqa: F811 -- the fixture
    before, stored = everything(), uploaded(site)
    empty_list()

    import_work.check(stored, [])
    import_work.work_on(stored)
    stored.refresh_from_db()
    assert (stored.state, stored.counts) == ("checked", {"restored": 8})
    assert Subscriber.objects.count() == 0

    import_work.begin(stored, by="Orla")
    assert import_work.work_on(stored) is False
    stored.refresh_from_db()
    assert (stored.state, stored.counts, stored.new_readers) == ("finished", {"restored": 8}, 8)
    assert stored.file_parts.count() == 0
    assert everything() == before


def test_list_can_be_taken_back(site, full):  # noqa: F811 -- the fixture
    stored = uploaded(site)
    empty_list()
    import_work.check(stored, [])
    import_work.work_on(stored)
    import_work.begin(stored, by="Orla")
    import_work.work_on(stored)
    stored.refresh_from_db()

    import_undoing.undo(stored, by="Orla")
    assert Subscriber.objects.filter(consent_events__subscriber_import=stored).count() == 0


def test_damaged_list_is_refused_as_a_whole(site, full):  # noqa: F811 -- the fixture
    content = exported(site).read().replace(b"subscribers.csv", b"subscribers.cvs")
    stored = import_files.store(site, "list.zip", [content], "Orla")
    before = everything()
    import_work.check(stored, [])
    import_work.work_on(stored)
    stored.refresh_from_db()
    assert (stored.state, everything()) == ("failed", before)
