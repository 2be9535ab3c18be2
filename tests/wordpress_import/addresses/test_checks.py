"""Checks of a host whose old addresses don't answer."""

import pytest
from django.apps import apps

from wagtail_therapy.wordpress_import.addresses import checks


def ids(databases=("default",)):
    found = [*checks.check_redirects(None), *checks.check_middleware(None, databases)]
    return [one.id.rpartition(".")[2] for one in found]


def without(settings, *names):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one not in names]


def test_complete_settings_are_fine(moved):
    assert ids() == []


@pytest.mark.parametrize("name", [checks.OURS, checks.WAGTAILS])
def test_missing_middleware_is_reported(moved, settings, name):
    without(settings, name)
    assert ids() == ["W001"]
    assert ids(databases=None) == []
    assert name in checks.check_middleware(None, ["default"])[0].hint


def test_middleware_in_the_wrong_place_is_reported(moved, settings):
    without(settings, checks.OURS)
    settings.MIDDLEWARE = [checks.OURS, *settings.MIDDLEWARE]
    assert ids() == ["W002"]


def test_nothing_is_reported_before_an_import(db, settings):
    without(settings, checks.OURS, checks.WAGTAILS)
    assert ids() == []


def test_missing_app_is_reported(monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: name != checks.APP)
    assert ids(databases=None) == ["E001"]
