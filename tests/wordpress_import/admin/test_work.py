"""The dry run and the import: each slice, what the page says, and what is left afterwards."""

import csv
import io
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from tests.newsletter import editors
from tests.testapp.models import JournalEntry
from tests.wordpress_import.admin.import_pages import (
    EXPORT,
    OPTIONS,
    PRIVATE,
    brought,
    checked,
    imported,
    send,
    shown,
    text_of,
    uploaded,
)
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.wordpress_import import audit_log, import_work
from wagtail_therapy.wordpress_import.models import ImportedItem, ImportPart, WordPressImport

State = WordPressImport.State
NOTHING_YET = "Nothing has been imported yet. This is what would become of it:"


def test_dry_run_reports_and_stores_nothing(client):
    before = Page.objects.count()
    done = checked(client)
    outcomes = {name: done.counts[name] for name in ("published", "draft")}
    assert (done.state, outcomes) == (State.CHECKED, {"published": 1, "draft": 2})
    models = [ImportedItem, Author, Category, JournalEntry]
    assert [model.objects.count() for model in models] == [0, 0, 0, 0]
    assert (Page.objects.count(), done.claim) == (before, None)
    text = text_of(shown(client))
    assert NOTHING_YET in text
    assert "Published 1 Imported as a draft 2 Items in all 3" in text


def test_progress_is_shown_and_a_button_goes_on(client):
    uploaded(client)
    send(client, "options", **OPTIONS)
    page = shown(client)
    assert "The file is being checked: 0 of 3 items." in text_of(page)
    assert page.select_one("progress")["value"] == "0"
    [form] = page.select("form[data-therapy-work]")
    assert form["action"] == f"/admin/therapy/wordpress/{brought().pk}/work/"


def test_import_makes_pages_and_deletes_the_file(client, blog):
    done = imported(client)
    assert (done.state, ImportPart.objects.count()) == (State.FINISHED, 0)
    posts = JournalEntry.objects.child_of(blog).order_by("pk").values_list("title", "live")
    assert list(posts) == [("A first session", True), (PRIVATE, False), ("About", False)]
    text = text_of(shown(client))
    assert "It’s done: 1 page is public. No one was emailed." in text
    assert "Items in all 3 New authors 1" in text


def test_acts_are_logged(client, blog):
    imported(client)
    entries = PageLogEntry.objects.filter(page=blog.pk, action__contains="wordpress").order_by("pk")
    assert [entry.action for entry in entries] == [
        audit_log.UPLOAD,
        audit_log.CHECK,
        audit_log.BEGIN,
        audit_log.FINISH,
    ]
    assert {str(entry.data) for entry in entries} == {f"{{'import': {brought().pk}}}"}


def test_page_of_a_finished_import_says_what_wordpress_does_not_export(client):
    imported(client)
    page = shown(client)
    assert "What WordPress doesn’t export" in text_of(page)
    assert page.select('a[href="/admin/therapy/imports/"]') != []


def test_slice_ends_at_its_time_and_the_next_goes_on(client, monkeypatch):
    monkeypatch.setattr(import_work, "SECONDS_TO_CHECK", -60)
    uploaded(client)
    send(client, "options", **OPTIONS)
    done = []
    for _slice in range(3):
        send(client, "work")
        done.append((brought().state, brought().items_done))
    assert done == [(State.CHECKING, 1), (State.CHECKING, 2), (State.CHECKED, 3)]
    assert brought().counts["published"] + brought().counts["draft"] == 3


def test_two_tabs_do_not_do_the_same(client):
    uploaded(client)
    send(client, "options", **OPTIONS)
    other_tab = brought()
    assert other_tab.acquire()
    send(client, "work")
    assert (brought().state, brought().items_done) == (State.CHECKING, 0)
    page = shown(client)
    assert page.select("form[data-therapy-work]") == []
    assert page.select_one("noscript meta")["content"] == "5"


def test_claim_of_what_was_killed_ends(client, time_machine):
    uploaded(client)
    send(client, "options", **OPTIONS)
    assert brought().acquire()
    time_machine.move_to(timezone.now() + timedelta(minutes=10))
    send(client, "work")
    assert brought().state == State.CHECKED


