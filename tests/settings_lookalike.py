"""A host whose apps, models, templates, URLs and menu items have the names of ours."""

from tests import settings_plain
from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django

OURS = [app for app in settings_plain.INSTALLED_APPS if app.startswith("wagtail_therapy.")]
THEIRS = [app.replace("wagtail_therapy.", "tests.lookalike.") for app in OURS]
THEIRS.remove("tests.lookalike.modeladmin")

# The host's apps come first, as in `wagtail start`.
INSTALLED_APPS = [*THEIRS, *settings_plain.INSTALLED_APPS]
TEMPLATES = [{**settings_plain.TEMPLATES[0], "DIRS": []}]
ROOT_URLCONF = "tests.lookalike.urls"
