from wagtail_therapy.wordpress_import.conversion.results import Attachment
from wagtail_therapy.wordpress_import.media.attachments import attachment
from wagtail_therapy.wordpress_import.wxr.records import Item


def test_attachment_is_what_the_export_says():
    item = Item(
        id=7,
        type="attachment",
        status="inherit",
        title="Couch &amp; <em>chair</em>\n",
        excerpt="Where <b>we</b> sit",
        attachment_url="https://old.example/couch.jpg",
        meta=(("_wp_attachment_image_alt", " A couch "), ("bg_pos_desktop", "50% 20%")),
    )
    assert attachment(item) == Attachment(
        address="https://old.example/couch.jpg",
        alt="A couch",
        caption="Where <b>we</b> sit",
        title="Couch & chair",
        focal_point=(0.5, 0.2),
    )


def test_attachment_without_an_address_has_that_of_its_guid():
    item = Item(id=7, type="attachment", status="", title="", guid="https://old.example/a.jpg")
    assert attachment(item) == Attachment("https://old.example/a.jpg")
