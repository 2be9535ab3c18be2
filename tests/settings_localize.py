"""The foreign host, translated with wagtail-localize."""

from tests import settings as foreign
from tests.settings import *  # noqa: F403 -- settings are a flat module in Django

# It takes the place of what Wagtail brings.
INSTALLED_APPS = [
    *(app for app in foreign.INSTALLED_APPS if app != "wagtail.contrib.simple_translation"),
    "wagtail_localize",
    "wagtail_localize.locales",
]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = foreign.LANGUAGES
