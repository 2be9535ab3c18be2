"""The settings that differ in production, over HTTPS and behind a proxy.

``SECRET_KEY=… HOSTS=www.example.org DJANGO_SETTINGS_MODULE=example_site.production``
"""

import os

import django

from example_site.settings import *  # noqa: F403 -- settings are a flat module in Django
from example_site.settings import WAGTAIL_THERAPY as DEMO

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = os.environ["HOSTS"].split(",")
WAGTAILADMIN_BASE_URL = f"https://{ALLOWED_HOSTS[0]}"

SECURE_SSL_REDIRECT = True
# The proxy must set this header itself, and drop any that visitors send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Counts sign-ups for all processes, and keeps pages for them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ.get("REDIS_URL", "redis://localhost/0"),
    },
}

SMTP = "django.core.mail.backends.smtp.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": {"host": "localhost"}}}
else:
    EMAIL_BACKEND = SMTP

WAGTAIL_THERAPY = DEMO | {
    "CLIENT_ADDRESS_HEADER": "HTTP_X_FORWARDED_FOR",
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": False,
}
