"""Divi 4 and 5, Elementor and WPBakery."""

import base64
from urllib.parse import quote

import pytest

from tests.wordpress_import.conversion.editor import empty
from tests.wordpress_import.conversion.library import A, addresses, blocks, words
from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import LeftOut, Source


def section(inner):
    return (
        '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"]'
        f"{inner}[/et_pb_column][/et_pb_row][/et_pb_section]"
    )


def test_divi_is_never_visible():
    content = section('[et_pb_text text_font="Roboto|||"]<p>One</p><h2>Two</h2>[/et_pb_text]')
    assert blocks(content) == [("paragraph", "<p>One</p>"), ("heading", {"text": "Two"})]


def test_words_in_attributes_of_divi_are_kept():
    content = section(
        '[et_pb_blurb title="A %22b%22 %91c%93" image="/a.jpg" alt="D"]<p>E %91f%93</p>'
        '[/et_pb_blurb][et_pb_cta title="G" button_text="H" button_url="/h/"]<p>I</p>[/et_pb_cta]'
        '[et_pb_number_counter title="Years" number="14" percent_sign="on"][/et_pb_number_counter]'
        '[et_pb_fullwidth_header title="J" subhead="K" button_one_text="L" button_one_url="/l/"]M'
        "[/et_pb_fullwidth_header]"
    )
    assert words(content) == "A b c E f G I H Years 14 J K M L"
    assert "[c]" in blocks(content)[1][1]["text"]


def test_toggles_of_divi_are_questions():
    item = '[et_pb_accordion_item title="{}?"]<p>{}</p>[/et_pb_accordion_item]'
    inner = item.format("A", "Yes") + item.format("B", "No")
    ((name, value),) = blocks(section(f"[et_pb_accordion]{inner}[/et_pb_accordion]"))
    assert (name, [one["question"] for one in value["questions"]]) == ("faq", ["A?", "B?"])


def test_media_of_divi():
    content = section(
        '[et_pb_image src="/a.jpg" alt="A"][/et_pb_image][et_pb_gallery gallery_ids="1,2"]'
        '[/et_pb_gallery][et_pb_video src="https://youtu.be/aqz-KE-bpKQ"][/et_pb_video]'
        '[et_pb_testimonial author="J. D." job_title="Reader"]<p>Good.</p>[/et_pb_testimonial]'
    )
    found = blocks(content)
    assert [name for name, _value in found] == ["image", "gallery", "video", "quote"]
    assert found[-1][1] == {"text": "Good.", "attribution": "J. D., Reader"}


def test_code_of_divi_is_html():
    content = section(
        "[et_pb_code]&lt;p&gt;One&lt;/p&gt;<!-- [et_pb_line_break_holder] -->"
        "&lt;script&gt;x()&lt;/script&gt;[/et_pb_code]"
    )
    assert blocks(content) == [("paragraph", "<p>One</p>")]


def test_dynamic_content_of_divi_is_counted():
    result = convert(section("[et_pb_text]<p>@ET-DC@eyJ4Ijp0cnVlfQ==@ One</p>[/et_pb_text]"))
    assert words_in(result.blocks) == ["One"]
    assert result.left_out == {(LeftOut.DYNAMIC, "@ET-DC@"): 1}


@pytest.mark.parametrize("hidden", ['disabled="on"', 'disabled_on="on|on|on"'])
def test_hidden_module_of_divi_is_nowhere(hidden):
    content = section(f"[et_pb_text {hidden}]Secret[/et_pb_text][et_pb_text]Shown[/et_pb_text]")
    result = convert(content)
    assert (words_in(result.blocks), result.hidden) == (["Shown"], ["Secret"])


# Divi 5.
def module(name, **parts):
    content = {
        part: {"innerContent": {"desktop": {"value": value}}} for part, value in parts.items()
    }
    return empty(f"divi/{name}", **content)


def test_words_of_divi_5_are_in_its_comments():
    content = (
        "<!-- wp:divi/placeholder --><!-- wp:divi/section --><!-- wp:divi/row -->"
        + module("heading", title="Title")
        + module("text", content="<p>One <b>two</b></p><ul><li>Three</li></ul>")
        + module("image", image={"src": A, "alt": "Alt"})
        + module("button", button={"text": "Book", "linkUrl": "/c/"})
        + module("blurb", title="Blurb", content="<p>Body</p>")
        + module("accordion-item", title="Q?", content="<p>Yes</p>")
        + module("testimonial", author="J. D.", content="<p>Good</p>")
        + "<!-- /wp:divi/row --><!-- /wp:divi/section --><!-- /wp:divi/placeholder -->"
    )
    found = blocks(content)
    assert [name for name, _value in found] == [
        *["heading", "paragraph", "list", "image", "button"],
        *["heading", "paragraph", "faq", "quote"],
    ]
    assert words(content) == "Title One two Three Book Blurb Body Q Yes Good J D"


def test_hidden_module_of_divi_5_is_nowhere():
    off = {width: {"value": "on"} for width in ("desktop", "tablet", "phone")}
    text = {"innerContent": {"desktop": {"value": "Secret"}}}
    result = convert(empty("divi/text", content=text, module={"decoration": {"disabledOn": off}}))
    assert (result.blocks, list(result.left_out)) == ([], [(LeftOut.HIDDEN, "divi/text")])


def test_copy_for_divi_4_is_only_taken_if_there_is_nothing_else():
    copy = {"_et_pb_divi_4_content": section("[et_pb_text]Old copy[/et_pb_text]")}
    assert words(module("text", content="New"), Source(meta=copy)) == "New"
    assert words("<!-- wp:divi/placeholder /-->", Source(meta=copy)) == "Old copy"


# Elementor and WPBakery.
def test_elementor_is_html():
    content = (
        "<h2>Title</h2>\t\t\t\n\t\t<p>One</p>\n\t\t<a href='/c/' role='button'>\n\t\tBook\n\t</a>\n"
        "\t\t<img src='/a.jpg' alt='A' />\n"
    )
    assert [name for name, _value in blocks(content)] == ["heading", "paragraph", "button", "image"]


def test_wpbakery_is_unwrapped():
    raw = base64.b64encode(quote("<p>Raw</p>").encode()).decode()
    content = (
        '[vc_row css=".x{padding: 4px}"][vc_column width="1/2"][vc_column_text]\n<h2>A</h2>\nB\n\nC'
        '[/vc_column_text][vc_single_image image="1"][vc_btn title="D" link="url:%2Fd%2F|title:D"]'
        f'[vc_raw_html]{raw}[/vc_raw_html][vc_tta_section title="E?"][vc_column_text]F'
        "[/vc_column_text][/vc_tta_section][vc_row_inner disable_element='yes']No[/vc_row_inner]"
        '[vc_cta h2="G" txt="x"]H[/vc_cta][/vc_column][/vc_row]'
    )
    assert words(content) == "A B C First one D Raw E F G x H"
    assert addresses(content) == [A]
