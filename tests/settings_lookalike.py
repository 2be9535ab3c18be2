"""A host whose apps, models, templates, URLs and menu items have the names of ours."""

from tests import settings_plain
from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django

OURS = [app for app in settings_plain.INSTALLED_APPS if app.startswith("wagtail_therapy.")]
# What a site of its own is not likely to have.
WITHOUT = ["wagtail_therapy.modeladmin", "wagtail_therapy.wordpress_import"]
THEIRS = [one.replace("wagtail_therapy.", "tests.lookalike.") for one in OURS if one not in WITHOUT]

# The host's apps come first, as in `wagtail start`.
INSTALLED_APPS = [*THEIRS, *settings_plain.INSTALLED_APPS]
TEMPLATES = [{**settings_plain.TEMPLATES[0], "DIRS": []}]
ROOT_URLCONF = "tests.lookalike.urls"
