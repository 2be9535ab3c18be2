import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connections

from wagtail_therapy.content import checks


def ids(found):
    return [message.id for message in found]


def test_setting_names_finds_a_misspelt_one(settings):
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLAT": "base.html"}

    assert ids(checks.check_setting_names(None)) == ["wagtail_therapy_content.E001"]


def test_setting_names_is_content_with_ours():
    assert checks.check_setting_names(None) == []


def test_head_tags_finds_one_that_there_is_not(settings):
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLATE_HEAD_TAGS": ["canonical", "keywords"]}

    assert ids(checks.check_head_tags(None)) == ["wagtail_therapy_content.E006"]


def test_head_tags_is_content_with_ours(settings):
    settings.WAGTAIL_THERAPY = {
        "BASE_TEMPLATE_HEAD_TAGS": [
            "search_description",
            "description",
            "robots",
            "canonical",
            "alternates",
            "feeds",
            "authors",
            "open_graph",
            "twitter",
            "json_ld",
        ]
    }

    assert checks.check_head_tags(None) == []


def test_palette_finds_one_that_there_is_not(settings):
    settings.WAGTAIL_THERAPY = {"PALETTE": "neon"}

    assert ids(checks.check_palette(None)) == ["wagtail_therapy_content.E005"]


@pytest.mark.parametrize("name", checks.PALETTES)
def test_palette_is_content_with_ours(settings, name):
    settings.WAGTAIL_THERAPY = {"PALETTE": name}

    assert checks.check_palette(None) == []


@pytest.fixture
def leave_out():
    def leave_out(*names):
        installed = {config.name for config in apps.get_app_configs()}
        apps.set_available_apps(installed - set(names))

    yield leave_out
    apps.unset_available_apps()


def test_contrib_settings_finds_a_practice_without_them(leave_out):
    leave_out("wagtail.contrib.settings")

    assert ids(checks.check_contrib_settings(None)) == ["wagtail_therapy_content.E003"]


def test_contrib_settings_are_not_asked_for_without_a_practice(leave_out):
    leave_out("wagtail.contrib.settings", "wagtail_therapy.practice")

    assert checks.check_contrib_settings(None) == []


def test_contrib_settings_is_content_with_the_hosts():
    assert checks.check_contrib_settings(None) == []


def test_contrib_tables_finds_that_they_are_missing(leave_out):
    leave_out("wagtail.contrib.typed_table_block")

    assert ids(checks.check_contrib_tables(None)) == ["wagtail_therapy_content.E004"]


def test_contrib_tables_is_content_with_the_hosts():
    assert checks.check_contrib_tables(None) == []


@pytest.mark.parametrize(
    ("changes", "is_reported"),
    [
        ({}, True),
        ({"CONN_MAX_AGE": 60}, False),
        ({"CONN_MAX_AGE": None}, False),
        ({"OPTIONS": {"pool": True}}, False),
    ],
)
def test_database_without_persistent_connections_is_reported(monkeypatch, changes, is_reported):
    of_tests = connections["default"]
    changed = of_tests.settings_dict | {"CONN_MAX_AGE": 0, "OPTIONS": {}} | changes
    monkeypatch.setattr(of_tests, "settings_dict", changed)
    monkeypatch.setattr(of_tests, "vendor", "postgresql")

    assert ids(checks.check_connections(None)) == is_reported * ["wagtail_therapy_content.W007"]


def test_file_is_no_connection(monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", "sqlite")

    assert checks.check_connections(None) == []


@pytest.mark.django_db
def test_connections_are_checked_for_a_deployment_only(monkeypatch):
    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 0)

    reported = [ids(run_checks(include_deployment_checks=deploy)) for deploy in (False, True)]
    assert ["wagtail_therapy_content.W007" in one for one in reported] == [False, True]
