"""What each of our apps needs, said before Django stops at a model of no installed app."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class TherapyConfig(AppConfig):
    """One of our apps. It builds on the models of those that it ``needs``.

    Import the module and not this class into an ``apps.py``: Django looks for one class there.
    """

    default_auto_field = "django.db.models.BigAutoField"
    needs: tuple[str, ...] = ()

    def import_models(self) -> None:
        """:raises ImproperlyConfigured: INSTALLED_APPS lacks an app that this one needs."""
        missing = [name for name in self.needs if not self.apps.is_installed(name)]
        if missing:
            lines = ", ".join(f'"{name}"' for name in missing)
            raise ImproperlyConfigured(
                f"{self.name} needs what INSTALLED_APPS lacks. Write INSTALLED_APPS += [{lines}] "
                f"in your settings, or leave out {self.name}, too."
            )
        super().import_models()
