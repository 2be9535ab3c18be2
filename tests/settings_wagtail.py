"""A site with Wagtail's defaults and nothing of ours: the tables that other sites begin with."""

from tests import settings_plain
from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django

# Not all of those sites have these.
OPTIONAL = {"wagtail.contrib.forms", "wagtail.contrib.simple_translation"}
WAGTAIL_APPS = [app for app in settings_plain.INSTALLED_APPS if "therapy" not in app]
INSTALLED_APPS = [app for app in WAGTAIL_APPS if app not in OPTIONAL]
