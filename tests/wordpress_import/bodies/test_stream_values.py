import pytest
from wagtail import blocks

from tests.pages import rows
from tests.wordpress_import.conversion.converted import HERE
from tests.wordpress_import.conversion.editor import block, paragraph
from tests.wordpress_import.conversion.test_blocks import EVERYTHING as SHAPES
from tests.wordpress_import.conversion.test_blocks import SOURCE
from tests.wordpress_import.conversion.test_hostile import WHOLE
from tests.wordpress_import.conversion.words import words_of
from tests.wordpress_import.stored import Stored, faults
from wagtail_therapy.content.blocks import BodyBlock, ImageBlock, ParagraphBlock
from wagtail_therapy.content.text.references import ReferencesBlock
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import.bodies.stream_values import body_of, references_of
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Source

BODY = BlogPostPage._meta.get_field("body").stream_block
UPLOADS = "https://old.example/wp-content/uploads"
IMAGE = '<figure><img src="/a.jpg" alt="Two chairs"><figcaption>A room</figcaption></figure>'
NOTES = '[{"id":"a","content":"Ada &amp; Co, <a href=\\"https://b.example/\\">2020</a>"}]'
NOTED = '<p>Said<sup data-fn="a" class="fn"><a href="#a">1</a></sup>.</p>'


class OnlyProse(blocks.StreamBlock):
    text = ParagraphBlock()


class WithPictures(OnlyProse):
    image = ImageBlock()


def made(content, stored=None, block=BODY, source=HERE, **options):
    """Return the blocks of a body as pairs, and what was left out of it."""
    stored = stored or Stored()
    conversion = convert(content, source)
    raw = body_of(conversion, block, stored.images, stored.files, stored.page_for, **options)
    left_out = {(str(kind), detail) for kind, detail in conversion.left_out}
    return [(one["type"], one["value"]) for one in raw], left_out


def body(content, *args, **options):
    return made(content, *args, **options)[0]


def test_images_have_the_ids_of_ours(db):
    stored = Stored()
    [(name, value)] = body(IMAGE, stored)
    described = {"image": stored.found["a.png"].pk, "alt_text": "Two chairs", "decorative": False}
    assert (name, value) == ("image", {"image": described, "caption": "A room"})


def test_image_that_can_not_be_had_leaves_its_words(db):
    found, left_out = made(IMAGE, Stored(lacks={"a.jpg"}))
    assert found == [
        ("paragraph", "<p>[Picture: Two chairs]</p>"),
        ("paragraph", "<p>A room</p>"),
    ]
    assert left_out == {("missing_image", "https://old.example/a.jpg")}


@pytest.mark.parametrize(
    ("lacks", "kinds"),
    [
        (set(), ["gallery"]),
        ({"a.jpg"}, ["gallery", "paragraph"]),
        ({"a.jpg", "b.jpg"}, ["image", "paragraph", "paragraph"]),
        ({"a.jpg", "b.jpg", "c.jpg"}, ["paragraph"] * 3),
    ],
)
def test_gallery_is_of_the_images_that_there_are(db, lacks, kinds):
    images = "".join(f'<figure><img src="/{one}.jpg" alt="{one}"></figure>' for one in "abc")
    content = f'<figure class="wp-block-gallery">{images}</figure>'
    assert [name for name, _value in body(content, Stored(lacks=lacks))] == kinds


def test_recordings_and_documents_have_the_ids_of_ours(db):
    stored = Stored()
    content = (
        '<video src="/a.mp4" poster="/a.jpg"></video><audio src="/a.mp3"></audio>'
        '<div class="wp-block-file"><a href="/a.pdf">Read</a></div>'
    )
    film = {"title": "A file", "url": "", "captions": None, "transcript": ""}
    files = {name: one.pk for name, one in stored.found.items()}
    found = body(content, stored)
    files = {name: one.pk for name, one in stored.found.items()}
    assert found == [
        ("video", film | {"file": files["a.mp4"], "poster": files["a.png"]}),
        ("audio", {"title": "A file", "file": files["a.mp3"], "transcript": ""}),
        ("document", {"document": files["a.pdf"], "text": "Read"}),
    ]


def test_what_browsers_do_not_play_is_a_document(db):
    stored = Stored()
    found = body('<figure><audio src="/a.wma"></audio><figcaption>Hm</figcaption></figure>', stored)
    assert found == [("document", {"document": stored.found["a.wma"].pk, "text": "Hm"})]


def test_files_that_can_not_be_had_leave_their_words(db):
    content = (
        '<figure><audio src="/a.mp3"></audio><figcaption>Hm</figcaption></figure>'
        '<div class="wp-block-file"><a href="/a.pdf">Read</a></div>'
    )
    found, left_out = made(content, Stored(lacks={"a.mp3", "a.pdf"}))
    assert found == [("paragraph", "<p>Hm</p>"), ("paragraph", "<p>Read</p>")]
    assert left_out == {
        ("missing_file", "https://old.example/a.mp3"),
        ("missing_file", "https://old.example/a.pdf"),
    }


