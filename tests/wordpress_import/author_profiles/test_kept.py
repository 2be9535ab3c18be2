"""Bios and addresses of pictures are kept only while an import is going on."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.wordpress_import.author_profiles.people import (
    BIO,
    PAGE_1,
    WANTED,
    bios,
    export_by,
    listed,
    person,
)
from tests.wordpress_import.blogs import new_run
from wagtail_therapy.wordpress_import import import_files, import_work
from wagtail_therapy.wordpress_import.author_profiles.asking import ProfileRequests
from wagtail_therapy.wordpress_import.models import WordPressImport

State = WordPressImport.State
EXPORT = export_by(ada="Ada Bell")


def fail(*args):
    raise RuntimeError


@pytest.fixture
def begun(blog, old_server):
    """Return an import that is being done, and has asked for the list."""
    listed(old_server, person(picture=""))
    run = new_run(blog, **WANTED)
    import_files.store(run, [EXPORT])
    run.found |= {"title": "Old"}
    run.state, run.started_at = State.IMPORTING, timezone.now()
    run.save()
    return run


def ask_for_list(run, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(ProfileRequests, "_ask_for_one", fail)
        patched.setattr(import_work, "_failed", lambda *_args: {"state": State.FAILED})
        import_work.work_on(run)
    run.refresh_from_db()
    [[_key, bio, _picture]] = run.found["profiles"]
    assert bio == BIO


def test_import_that_failed_keeps_none(begun, monkeypatch):
    monkeypatch.setattr(ProfileRequests, "_ask_for_one", fail)
    import_work.work_on(begun)
    begun.refresh_from_db()
    assert (begun.state, begun.found) == (State.FAILED, {"title": "Old"})


def test_import_that_is_repeated_asks_for_the_list_again(begun, old_server, monkeypatch):
    ask_for_list(begun, monkeypatch)
    listed(old_server, person(bio="Newer.", picture=""))
    assert (import_work.repeat(begun), begun.found) == (True, {"title": "Old"})
    import_work.work_on(begun)
    assert (old_server.paths, bios()) == ([PAGE_1] * 2, [("Ada Bell", "Newer.", "")])


def test_import_that_broke_off_long_ago_keeps_none(begun, monkeypatch):
    ask_for_list(begun, monkeypatch)
    WordPressImport.objects.update(
        state=State.IMPORTING, started_at=timezone.now() - timedelta(days=8)
    )
    import_files.delete_old()
    begun.refresh_from_db()
    assert (begun.state, begun.found) == (State.FAILED, {"title": "Old"})


def test_command_that_broke_off_keeps_none(blog, old_server, monkeypatch, tmp_path):
    listed(old_server, person())
    monkeypatch.setattr(ProfileRequests, "_ask_for_one", fail)
    path = tmp_path / "export.xml"
    path.write_bytes(EXPORT)
    with pytest.raises(RuntimeError):
        call_command(
            "import_wordpress", path, "--parent=/blog/", "--author-profiles", stderr=io.StringIO()
        )
    run = WordPressImport.objects.get()
    assert (run.state, "profiles" in run.found) == (State.FAILED, False)
