"""What `wagtail start` writes, with those of our apps that THERAPY_APPS names, and no Celery."""

import os
import sys
from pathlib import Path

import wagtail

from tests.mail_settings import locmem_settings

# Where Wagtail keeps the app `home` of new projects.
sys.path.append(str(Path(wagtail.__file__).parent / "project_template"))

OURS = [name for name in os.environ.get("THERAPY_APPS", "").split(",") if name]
# The host's own page types, made of our mixins.
PAGES = [name for name in os.environ.get("HOST_APPS", "").split(",") if name]

SECRET_KEY = "known to everybody"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.new_project.urls"
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "home",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
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
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    *(f"tests.new_project.{name}" for name in PAGES),
    *(f"wagtail_therapy.{name}" for name in OURS),
]
if "practice" in OURS:
    INSTALLED_APPS += ["wagtail.contrib.settings"]
if "content" in OURS:
    INSTALLED_APPS += ["wagtail.contrib.typed_table_block"]
if "modeladmin" in OURS:
    INSTALLED_APPS += ["wagtail_modeladmin"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "plain_host"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


class NoMigrations:
    """Tables as the models have them: what is tested here is no migration, and they take long."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


MIGRATION_MODULES = NoMigrations()

# The index of words is made by a migration.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
globals().update(locmem_settings())
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

WAGTAIL_SITE_NAME = "New project"
WAGTAILADMIN_BASE_URL = "http://testserver"
# Two things in the admin that ask other hosts.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

WAGTAIL_THERAPY = {"MAIL_CELERY": None, "MAIL_ALLOW_DEVELOPMENT_BACKENDS": True}
if "pages" in OURS:
    WAGTAIL_THERAPY["MAILED_PAGE_MODELS"] = ["wagtail_therapy_pages.BlogPostPage"]
