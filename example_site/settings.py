"""Settings of the example site, starting with what wagtail-therapy needs."""

import os
from datetime import timedelta
from pathlib import Path

import django

# -- wagtail-therapy ---------------------------------------------------------------------------

THERAPY_APPS = [
    "wagtail_therapy.pages",
    "wagtail_therapy.blog",
    "wagtail_therapy.approaches",
    "wagtail_therapy.newsletter",
    "wagtail_therapy.authors",
    "wagtail_therapy.practice",
    "wagtail_therapy.content",
    # Read-only mail logs in the admin. You may leave out these two.
    "wagtail_therapy.modeladmin",
    "wagtail_therapy.wordpress_import",
    "wagtail_modeladmin",
]

WAGTAIL_THERAPY = {
    "BASE_TEMPLATE": "base.html",
    # To see another palette: PALETTE=harbour make demo
    "PALETTE": os.environ.get("PALETTE") or "meadow",
    "MAILED_PAGE_MODELS": ["wagtail_therapy_pages.BlogPostPage"],
    "MAIL_CELERY": True,
    # The demo's readers get their emails in its mailbox.
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": True,
    # The default is ten minutes. Half a minute is enough for a demo.
    "MAIL_HOLD": timedelta(seconds=int(os.environ.get("HOLD_SECONDS") or 30)),
}

# The browsers of visitors and editors make no requests to third parties.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# The three therapists publish their own posts, so there is no “Submit to Moderators approval”.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
SECURE_REFERRER_POLICY = "same-origin"
# The strictest policy: nothing inline, nothing from other hosts. Our pages need no more than that.
# Wagtail's admin and the demo's mailbox do, but visitors don't see these.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/mailbox/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        # The editor's preview shows the page in a frame, with the headers of the page.
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        # Only after a visitor presses "play".
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    },
}

# -- where things are --------------------------------------------------------------------------

SITE_DIR = Path(__file__).resolve().parent
VAR_DIR = Path(os.environ.get("DEMO_DIR") or SITE_DIR / "var").resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
PORT = int(os.environ.get("PORT") or 8000)

# Public, like the passwords of the demo, so the demo answers this machine only.
SECRET_KEY = "example-site-not-a-secret-do-not-copy"
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Search engines must not list an invented practice. `make pages` measures the pages as if listed.
DEMO_IS_INDEXED = os.environ.get("DEMO_INDEXED") == "1"

# -- a usual Wagtail project -------------------------------------------------------------------

INSTALLED_APPS = [
    "example_site.willowmere",
    "example_site.mailbox",
    *THERAPY_APPS,
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
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
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Visitors without cookies all get the same page, which is made once.
    "wagtail_therapy.content.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "wagtail_therapy.wordpress_import.addresses.middleware.OldAddressMiddleware",
]

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "wagtail_therapy.content.base_template.context.base_context",
                "example_site.context_processors.indexed",
            ],
        },
    },
]

# Web server, worker and beat write to one file, so readers must not block writers (WAL). A
# transaction that will write must start as one (IMMEDIATE), or SQLite refuses it without waiting.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    },
}
# Each process has its own. Django's default has no room for all pages of a site.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
# Serves files from the apps' folders, without collectstatic.
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# No HTML and SVG: browsers would open these as pages of this site and run their scripts.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "mp4", "odt", "pdf", "pptx", "txt", "vtt"]

LOGIN_URL = "wagtailadmin_login"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Willowmere Talking Therapies"
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Each process writes its own file under logs/.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# -- email: stored in files and shown under /mailbox/, never sent --------------------------------

DEFAULT_FROM_EMAIL = "hello@willowmere.example"
MAILBOX_DIR = VAR_DIR / "mailbox"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "example_site.mailbox.backend.EmailBackend"}}
else:
    EMAIL_BACKEND = "example_site.mailbox.backend.EmailBackend"

# -- Celery ------------------------------------------------------------------------------------

CELERY_BROKER_URL = os.environ.get("REDIS_URL") or f"redis+socket://{VAR_DIR / 'redis.sock'}"
# If Redis is down when you publish, give up at once: the sweep finds the mailing later.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
