"""A foreign host: its own base template, users, images and page types, with all our apps."""

import json
import os
from datetime import timedelta

import dj_database_url
import django

from tests.mail_settings import locmem_settings, smtp_settings

SECRET_KEY = "known to everybody"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.urls"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "German")]
STATIC_URL = "static/"
MEDIA_URL = "media/"

INSTALLED_APPS = [
    "tests.testapp",
    "tests.testapp.accounts",
    "tests.testapp.images",
    "wagtail_therapy.pages",
    "wagtail_therapy.modeladmin",
    "wagtail_therapy.wordpress_import",
    "wagtail_therapy.newsletter",
    "wagtail_therapy.blog",
    "wagtail_therapy.approaches",
    "wagtail_therapy.authors",
    "wagtail_therapy.practice",
    "wagtail_therapy.content",
    "anymail",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.forms",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "wagtail_therapy.wordpress_import.addresses.middleware.OldAddressMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

# Without a server (`manage.py makemigrations --check`) a file that nothing reads.
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL", "sqlite:///:memory:"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # The worker process must see what the tests write, so not in memory.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("DATABASE_NAME", "test-therapy.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
    }
elif django.VERSION >= (6, 0):
    # Wagtail's search index needs it on PostgreSQL, and Django checks that since 6.0.
    INSTALLED_APPS += ["django.contrib.postgres"]
if "DATABASE_NAME" in os.environ:
    DATABASES["default"]["NAME"] = os.environ["DATABASE_NAME"]

# Port 1 is refused at once: what a host sees whose Redis is down.
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

if "SMTP_SERVER" in os.environ:
    host, _, port = os.environ["SMTP_SERVER"].partition(":")
    globals().update(smtp_settings(host, int(port)))
else:
    globals().update(locmem_settings())

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

WAGTAIL_SITE_NAME = "Foreign host"
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAILIMAGES_IMAGE_MODEL = "host_images.HostImage"
# Two things in the admin that ask other hosts.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

WAGTAIL_THERAPY = {
    "BASE_TEMPLATE": "testapp/base.html",
    "MAILED_PAGE_MODELS": ["wagtail_therapy_pages.BlogPostPage", "testapp.JournalEntry"],
    # For Django's outbox.
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": True,
}


def _from_json(value):
    return timedelta(**value) if isinstance(value, dict) else value


# How a test gives the worker process its own settings; {"seconds": 2} is a timedelta.
for name, value in json.loads(os.environ.get("THERAPY_SETTINGS", "{}")).items():
    WAGTAIL_THERAPY[name] = _from_json(value)
