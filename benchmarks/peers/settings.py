"""The example site on the benchmark's database, served as ``PEER`` says: see ``django_sites``."""

import os

import dj_database_url
import django

from example_site import settings as example
from example_site.settings import *  # noqa: F403 -- settings are a flat module in Django
from tests.real_services import nth_database

PEER = os.environ.get("PEER", "ours")


def is_page_cache(middleware) -> bool:
    return "cache" in middleware.lower()


def is_of_frameworks(name) -> bool:
    return name.startswith(("django.", "wagtail."))


INSTALLED_APPS = [*example.INSTALLED_APPS, "benchmarks.bare"]
ROOT_URLCONF = "benchmarks.peers.urls"
# Nothing else is asked for a page, and no task waits for it.
DATABASES = {"default": example.DATABASES["default"]}
if "DATABASE_URL" in os.environ:
    DATABASES["default"] = dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)
    DATABASES["default"]["NAME"] = os.environ["DATABASE_NAME"]
    if django.VERSION >= (6, 1):
        INSTALLED_APPS += ["django.contrib.postgres"]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
if PEER == "redis":
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": nth_database(os.environ["REDIS_URL"], 1),
    }

WAGTAIL_THERAPY = dict(example.WAGTAIL_THERAPY)
if PEER == "uncached":
    WAGTAIL_THERAPY["CACHE_SECONDS"] = 0

if PEER != "page-cache":
    MIDDLEWARE = [one for one in example.MIDDLEWARE if not is_page_cache(one)]

if PEER == "bare":
    MIDDLEWARE = [one for one in MIDDLEWARE if is_of_frameworks(one)]
    options = dict(example.TEMPLATES[0]["OPTIONS"])
    options["context_processors"] = [*filter(is_of_frameworks, options["context_processors"])]
    TEMPLATES = [{**example.TEMPLATES[0], "OPTIONS": options}]
