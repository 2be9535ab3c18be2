"""The base of our apps' configs: it checks INSTALLED_APPS before Django loads the models."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class TherapyAppConfig(AppConfig):
    """The config of one of our apps, which uses models of its ``required_apps``.

    In an ``apps.py``, import this module and not the class: Django expects one config there.
    """

    default_auto_field = "django.db.models.BigAutoField"
    required_apps: tuple[str, ...] = ()

    def import_models(self) -> None:
        """:raises ImproperlyConfigured: INSTALLED_APPS lacks a required app."""
        missing = [name for name in self.required_apps if not self.apps.is_installed(name)]
        if missing:
            lines = ", ".join(f'"{name}"' for name in missing)
            raise ImproperlyConfigured(
                f"{self.name} requires apps that INSTALLED_APPS lacks. Add INSTALLED_APPS += "
                f"[{lines}] to your settings, or leave out {self.name} as well."
            )
        super().import_models()
