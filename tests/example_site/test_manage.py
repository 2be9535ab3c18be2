import json
import subprocess

import pytest

from tests.example_site.running import manage

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


def counts(directory):
    return json.loads(manage(directory, "shell", "--no-imports", "-c", COUNT))


def test_check_finds_nothing(tmp_path):
    assert manage(tmp_path, "check") == "System check identified no issues (0 silenced).\n"


def test_makemigrations_has_nothing_to_do(tmp_path):
    output = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert output == "No changes detected\n"


def test_load_demo_run_again_adds_nothing(directory):
    before = counts(directory)
    manage(directory, "load_demo")
    assert counts(directory) == before


def test_load_demo_brings_what_the_tour_needs(directory):
    loaded = counts(directory)
    wanted = {
        "wagtail_therapy_authors.author": 3,
        "wagtail_therapy_authors.review": 14,
        "wagtail_therapy_blog.category": 5,
        "wagtail_therapy_approaches.approachfamily": 6,
        "wagtail_therapy_approaches.concern": 9,
        "wagtail_therapy_pages.approachpage": 8,
        "wagtail_therapy_pages.blogpostpage": 6,
        "wagtail_therapy_newsletter.subscriber": 12,
        "willowmere.textpage": 3,
    }
    assert {label: loaded[label] for label in wanted} == wanted


def test_remove_demo_leaves_what_was_there_before(empty_directory):
    before = counts(empty_directory)
    manage(empty_directory, "load_demo")
    manage(empty_directory, "remove_demo")
    assert counts(empty_directory) == before
    media = (empty_directory / "media").rglob("*")
    assert [path for path in media if path.is_file()] == []


def test_remove_demo_deletes_pages_of_others_only_when_told_to(directory, migrated_directory):
    manage(directory, "shell", "--no-imports", "-c", ADD_POST)
    before = counts(directory)
    with pytest.raises(subprocess.CalledProcessError):
        manage(directory, "remove_demo")
    assert counts(directory) == before
    manage(directory, "remove_demo", "--with-pages-below")
    assert counts(directory) == counts(migrated_directory)
