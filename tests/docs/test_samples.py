"""Each sample that is pasted into a file is pasted into a new project, which works afterwards."""

import re
from pathlib import Path

import pytest
from celery.app.defaults import NAMESPACES, flatten

from tests import projects
from tests.docs.sample_projects import copy_project, start_project, visit
from tests.docs.samples import Sample, samples
from wagtail_therapy.conf import DEFAULTS


def groups() -> dict[str, list[Sample]]:
    """Return the samples to paste into one project: those of a page, or of all that are simple.

    README.md is pasted into every project.
    """
    pages: dict[str, list[Sample]] = {}
    for sample in samples():
        if (sample.place or sample.is_shell) and sample.page != "README.md":
            pages.setdefault(sample.page, []).append(sample)
    grouped: dict[str, list[Sample]] = {"simple": []}
    for page, pasted in pages.items():
        group = "simple" if all(map(is_simple, pasted)) else page
        grouped.setdefault(group, []).extend(pasted)
    return grouped


def is_simple(sample: Sample) -> bool:
    """Whether samples of other pages may be pasted beside it, which saves a process."""
    is_code = sample.place.startswith("mysite/") or sample.place.endswith(".html")
    return not (is_code or ".delete()" in sample.text)


# What a page says of its samples beyond that they run, in the same process.
PROMISES = {
    "docs/how-to/let-readers-choose.md": """
from wagtail.models import Site
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import data_export, erasure, subscriptions
from mysite.models import ReaderNote

reader = Subscriber.objects.create(
    site=Site.objects.get(), email="ada@mail.example", email_key="ada@mail.example"
)
subscriptions.confirm(reader, 0)
ReaderNote.objects.update(wants_invitations=True)
[held] = data_export.of_reader(reader)["sites"]
assert held["rows"]["mysite.readernote"] == [
    {"id": 1, "subscriber_id": reader.pk, "wants_invitations": True}
]
assert Subscriber.objects.filter(reader_note__wants_invitations=True).mailable().count() == 1
erasure.erase(reader)
assert ReaderNote.objects.count() == 0
"""
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return start_project(tmp_path_factory.mktemp("docs"))


@pytest.mark.slow
@pytest.mark.parametrize("group", groups())
def test_samples_work_as_they_are_pasted(group, project, tmp_path):
    pasted = groups()[group]
    host = copy_project(project, tmp_path, pasted)

    shells = [sample.text for sample in pasted if sample.is_shell]
    done = visit(host, [*shells, *filter(None, [PROMISES.get(group)])])

    templates = [one.place for one in pasted if one.place.endswith(".html")]
    shown = {place.removeprefix("templates/") for place in templates}
    assert shown - set(done["templates"]) == set()
    code = "\n".join(one.text for one in pasted)
    types = re.findall(r"^class (\w+)\(.*\bPage\):$", code, re.MULTILINE)
    assert sorted(set(types) - set(done["types"])) == []


def test_samples_of_the_readme_are_those_that_are_installed():
    marked = {one.marker.removeprefix("install:") for one in samples() if one.marker}
    source = Path(projects.__file__).read_text()

    assert marked == set(re.findall(r'readme_lines\("(\w+)"\)', source))


CELERY = {f"CELERY_{name.upper()}" for name, _option in flatten(NAMESPACES)}


def settings_of(sample: Sample) -> dict:
    context = {"context_processors": []}
    namespace = {"INSTALLED_APPS": [], "MIDDLEWARE": [], "WAGTAIL_THERAPY": {}}
    namespace["TEMPLATES"] = [{"OPTIONS": context}]
    exec(sample.text, namespace)
    return namespace


@pytest.mark.parametrize(
    "sample", [one for one in samples() if one.place.endswith("settings.py")], ids=str
)
def test_settings_of_samples_are_known(sample):
    settings = settings_of(sample)

    assert set(settings.get("WAGTAIL_THERAPY", {})) - set(DEFAULTS) == set()
    assert {name for name in settings if name.startswith("CELERY_")} - CELERY == set()


# Page types as developers write them who have not read about rows.
FORGETFUL = """
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.models import Page
from wagtail_therapy.approaches.mixins import ApproachMixin
from wagtail_therapy.blog.mixins import BlogPostMixin


class Method(ApproachMixin, Page):
    content_panels = [*Page.content_panels, *ApproachMixin.content_panels]
    search_fields = Page.search_fields + ApproachMixin.search_fields


class Post(BlogPostMixin, Page):
    content_panels = [*Page.content_panels, *BlogPostMixin.content_panels]
    search_fields = Page.search_fields + BlogPostMixin.search_fields
"""


@pytest.mark.slow
def test_checks_say_which_rows_a_page_type_lacks_and_what_to_write(project, tmp_path):
    host = copy_project(project, tmp_path, [])
    (host / "mysite/models.py").write_text(FORGETFUL)

    with pytest.raises(AssertionError) as failed:
        visit(host)

    found = re.findall(r"\((wagtail_therapy_\w+\.E001)\) (.*)", str(failed.value))
    assert sorted(found) == [
        ("wagtail_therapy_approaches.E001", "Method has no approach_authors."),
        ("wagtail_therapy_approaches.E001", "Method has no approach_concerns."),
        ("wagtail_therapy_approaches.E001", "Method has no approach_recommendations."),
        ("wagtail_therapy_blog.E001", "Post has no post_authors."),
        ("wagtail_therapy_blog.E001", "Post has no post_categories."),
        ("wagtail_therapy_blog.E001", "Post has no post_tags."),
    ]
    assert "class MethodConcern(ApproachConcernMixin):" in str(failed.value)
    assert "Traceback" not in str(failed.value).partition("SystemCheckError")[2]
