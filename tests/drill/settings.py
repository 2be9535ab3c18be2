"""A practice in production: docs/how-to/deploy-on-debian.md has what differs from a plain host."""

import os
from datetime import timedelta
from pathlib import Path

from django.conf import global_settings

from tests.mail_settings import smtp_settings
from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django
from tests.settings_plain import DATABASES, REDIS_URL, TEMPLATES
from tests.settings_plain import WAGTAIL_THERAPY as PLAIN

# A copy has another one on the same server.
DATABASES["default"]["NAME"] = os.environ.get("DRILL_DATABASE", "drill")
# Notice within seconds that the other end is gone, and do not wait for the kernel's quarter hour.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 30,
    "socket_keepalive": True,
    "health_check_interval": 25,
}

# Beside that of Celery.
CACHES = global_settings.CACHES | {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL.removesuffix('0')}1",
    },
}

# What a deploy brings.
TEMPLATES[0]["DIRS"].insert(0, Path(os.environ["DRILL_STATE"]).with_name("templates"))

host, _, port = os.environ["SMTP_SERVER"].partition(":")
globals().update(smtp_settings(host, int(port), timeout=20))

WAGTAIL_THERAPY = PLAIN | {
    "MAIL_CELERY": True,
    "MAIL_HOLD": timedelta(0),
    # A worker that gets SIGTERM finishes its slice. In 45 seconds that would be the mailing.
    "MAIL_SESSION_SECONDS": 2,
    "MAIL_ENVIRONMENT": "production",
    "MAIL_STATE_DIR": os.environ["DRILL_STATE"],
    "TRUSTED_PROXIES": 1,
}
