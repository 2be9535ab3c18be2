"""The example site with the base template and the static files of another host."""

import os

from example_site.settings import *  # noqa: F403 -- as Django's settings are inherited
from example_site.settings import STATICFILES_DIRS, TEMPLATES

TEMPLATES[0]["DIRS"].insert(0, os.environ["HOST_TEMPLATES"])
STATICFILES_DIRS.append(os.environ["HOST_STATIC"])
