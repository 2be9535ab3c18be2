"""Files that are damaged, hostile, or no exports at all."""

import codecs
import gzip
import io
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from tests.wordpress_import.wxr import exports
from tests.wordpress_import.wxr.exports import export, findings_in, item, items_in, opened
from wagtail_therapy.wordpress_import.wxr import archives, reading, segments
from wagtail_therapy.wordpress_import.wxr.errors import Reason, UnreadableExportError
from wagtail_therapy.wordpress_import.wxr.reading import read

TWO = export(item("<p>One</p>"), item("<p>Two</p>", id=2))
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title></channel></rss>'
ENTITIES = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'


def refusal(content, name="export.xml"):
    with pytest.raises(UnreadableExportError) as error:
        opened(content, name)
    return error.value.reason, error.value.line, error.value.detail


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"folder/{name}.xml", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", Reason.EMPTY),
        (" \n\t\ufeff", Reason.EMPTY),
        (RSS, Reason.RSS),
        ('<rdf:RDF xmlns:rdf="a"></rdf:RDF>', Reason.RSS),
        ('<?xml version="1.0"?><feed xmlns="a"></feed>', Reason.ATOM),
        ("<!DOCTYPE html><html><body>Log in</body></html>", Reason.HTML),
        ("<div>part of a page", Reason.HTML),
        ('{"posts": []}', Reason.JSON),
        ("[]", Reason.JSON),
        ("-- MySQL dump 10.13\nCREATE TABLE x;", Reason.SQL),
        ("INSERT INTO wp_posts VALUES (1);", Reason.SQL),
        ("Dear all,\nhere is the export.", Reason.PLAIN_TEXT),
        ("%PDF-1.7\n", Reason.BINARY),
        (bytes(range(256)) * 8, Reason.BINARY),
        (b"PK\x03\x04 no archive", Reason.DAMAGED_ARCHIVE),
        (b"\x1f\x8b no archive", Reason.DAMAGED_ARCHIVE),
        (gzip.compress(RSS.encode(), mtime=0), Reason.RSS),
        (zipped(a=RSS), Reason.RSS),
        (zipped(a=""), Reason.EMPTY),
    ],
)
def test_other_file_is_named(content, reason):
    assert refusal(content) == (reason, 1, "")


def test_other_xml_is_named_by_its_root():
    assert refusal('<?xml version="1.0"?><catalog></catalog>')[::2] == (Reason.OTHER_XML, "catalog")
    assert refusal("<svg></svg>")[::2] == (Reason.OTHER_XML, "svg")


def test_archive_without_exports_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../notes.txt", "Hi")
        archive.writestr("__MACOSX/._a.xml", TWO)
    assert refusal(file.getvalue()) == (Reason.ARCHIVE_WITHOUT_EXPORT, 1, "")


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE rss>",
        f"<!DOCTYPE rss [{ENTITIES}]>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_doctype_is_refused(doctype):
    declared = TWO.replace("<rss", f"{doctype}\n<rss", 1)
    assert refusal(declared) == (Reason.DOCTYPE, 2, "")
    bare = declared.partition("\n")[2]
    assert refusal(bare)[0] == Reason.DOCTYPE


@pytest.mark.parametrize("name", ["UTF-7", "hz", "cp037", "rot13", "no-such-encoding"])
def test_encoding_that_could_hide_tags_is_refused(name):
    assert refusal(TWO.replace("UTF-8", name)) == (Reason.ENCODING, 1, name)