def test_video_without_a_title_gets_one(db):
    [(name, value)] = body("https://youtu.be/Willowmere_")
    assert (name, value["title"]) == ("video", "Video")


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ('<a href="/blog/x/">a</a>', '<a linktype="page" id="{pk}">a</a>'),
        ('<a href="/blog/x/#h-b">a</a>', '<a href="{url}#h-b">a</a>'),
        ('<a href="https://b.example/?a&b">a</a>', '<a href="https://b.example/?a&amp;b">a</a>'),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        (f'<a href="{UPLOADS}/a.pdf">a</a>', '<a linktype="document" id="{document}">a</a>'),
        (f'<a href="{UPLOADS}/a.jpg">a</a>', f'<a href="{UPLOADS}/a.jpg">a</a>'),
    ],
)
def test_links_lead_to_our_pages_and_documents(site, html, linked):
    page = rows.blog(site)
    stored = Stored(page.pk)
    document = stored.files(f"{UPLOADS}/a.pdf")
    expected = linked.format(pk=page.pk, url=page.url, document=document.pk)

    assert body(f"<p>{html}</p>", stored) == [("paragraph", f"<p>{expected}</p>")]
    answer = body(f"<details><summary>q</summary><p>{html}</p></details>", stored)
    assert answer[0][1]["questions"][0]["answer"] == f"<p>{expected}</p>"
    assert body(f"<ul><li>{html}</li></ul>", stored)[0][1]["items"] == [f"<p>{expected}</p>"]


def test_links_in_tables_and_pieces_lead_to_our_pages(site):
    page = rows.blog(site)
    cells = '<tr><td>a</td><td {}><a href="/blog/x/">b</a></td></tr><tr><td>c</td><td>d</td></tr>'
    stored = Stored(page.pk)
    [(_name, table)] = body(f"<table>{cells.format('')}</table>", stored)
    [(_name, piece)] = body(f"<table>{cells.format('colspan=2')}</table>", stored)

    linked = f'<p><a linktype="page" id="{page.pk}">b</a></p>'
    assert table["table"]["rows"][0]["values"] == ["a", linked]
    assert f'<a href="{page.url}">b</a>' in piece["html"]


@pytest.mark.parametrize(
    ("address", "is_page"),
    [("/blog/x/", True), ("/blog/x/#h-b", True), ("https://b.example/", False)],
)
def test_button_leads_to_a_page_or_an_address(site, address, is_page):
    page = rows.blog(site)
    [(name, value)] = body(f'<a role="button" href="{address}">Book</a>', Stored(page.pk))
    led = {"page": page.pk, "url": ""} if is_page else {"page": None, "url": address}
    assert (name, value) == ("button", {"text": "Book"} | led)


def test_button_with_an_address_that_forms_refuse_is_a_link(db):
    found = body('<a role="button" href="https://b..example/">Book</a>')
    assert found == [("paragraph", '<p><a href="https://b..example/">Book</a></p>')]


def test_question_without_an_answer_is_a_paragraph(db):
    content = "<details><summary>A?</summary>Yes.</details><details><summary>B?</summary></details>"
    assert body(content) == [
        ("faq", {"questions": [{"question": "A?", "answer": "<p>Yes.</p>"}]}),
        ("paragraph", "<p><b>B?</b></p>"),
    ]


def test_references_are_those_of_the_page(db):
    source = Source(meta={"footnotes": NOTES})
    [reference] = references_of(convert(NOTED, source))
    assert reference["value"]["title"] == "Ada & Co, 2020"
    assert faults(ReferencesBlock(), ReferencesBlock().to_python([reference])) == []
    assert body(NOTED, source=source) == [("paragraph", "<p>Said[ref:note-1].</p>")]


def test_references_are_a_list_where_the_page_has_none(db):
    assert body(NOTED, source=Source(meta={"footnotes": NOTES}), has_references=False) == [
        ("paragraph", "<p>Said<sup>1</sup>.</p>"),
        (
            "list",
            {
                "style": "numbers",
                "items": ['<p><a href="https://b.example/">Ada &amp; Co, 2020</a></p>'],
            },
        ),
    ]


EVERYTHING = (
    "<h2>a</h2><h3>b</h3><p>c <b>d</b></p><ul><li>e</li><li>f</li></ul><ol><li>g</li></ol>"
    "<blockquote><p>h</p><p>i</p><cite>j</cite></blockquote>"
    "<details><summary>k</summary><p>l</p></details>"
    "<table><caption>m</caption><tr><th>n</th><th>o</th></tr><tr><td>p</td><td><b>q</b></td></tr>"
    "</table><table><tr><td colspan=2>r</td></tr><tr><td>s</td><td>t</td></tr></table>"
    '<a role="button" href="https://b.example/">u</a>'
    '<div class="wp-block-file"><a href="/a.pdf">v</a></div>'
)


@pytest.mark.parametrize("block", [OnlyProse(), WithPictures(), BodyBlock(), BODY])
def test_words_are_kept_whatever_blocks_a_host_has(db, block):
    found, left_out = made(EVERYTHING, block=block)
    value = block.to_python([{"type": name, "value": one} for name, one in found])

    assert [one for one in words_of(block.render(value)) if len(one) == 1 and one.isalpha()] == [
        *"abcdefghijklmnopqrstuv"
    ]
    assert (left_out, faults(block, value)) == (set(), [])


def test_paragraphs_are_the_first_rich_text_of_a_host(db):
    assert {name for name, _value in body(EVERYTHING, block=OnlyProse())} == {"text"}


def test_block_that_has_no_place_is_counted(db):
    class OnlyPictures(blocks.StreamBlock):
        image = ImageBlock()

    found, left_out = made(f"<p>a</p>{IMAGE}", block=OnlyPictures())
    assert ([name for name, _value in found], left_out) == (["image"], {("block", "paragraph")})


@pytest.mark.parametrize("content", [WHOLE, SHAPES], ids=["whole", "shapes"])
def test_editor_can_save_what_is_made(db, content):
    found = body(content, source=SOURCE)
    value = BODY.to_python([{"type": name, "value": one} for name, one in found])

    assert faults(BODY, value) == []


def test_what_the_old_site_hid_stays_out(db):
    secret = block("group", paragraph("Secret"), metadata={"blockVisibility": False})
    found = body(paragraph("Shown") + secret + f"<!-- {IMAGE} -->")

    assert found == [("paragraph", "<p>Shown</p>")]
