from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class PracticeConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.practice"
    label = "wagtail_therapy_practice"
    verbose_name = _("Therapy: practice")
    required_apps = ("wagtail_therapy.content",)

    def ready(self) -> None:
        from wagtail_therapy.content import caching
        from wagtail_therapy.content.metadata.publisher import (
            register_publisher,
            register_share_image,
        )
        from wagtail_therapy.content.signal_handlers import add_pictures_on_save

        from . import (
            readiness_rules,  # noqa: F401 -- registers the rules of this app
            search,
        )
        from .json_ld import practice_node, practice_share_image
        from .models import PracticeSettings

        search.register()
        register_publisher(practice_node)
        register_share_image(practice_share_image)
        add_pictures_on_save(PracticeSettings)
        caching.invalidate_on_save(PracticeSettings)
