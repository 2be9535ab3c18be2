"""The words that readers see, of HTML and of blocks, so that both can be compared."""

import re
from html import escape, unescape

UNSEEN = re.compile(r"<(script|style|noscript|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|br|td|th|tr|table|figure|figcaption|blockquote|cite|dt|dd|summary"
    r"|details|pre|hr|caption|center|a class=\"wp-block-file__button)\b[^<>]*>"
)
TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
WORD = re.compile(r"\w+")


def words_of(html):
    """Return the words, without punctuation, which WordPress sets as print."""
    spaced = BLOCK.sub(" ", UNSEEN.sub("", html))
    return WORD.findall(unescape(TAG.sub("", spaced)))


def words_in(blocks):
    return words_of(" ".join(f"<p>{_html(name, value)}</p>" for name, value in blocks))


def _html(name, value):
    match name:
        case "paragraph":
            return value
        case "list":
            return "".join(value["items"])
        case "faq":
            asked = [(escape(one["question"]), one["answer"]) for one in value["questions"]]
            return "".join(f"<p>{question}</p>{answer}" for question, answer in asked)
        case "table":
            return _table(value["table"])
    captions = [one["caption"] for one in value.get("images", [])]
    texts = [value.get(key, "") for key in ("text", "attribution", "title", "caption")]
    return value.get("html", "") + _paragraphs(*captions, *texts)


def _table(table):
    cells = [
        f"<td>{cell if column['type'] == 'rich_text' else escape(cell)}</td>"
        for row in table["rows"]
        for column, cell in zip(table["columns"], row["values"], strict=True)
    ]
    headings = _paragraphs(*(column["heading"] for column in table["columns"]))
    return headings + "".join(cells) + _paragraphs(table["caption"])


def _paragraphs(*texts):
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
