from django.apps import AppConfig


class TestAppConfig(AppConfig):
    name = "tests.testapp"
    label = "testapp"
    # Not ours: migrations of the package must not depend on the host's choice.
    default_auto_field = "django.db.models.AutoField"
