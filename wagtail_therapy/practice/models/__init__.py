from wagtail_therapy.practice.models.site_settings import PracticeSettings

__all__ = ["PracticeSettings"]
