from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from wagtail_therapy.newsletter.models import NewsletterSettings


def test_read_writes_no_row(site):
    assert NewsletterSettings.read(site).list_name == ""
    assert NewsletterSettings.objects.count() == 0


def test_read_returns_what_is_set_for_a_site(site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    NewsletterSettings.objects.create(site=site, list_name="Letters")
    names = [NewsletterSettings.read(one).list_name for one in (site, other)]
    assert names == ["Letters", ""]


def test_consent_text_is_ours_until_the_practice_has_its_own(site):
    settings = NewsletterSettings(site=site)
    with translation.override("en"):
        assert settings.get_consent_text() == (
            "We’ll email you new posts. We keep your address, your language, when you joined "
            "and left, and which emails reached you. After you leave we delete your address, and "
            "keep a code made from it so that we don’t email you again. We don’t track what you "
            "open, and you can leave with one click."
        )
    settings.consent_text = "Our own words."
    assert settings.get_consent_text() == "Our own words."


def test_settings_are_edited_in_the_admin(editor_client, site):
    names = ["wagtail_therapy_newsletter", "newslettersettings", site.pk]
    url = reverse("wagtailsettings:edit", args=names)
    data = {"list_name": "Letters", "introduction": "Twice a month.", "consent_text": "Our own."}
    assert editor_client.post(url, data).status_code == 302
    saved = NewsletterSettings.read(site)
    assert (saved.list_name, saved.introduction, saved.consent_text) == (
        "Letters",
        "Twice a month.",
        "Our own.",
    )
