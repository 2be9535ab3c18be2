import pytest
from django.template import engines


@pytest.fixture
def base(settings, tmp_path):
    """Return a function that puts something into the head of the host's base template."""

    def write(head):
        folder = tmp_path / "testapp"
        folder.mkdir(exist_ok=True)
        source = engines["django"].get_template("testapp/base.html").template.source
        (folder / "base.html").write_text(source.replace("</head>", f"{head}</head>"))
        [engine] = settings.TEMPLATES
        settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]

    return write
