from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.practice import readiness

FONT = "https://fonts.example/a.css"


def test_what_the_hosts_template_loads_from_elsewhere_is_found_once(site, base):
    ready_practice.practice(site)
    rows.approaches(site)
    rows.blog(site)
    base(f'<link rel="stylesheet" href="{FONT}"><script src="{FONT}.js"></script>')

    [finding] = readiness.examine(site)
    assert (finding.code, finding.level, FONT in finding.message) == ("third_party", "error", True)
    assert finding.url == f"/admin/pages/{site.root_page_id}/edit/"


def test_host_that_is_the_practices_own_is_none(site, base, settings):
    ready_practice.practice(site)
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"OWN_HOSTS": ["fonts.example"]}
    base(f'<link rel="stylesheet" href="{FONT}"><img src="data:image/gif;base64,R0">')

    assert ready_practice.found(site) == []


def test_page_of_each_type_is_looked_at(site, settings, tmp_path):
    ready_practice.practice(site)
    rows.approaches(site)
    folder = tmp_path / "wagtail_therapy/approaches"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f'<img src="{FONT}" alt="">')
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]

    assert ready_practice.found(site) == ["third_party"]


def test_page_that_visitors_cannot_open_is_reported(site, settings):
    ready_practice.practice(site)
    settings.ALLOWED_HOSTS = ["else.example"]

    assert ready_practice.found(site) == ["page_unseen"]
