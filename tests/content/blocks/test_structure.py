import pytest

from tests.content.rendering import block_html, body
from wagtail_therapy.content.blocks import FAQBlock, TableBlock
from wagtail_therapy.content.text.citations import Citations
from wagtail_therapy.content.text.plain_text import plain_text


def question(text, answer):
    return {"question": text, "answer": answer}


def faq(*questions):
    return {"questions": list(questions)}


def test_faq_opens_an_answer_without_a_script():
    html = block_html("faq", faq(question("What <if>?", "<p>Then <b>so</b>.</p>")))

    assert html == (
        '<div class="therapy-faq"><details class="therapy-faq-question">'
        "<summary>What &lt;if&gt;?</summary>"
        '<div class="therapy-prose"><p>Then<b>so</b>.</p></div></details></div>'
    )


def test_faq_leaves_out_what_has_no_answer():
    unfinished = [question("A", ""), question("", "<p>B</p>"), {}]

    html = block_html("faq", faq(*unfinished, question("C", "<p>D</p>")))

    assert (html.count("<details"), block_html("faq", faq(*unfinished))) == (1, "")


@pytest.mark.parametrize("value", [faq(), {}])
def test_faq_without_questions_is_nothing(value):
    assert block_html("faq", value) == ""


def test_faq_of_a_draft_may_miss_anything():
    block = FAQBlock()

    block.clean_deferred(block.normalize(faq(question("", ""))))


def table(*rows, caption="Two ways", headings=("", "Room", "<Video>"), kind="text"):
    return {
        "caption": caption,
        "columns": [{"type": kind, "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
    }


START = '<div class="therapy-table" role="region" tabindex="0" aria-label="'


def test_table_has_headers_and_can_be_scrolled():
    value = {"table": table(["Takes", "50 & 5", "45"]), "first_column_is_header": True}

    assert block_html("table", value) == (
        START + 'Two ways"><table><caption>Two ways</caption><thead><tr><td></td>'
        '<th scope="col">Room</th><th scope="col">&lt;Video&gt;</th></tr></thead>'
        '<tbody><tr><th scope="row">Takes</th><td>50 &amp; 5</td><td>45</td></tr></tbody>'
        "</table></div>"
    )


def test_table_without_caption_and_row_headers():
    value = {
        "table": table(["<p>1</p>"], caption="", headings=["一"], kind="rich_text"),
        "first_column_is_header": False,
    }

    assert block_html("table", value) == (
        START + 'Table"><table><thead><tr><th scope="col">一</th></tr></thead>'
        "<tbody><tr><td><p>1</p></td></tr></tbody></table></div>"
    )


def test_table_without_headings_has_no_row_for_them():
    cells = table(["1", "2"], caption="", headings=["", ""])
    value = {"table": cells, "first_column_is_header": False}

    assert block_html("table", value) == (
        START + 'Table"><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>'
    )


@pytest.mark.parametrize("value", [{}, {"table": None}, {"table": table()}])
def test_table_without_rows_is_nothing(value):
    assert block_html("table", value) == ""


def test_table_may_have_empty_cells():
    block = TableBlock()
    value = block.normalize({"table": table(["", "", ""]), "first_column_is_header": True})

    assert block.clean(value)["table"].row_data == [{"values": ["", "", ""]}]


def test_table_may_cite_and_is_found():
    cells = table(["Works [ref:quill]"], headings=["Claim"])
    text = body(("table", {"table": cells, "first_column_is_header": False}))

    assert (plain_text(text), "[ref" in text.render_as_block({"citations": Citations()})) == (
        "Two ways Claim Works",
        False,
    )
