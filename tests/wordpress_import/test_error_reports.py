"""What reports of errors tell of drafts, which some sites mail to developers."""

import io

import pytest
from django.db import OperationalError
from django.views.debug import ExceptionReporter
from django.views.decorators.debug import sensitive_variables

from tests.wordpress_import.blogs import add_blog, new_run
from tests.wordpress_import.slices import post
from tests.wordpress_import.wxr.exports import export
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.planning import contents
from wagtail_therapy.wordpress_import.planning.authors import Authors
from wagtail_therapy.wordpress_import.planning.jobs import Job
from wagtail_therapy.wordpress_import.planning.slugs import Slugs
from wagtail_therapy.wordpress_import.planning.terms import Tags
from wagtail_therapy.wordpress_import.saving import storing

TEXTS = ("Grieving", "grieving", "Tearful")
DRAFT = {"title": "Grieving", "slug": "grieving", "status": "draft", "content": "Tearful"}
EXPORT = export(post(1, tag="sleep", **DRAFT), post(2)).encode()
PLANNED = [
    (Slugs, "_is_free"),
    (contents, "_remark"),
    (Authors, "_author"),
    (Tags, "_found_or_made"),
]
STORED = [(storing, "_row"), (storing, "_create_safely")]
PLACES = [
    *((importing.go_on, *one) for one in [*PLANNED, *STORED]),
    *((importing.go_on_checking, *one) for one in PLANNED),
]


@pytest.fixture
def blog(site):
    return add_blog(site)


@sensitive_variables()
def broken(*args, **kwargs):
    raise OperationalError


@pytest.mark.parametrize(("work", "owner", "name"), PLACES)
def test_report_of_an_error_has_no_texts_of_drafts(blog, monkeypatch, work, owner, name):
    """The database can't be reached, neither for an item nor to say that it failed."""
    monkeypatch.setattr(owner, name, broken)
    monkeypatch.setattr(Job, "forget", broken)
    with pytest.raises(OperationalError) as raised:
        work(new_run(blog), io.BytesIO(EXPORT))
    found = (raised.type, raised.value, raised.tb)
    report = ExceptionReporter(None, *found).get_traceback_html()
    assert ("items_done" in report, [one for one in TEXTS if one in report]) == (True, [])
