import json
import shutil
from itertools import chain

import pytest

from tests.example_site.demo_process import manage_all, shell

pytestmark = pytest.mark.slow

# What is in the tables, but for those that Django and Wagtail keep about themselves.
COUNT = """
import json
from django.apps import apps
kept = {"contenttypes", "auth.permission", "wagtailcore.modellogentry", "wagtailcore.pagelogentry"}
rows = {
    model._meta.label_lower: model._base_manager.count()
    for model in apps.get_models()
    if model._meta.app_label not in kept and model._meta.label_lower not in kept
}
print(json.dumps({label: count for label, count in rows.items() if count}))
"""
ADD_POST = """
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage
BlogIndexPage.objects.get().add_child(instance=BlogPostPage(title="Mine", live=False))
"""


LOAD, REMOVE = ["load_demo"], ["remove_demo"]
REMOVE_ALL = [*REMOVE, "--with-pages-below"]


def ends(results):
    return [code for code, _output in results]


def counts(results):
    return json.loads(results[1])


@pytest.fixture(scope="module")
def from_nothing(migrated_directory, tmp_path_factory):
    """The results of commands in a folder that was empty before, and the folder."""
    directory = shutil.copytree(migrated_directory, tmp_path_factory.mktemp("nothing") / "demo")
    return directory, manage_all(
        directory,
        ["check"],
        ["makemigrations", "--check", "--dry-run"],
        shell(COUNT),
        LOAD,
        REMOVE,
        shell(COUNT),
    )


@pytest.fixture(scope="module")
def from_loaded(prepared_directory, tmp_path_factory):
    """The results of commands in a folder as the first start leaves it."""
    directory = shutil.copytree(prepared_directory, tmp_path_factory.mktemp("loaded") / "demo")
    count = shell(COUNT)
    steps = [LOAD, shell(ADD_POST), REMOVE, REMOVE_ALL]
    return manage_all(directory, count, *chain.from_iterable((step, count) for step in steps))


def test_check_finds_nothing(from_nothing):
    _directory, results = from_nothing
    assert results[0] == (0, "System check identified no issues (0 silenced).\n")


def test_makemigrations_has_nothing_to_do(from_nothing):
    _directory, results = from_nothing
    assert results[1] == (0, "No changes detected\n")


def test_load_demo_run_again_adds_nothing(from_loaded):
    before, load, after, *_later = from_loaded
    assert load[0] == 0
    assert counts(after) == counts(before)


def test_load_demo_brings_what_the_tour_needs(from_loaded):
    loaded = counts(from_loaded[0])
    wanted = {
        "wagtail_therapy_authors.author": 3,
        "wagtail_therapy_authors.review": 14,
        "wagtail_therapy_blog.category": 5,
        "wagtail_therapy_approaches.approachfamily": 6,
        "wagtail_therapy_approaches.concern": 9,
        "wagtail_therapy_approaches.guideline": 10,
        "wagtail_therapy_approaches.claimchange": 35,
        "wagtail_therapy_pages.approachpage": 8,
        "wagtail_therapy_pages.blogpostpage": 6,
        "wagtail_therapy_newsletter.subscriber": 12,
        "willowmere.textpage": 4,
    }
    assert {label: loaded[label] for label in wanted} == wanted


def test_remove_demo_leaves_what_was_there_before(from_nothing):
    directory, (*_checks, before, load, remove, after) = from_nothing
    assert ends([load, remove]) == [0, 0]
    assert counts(after) == counts(before)
    media = (directory / "media").rglob("*")
    assert [path for path in media if path.is_file()] == []


def test_remove_demo_deletes_pages_of_other_users_only_with_an_option(from_loaded, from_nothing):
    add, before, remove, between, remove_all, after = from_loaded[3:]
    assert ends([add, remove, remove_all]) == [0, 1, 0]
    assert counts(between) == counts(before)
    _directory, nothing = from_nothing
    assert counts(after) == counts(nothing[2])
