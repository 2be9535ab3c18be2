"""Mail settings for every supported Django."""

import django


def smtp_settings(host: str, port: int, timeout: float = 30) -> dict:
    """Return the settings that send mail through ``host:port``, and wait so long for an answer."""
    if django.VERSION >= (6, 1):
        backend = "django.core.mail.backends.smtp.EmailBackend"
        options = {"host": host, "port": port, "timeout": timeout}
        return {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_TIMEOUT": timeout,
    }


def locmem_settings() -> dict:
    """Return the settings that keep mail in ``django.core.mail.outbox``."""
    return backend_settings("django.core.mail.backends.locmem.EmailBackend")


def backend_settings(backend: str) -> dict:
    """Return the settings that send mail through a backend without options."""
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": backend}}}
    return {"EMAIL_BACKEND": backend}
