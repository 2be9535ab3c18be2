"""Settings of the example site: what a host needs for wagtail-therapy stands first."""

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
    # Read-only ledgers of the mail for the admin: these two may be left out.
    "wagtail_therapy.modeladmin",
    "wagtail_modeladmin",
]

WAGTAIL_THERAPY = {
    "BASE_TEMPLATE": "base.html",
    # To look at the others: PALETTE=harbour make demo
    "PALETTE": os.environ.get("PALETTE") or "meadow",
    "MAILED_PAGE_MODELS": ["wagtail_therapy_pages.BlogPostPage"],
    "MAIL_CELERY": True,
    # The demo's mailbox is the place where its readers get their mail.
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": True,
    # Ten minutes is the default. Half a minute lets a newcomer see the mail come.
    "MAIL_HOLD": timedelta(seconds=int(os.environ.get("HOLD_SECONDS") or 30)),
}

# A visitor's or an editor's browser asks no third party for anything.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Three therapists publish their own posts: no “Submit to Moderators approval”.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
SECURE_REFERRER_POLICY = "same-origin"
# The strictest policy there is: nothing inline, nothing from elsewhere. Our pages need no more.
# Wagtail's admin and the demo's mailbox do, and no visitor sees them.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/mailbox/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        # The preview beside the editor is a frame of the page, with the headers of the page.
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        # Only once a visitor has pressed "play".
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    },
}

# -- where things are --------------------------------------------------------------------------

SITE_DIR = Path(__file__).resolve().parent
VAR_DIR = Path(os.environ.get("DEMO_DIR") or SITE_DIR / "var").resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
PORT = int(os.environ.get("PORT") or 8000)

# Known to everybody, like the passwords of the demo: so the demo answers this machine only.
SECRET_KEY = "example-site-not-a-secret-do-not-copy"
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# An invented practice has no place in a search engine. `make pages` measures as if it had.
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
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
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

# Web server, worker and beat write to one file: readers must not block writers (WAL), and a
# transaction that will write must say so at once, or SQLite refuses it without waiting.
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
# Serves straight from the apps' folders, without collectstatic.
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# No HTML and no SVG: browsers would open these as pages of this site, and run their scripts.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "mp4", "odt", "pdf", "pptx", "txt", "vtt"]

LOGIN_URL = "wagtailadmin_login"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Willowmere Talking Therapies"
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Into each process's own file under logs/.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# -- mail: kept in files and shown under /mailbox/, never sent -----------------------------------

DEFAULT_FROM_EMAIL = "hello@willowmere.example"
MAILBOX_DIR = VAR_DIR / "mailbox"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "example_site.mailbox.backend.EmailBackend"}}
else:
    EMAIL_BACKEND = "example_site.mailbox.backend.EmailBackend"

# -- Celery ------------------------------------------------------------------------------------

CELERY_BROKER_URL = os.environ.get("REDIS_URL") or f"redis+socket://{VAR_DIR / 'redis.sock'}"
# Redis gone at publishing: give up at once, the sweep finds the mailing. Else the editor waits.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