WRAPPINGS = {
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, the other way": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Latin 1": lambda text: text.replace("UTF-8", "ISO-8859-1").encode("cp1252"),
    "Windows-1252": lambda text: text.replace("UTF-8", "windows-1252").encode("cp1252"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "ZIP": lambda text: zipped(a=text),
    "blank lines": lambda text: "\n\n" + text,
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_encodings_and_wrappings_are_read(name):
    raw = WRAPPINGS[name](export(item("<p>Café “quoted”</p>")))
    assert [one.content for one in items_in(raw)] == ["<p>Café “quoted”</p>"]
    assert findings_in(raw) == []


def test_file_that_breaks_off_anywhere_is_read_up_to_there():
    content = export(item("<p>é</p>"), item(more="<wp:postmeta></wp:postmeta>")).encode()
    ends = [content.find(b"</item>") + 7, content.rfind(b"</item>") + 7]
    complete = content.rfind(b"</rss>") + 6
    refused = []
    for cut in range(len(content)):
        try:
            found = opened(content[:cut])
        except UnreadableExportError:
            refused.append(cut)
            continue
        assert len(list(found.items)) == sum(cut >= end for end in ends)
        problems = [one.problem.name for one in found.findings]
        assert ("TRUNCATED" in problems) == (cut < complete), cut
    # Until its namespaces are there.
    assert refused == list(range(len(refused)))
    assert len(refused) < content.find(b"<channel>")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_packed_file_that_breaks_off_is_read_up_to_there(share):
    # Letters that can't be packed, so that the items lie one after the other.
    posts = [item(codecs.encode(bytes(range(200)) * 40, "hex").decode()) for _ in range(40)]
    raw = gzip.compress(export(*posts).encode(), 0)
    cut = raw[: int(len(raw) * share)]
    assert len(items_in(cut)) > 35 * share
    assert [name for name, *_ in findings_in(cut)] == ["DAMAGED_ARCHIVE", "TRUNCATED"]


def test_parts_are_read_in_the_order_of_their_numbers():
    raw = zipped(**{f"old.{number}": export(item(id=number)) for number in (10, 2, 1)})
    assert [one.id for one in items_in(raw)] == [1, 2, 10]
    assert [one.file_name for one in items_in(raw)] == ["old.1.xml", "old.2.xml", "old.10.xml"]


def test_part_that_is_no_export_does_not_hide_the_next():
    other = export(item(id=3), head=exports.AUTHOR.replace("ada", "bo"))
    found = opened(zipped(a=TWO, b=RSS, c=other))
    assert [one.id for one in found.items] == [1, 2, 3]
    assert sorted(found.site.authors) == ["ada", "bo"]
    assert [(one.problem.name, one.file_name, one.detail) for one in found.findings] == [
        ("UNREADABLE_PART", "b.xml", "rss")
    ]


def test_archive_that_unpacks_to_very_much_is_read_up_to_there(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 600_000)
    raw = gzip.compress(export(*[item("<p>a</p>" * 1000) for _ in range(200)]).encode())
    assert len(items_in(raw)) > 10
    assert [name for name, *_ in findings_in(raw)] == ["LARGE_ARCHIVE", "TRUNCATED"]


def test_members_of_an_archive_are_limited_together(monkeypatch):
    one = export(*[item("<p>a</p>" * 1000) for _ in range(50)])
    monkeypatch.setattr(archives, "MOST_BYTES", 900_000)
    raw = zipped(a=one, b=one, c=one, d=one)
    assert len(items_in(raw)) == 100
    assert [name for name, *_ in findings_in(raw)] == ["LARGE_ARCHIVE", "UNREADABLE_PART"]


def test_very_many_items_are_read_up_to_a_number(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ITEMS", 3)
    assert len(items_in(zipped(a=TWO, b=TWO))) == 3
    assert findings_in(export(*["<item></item>\n"] * 5))[0] == ("MANY_ITEMS", 21, 1)
    assert findings_in(export(*["<item></item>\n"] * 3)) == []


def test_very_large_item_is_left_out(monkeypatch):
    monkeypatch.setattr(segments, "MOST_CHARACTERS", 300_000)
    content = export(item(), item("<p>a</p>" * 200_000), item(id=3))
    assert [one.id for one in items_in(content)] == [1, 3]
    assert findings_in(content) == [("LARGE_ITEM", 40, 1)]


def test_memory_does_not_grow_with_the_file():
    content = export(*[item("<p>Words</p>" * 500) for _number in range(2000)]).encode()
    file = io.BytesIO(content)
    tracemalloc.start()
    for _item in read(file, "export.xml").items:
        pass
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(content) > 10_000_000, most < 4_000_000) == (True, True)


@pytest.mark.parametrize(
    "bait",
    [
        "<![CDATA[",
        "]]>",
        "<item>",
        "</item>",
        "<item ",
        "&",
        "&#",
        "<",
        "<a ",
        "<wp:a>",
        "<!--",
        "\x00",
        "<?xml ",
    ],
)
def test_hostile_repetition_is_read_in_its_length(bait):
    repeated = bait * (1_000_000 // len(bait))
    start = time.process_time()
    for content in (export(item(more=repeated), item(id=2)), export(head=repeated)):
        with suppress(UnreadableExportError):
            findings_in(content)
    assert time.process_time() - start < 8


def test_deep_nesting_is_read():
    deep = "<a>" * 50_000 + "</a>" * 50_000
    assert [one.id for one in items_in(export(item(more=deep), item(id=2)))] == [1, 2]
