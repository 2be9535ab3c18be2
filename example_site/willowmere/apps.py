from django.apps import AppConfig


class WillowmereConfig(AppConfig):
    name = "example_site.willowmere"
    label = "willowmere"
    verbose_name = "Willowmere Talking Therapies"
