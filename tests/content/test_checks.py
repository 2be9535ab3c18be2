from wagtail_therapy.content import checks


def ids(found):
    return [message.id for message in found]


def test_setting_names_finds_a_misspelt_one(settings):
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLAT": "base.html"}

    assert ids(checks.check_setting_names(None)) == ["wagtail_therapy_content.E001"]


def test_setting_names_is_content_with_ours():
    assert checks.check_setting_names(None) == []


def test_base_template_finds_a_missing_one(settings):
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLATE": "nowhere.html"}

    assert ids(checks.check_base_template(None)) == ["wagtail_therapy_content.E002"]


def test_base_template_is_content_with_the_hosts():
    assert checks.check_base_template(None) == []
