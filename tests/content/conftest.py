import pytest


@pytest.fixture
def host(settings, tmp_path):
    """Give a site these templates, from name to text, and settings of ours."""

    def host(templates, **ours):
        for name, text in templates.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
        settings.WAGTAIL_THERAPY = ours

    return host