def test_import_begins_once(client):
    checked(client)
    for _tab in range(2):
        send(client, "begin")
    assert PageLogEntry.objects.filter(action=audit_log.BEGIN).count() == 1


def test_options_cannot_be_changed_once_it_has_begun(client):
    imported(client)
    send(client, "options", **OPTIONS | {"pages": "skip"})
    assert (brought().state, brought().options["pages"]) == (State.FINISHED, "drafts")


def test_options_can_be_changed_after_the_dry_run(client):
    checked(client)
    send(client, "options", **OPTIONS | {"pages": "skip"})
    send(client, "work")
    assert (brought().state, brought().counts["skipped"]) == (State.CHECKED, 1)


def test_report_has_each_line_and_no_title_of_hidden_posts(client):
    done = checked(client)
    response = client.get(f"/admin/therapy/wordpress/{done.pk}/report/")
    rows = [*csv.reader(io.StringIO(response.content.decode("utf-8-sig")))]
    assert [row[1:4] for row in rows[1:3]] == [
        ["A first session", "published", ""],
        ["", "imported as a draft", "It was private. It’s a draft here."],
    ]
    assert PRIVATE not in response.content.decode()


def test_lists_lead_to_pages_that_the_user_may_edit(client, site):
    imported(client)
    page = shown(client)
    hidden = JournalEntry.objects.get(title=PRIVATE)
    [link] = page.select(f'a[href="/admin/pages/{hidden.pk}/edit/"]')
    assert link.get_text() == PRIVATE


def test_lists_begin_with_what_people_have_to_do(client):
    done = imported(client)
    for reason in ("no_title", "menu", "please_check"):
        done.lines.create(kind="remark", reason=reason, title=f"About {reason}")
    shown_lists = [one.get_text() for one in shown(client).select("details.therapy-more summary")]
    assert shown_lists == [
        "Parts of it need a look. (1)",
        "A menu. Make it again here. (1)",
        "It had no title. (1)",
        "It was private. It’s a draft here. (1)",
        "It was a page. Its text is in a draft post. (1)",
    ]


def test_error_ends_it_and_is_logged_without_texts(client, blog, caplog):
    checked(client)
    send(client, "begin")
    ImportPart.objects.update(content=b"<html>secret words")
    send(client, "work")
    assert brought().state == State.FAILED
    assert brought().error.startswith("This is a web page.")
    assert "secret" not in caplog.text


def test_page_of_what_the_command_imports_only_looks(client):
    checked(client)
    send(client, "begin")
    ImportPart.objects.all().delete()
    send(client, "work")
    assert (brought().state, shown(client).select("form[data-therapy-work]")) == (
        State.IMPORTING,
        [],
    )


def test_import_that_lost_its_file_has_failed(client, time_machine):
    checked(client)
    send(client, "begin")
    time_machine.move_to(timezone.now() + timedelta(days=8))
    client.force_login(editors.user_of("member@host.example"))
    assert brought().state == State.FAILED
    assert brought().error.startswith("It broke off.")


def test_unfinished_import_is_deleted_after_some_days(client, time_machine):
    checked(client)
    time_machine.move_to(timezone.now() + timedelta(days=6))
    client.force_login(editors.user_of("member@host.example"))
    assert brought().state == State.CHECKED
    time_machine.move_to(timezone.now() + timedelta(days=2))
    client.force_login(editors.user_of("member@host.example"))
    assert (WordPressImport.objects.count(), ImportPart.objects.count()) == (0, 0)


def test_import_that_failed_in_part_can_be_tried_again(client):
    done = imported(client)
    done.file_parts.create(position=0, content=EXPORT.encode())
    send(client, "repeat")
    assert brought().state == State.IMPORTING
    send(client, "work")
    counts = brought().counts
    assert (brought().state, counts["unchanged"], counts.get("published")) == (
        State.FINISHED,
        3,
        None,
    )


def test_import_without_its_file_is_not_tried_again(client):
    imported(client)
    send(client, "repeat")
    assert brought().state == State.FINISHED
