from django.template import Context, Template

TAG = '{% load wagtail_therapy_content %}{% include_if_installed app "testapp/home_page.html" %}'


def test_include_if_installed_is_nothing_without_the_app():
    assert Template(TAG).render(Context({"app": "wagtail_therapy.nowhere"})) == ""


def test_include_if_installed_renders_the_template_in_the_context(site):
    html = Template(TAG).render(Context({"app": "tests.testapp", "page": {"title": "Hello"}}))

    assert "<h1>Hello</h1>" in html


def test_palette_is_that_of_the_settings(settings):
    settings.WAGTAIL_THERAPY = {"PALETTE": "harbour"}

    html = Template("{% load wagtail_therapy_content %}<p{% therapy_palette %}>").render(Context())

    assert html == '<p data-therapy-palette="harbour">'


def test_palette_is_nothing_when_the_settings_name_none():
    html = Template("{% load wagtail_therapy_content %}<p{% therapy_palette %}>").render(Context())

    assert html == "<p>"


def test_stylesheet_is_linked_once_in_a_page_whichever_template_links_it_first():
    link = "{% load wagtail_therapy_content %}{% therapy_stylesheet %}"
    whole = Template("{% include head %}" + link + "{% include head %}")

    html = whole.render(Context({"head": Template(link)}))

    assert html.count("<link") == 1
    # The next page has its own.
    assert whole.render(Context({"head": Template(link)})) == html
