import pytest

from wagtail_therapy.practice.loaded_urls import css_urls, loaded_urls, static_text

PAGE = "https://host.example/a/"
OTHER = "https://other.example/x"


def loaded(html):
    return sorted(set(loaded_urls(html, PAGE)))


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{OTHER}">',
        '<img src="//other.example/x">',
        f'<img srcset="{OTHER} 2x">',
        f'<script src="{OTHER}"></script>',
        f'<iframe src="{OTHER}"></iframe>',
        f'<video poster="{OTHER}"></video>',
        f'<object data="{OTHER}"></object>',
        f'<link rel="stylesheet" href="{OTHER}">',
        f'<link rel="preconnect" href="{OTHER}">',
        f'<link rel="preload" as="image" imagesrcset="{OTHER} 1x">',
        f'<link rel="shortcut icon" href="{OTHER}">',
        f'<p style="background: url({OTHER})"></p>',
        f"<style>@import '{OTHER}';</style>",
        f'<style>a {{ background: url("{OTHER}") }}</style>',
        f'<svg><use href="{OTHER}"></use></svg>',
        f'<noscript><img src="{OTHER}"></noscript>',
        '<base href="https://other.example/"><img src="x">',
    ],
)
def test_what_a_browser_loads_is_found(html):
    assert OTHER in loaded(html)


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{OTHER}">A</a>',
        f'<link rel="canonical" href="{OTHER}">',
        f'<link rel="alternate" href="{OTHER}">',
        f'<form action="{OTHER}"></form>',
        f'<blockquote cite="{OTHER}"></blockquote>',
        f'<meta content="{OTHER}">',
        f"<!-- <img src='{OTHER}'> -->",
    ],
)
def test_what_a_browser_does_not_load_is_not(html):
    assert OTHER not in loaded(html)


def test_comments_of_css_load_nothing():
    assert css_urls("/* url(a.png) */ b { background: url( 'c.png' ) }") == ["c.png"]


def test_stylesheets_of_ours_are_read_for_what_they_name(settings, tmp_path):
    (tmp_path / "a.css").write_text("@import 'b.css';")
    (tmp_path / "b.css").write_text(f"@import 'a.css'; p {{ background: url({OTHER}) }}")
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATIC_URL = "/static/"
    loading_finders_cache_clear()

    assert loaded('<link rel="stylesheet" href="/static/a.css">') == [
        "https://host.example/static/a.css",
        "https://host.example/static/b.css",
        OTHER,
    ]
    loading_finders_cache_clear()


def loading_finders_cache_clear():
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()


def test_stylesheets_that_are_not_there_say_nothing():
    assert static_text("https://host.example/static/nowhere.css") == ""
    assert static_text("https://host.example/elsewhere/a.css") == ""
