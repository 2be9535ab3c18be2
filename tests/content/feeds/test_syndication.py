import json

import pytest

from tests import full_bodies
from tests.content.rendering import body, squeezed
from tests.pages import rows
from wagtail_therapy.content.feeds import syndication
from wagtail_therapy.content.feeds.syndication import (
    AbsoluteHTMLWriter,
    absolute_html,
    render_for_syndication,
)
from wagtail_therapy.content.text.references import ReferencesBlock

pytestmark = rows.MAKES_RENDITIONS

PAGE = "https://practice.example/blog/a/"


def html(*children, references=None):
    whole = squeezed(render_for_syndication(body(*children), references, page_url=PAGE))
    return whole.partition(">")[2].removesuffix("</div>")


def test_citations_lead_to_the_list_on_the_page():
    references = ReferencesBlock().normalize([("reference", {"title": "Endings", "key": "one"})])

    assert html(("paragraph", "<p>So [ref:one].</p>"), references=references) == (
        '<div class="therapy-prose"><p>So<sup class="therapy-cite">\u2060'
        f'<a href="{PAGE}#ref-one">[1]</a></sup>.</p></div>'
    )


def test_links_and_files_have_whole_addresses(site):
    document = rows.document()
    text = 'href="/x" <a href="/a/?b&amp;c">A</a> <a href="mailto:a@b.example">B</a>'

    rendered = html(
        ("paragraph", f"<p>{text}</p>"),
        ("document", {"document": document, "text": "C"}),
    )

    assert [part.partition('"')[0] for part in rendered.split(' href="')[1:]] == [
        "https://practice.example/a/?b&amp;c",
        "mailto:a@b.example",
        f"https://practice.example{document.url}",
    ]
    assert '<p>href="/x"' in rendered


def test_images_have_whole_addresses(site):
    image = rows.image()
    address = image.get_rendition("max-1280x1280|format-webp").url
    image.contextual_alt_text, image.decorative = "Chairs", False

    rendered = html(("image", {"image": image, "caption": ""}))

    assert f'src="https://practice.example{address}" ' in rendered


def test_video_is_a_link_and_brings_no_script():
    value = {"title": "A <walk>", "url": "https://youtu.be/Willowmere_"}

    assert html(("video", value)) == (
        '<div class="therapy-player">'
        '<p><a href="https://www.youtube.com/watch?v=Willowmere_" rel="noreferrer">'
        "A &lt;walk&gt;</a></p></div>"
    )


def test_recording_is_a_link(site):
    document = rows.document(name="calm.mp3")

    assert html(("audio", {"title": "Calm", "file": document})) == (
        '<div class="therapy-player">'
        f'<p><a href="https://practice.example{document.url}">Calm</a></p></div>'
    )


# What our templates write is written again without a parser, and anything else with one.
WRITTEN = {
    '<p>href="/x" <a class="c" href="/a/?b&amp;c">A</a>\n<br></p>': (
        '<p>href="/x" <a class="c" href="https://practice.example/a/?b&amp;c">A</a>\n<br></p>'
    ),
    '<img alt="x src=" src="/a.png" srcset="/a.png 1w, b.png 2w" loading="lazy">': (
        '<img alt="x src=" src="https://practice.example/a.png" srcset="https://practice.example/'
        'a.png 1w, https://practice.example/blog/a/b.png 2w" loading="lazy">'
    ),
    '<a\nhref="#ref-one">1</a>': f'<a\nhref="{PAGE}#ref-one">1</a>',
    '<a href="mailto:a@b.example">A</a>': '<a href="mailto:a@b.example">A</a>',
    '<a href="http://[your-site]/">A</a>': '<a href="http://[your-site]/">A</a>',
    "<a href='/x'>A</a>": '<a href="https://practice.example/x">A</a>',
    "<p><b>A</p></b>": "<p><b>A</b></p>",
    "</p><p>A": "<p>A</p>",
    '<script src="/x.js"></script><p>A</p>': "<p>A</p>",
    "<FORM><button>A</button></FORM>": "",
    "<p>1 < 2</p>": "<p>1 &lt; 2</p>",
    "": "",
}


@pytest.mark.parametrize("html", WRITTEN)
def test_addresses_become_absolute_in_any_style_of_html(html):
    written = absolute_html(html, PAGE)

    assert written == WRITTEN[html]
    assert parsed(written) == parsed(html)


def test_our_blocks_are_written_without_a_parser_and_read_the_same(site, monkeypatch):
    author, image = rows.author(short_bio="Listens."), rows.image()
    index = rows.approaches(site)
    approaches = [rows.approach(index, one, short_definition="It helps.") for one in ("A", "B")]
    children = json.dumps(full_bodies.everything(image, author, approaches))
    # As the editor stores it.
    body = json.loads(children.replace("'", r"\""))
    post = rows.post(rows.blog(site), author, body=body, references=full_bodies.REFERENCES)

    def written():
        return render_for_syndication(post.body, post.references, page_url=PAGE)

    monkeypatch.setattr(AbsoluteHTMLWriter, "written", None)
    plain = written()
    monkeypatch.undo()
    monkeypatch.setattr(syndication, "_is_plain", lambda _html: False)

    assert parsed(plain) == written()


def parsed(html):
    return AbsoluteHTMLWriter(PAGE).written(html)
