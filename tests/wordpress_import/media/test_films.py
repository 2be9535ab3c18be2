import io

import pytest

from tests.wordpress_import.media.pictures import MP4, PLACE, ftyp
from wagtail_therapy.wordpress_import.media import films
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError


def box(kind, *contents):
    content = b"".join(contents)
    return (len(content) + 8).to_bytes(4) + kind + content


def long_box(kind, content):
    return (1).to_bytes(4) + kind + (len(content) + 16).to_bytes(8) + content


def cleaned(content):
    with films.without_metadata(io.BytesIO(content)) as file:
        return file.read()


PICTURES = box(b"mdat", b"pictures and sound")
NOTES = [
    box(b"moov", box(b"mvhd", b"1"), box(b"udta", box(b"\xa9xyz", PLACE))),
    box(b"moov", box(b"meta", PLACE), box(b"trak", box(b"tkhd", b"1"), box(b"udta", PLACE))),
    box(b"moov", long_box(b"udta", PLACE), box(b"mvhd", b"1")),
    box(b"uuid", films.XMP, PLACE),
    box(b"udta", PLACE * 20_000),
    (0).to_bytes(4) + b"udta" + PLACE,
]


@pytest.mark.parametrize("notes", NOTES)
def test_notes_are_blank_and_the_rest_is_where_it_was(notes):
    film = ftyp(b"qt  ") + PICTURES + notes
    without = cleaned(film)
    assert (b"Houston" in film, b"Houston" in without, len(without)) == (True, False, len(film))
    assert without.startswith(ftyp(b"qt  ") + PICTURES)
    assert without.count(b"free") == notes.count(b"udta") + notes.count(b"meta") + notes.count(
        b"uuid"
    )
    assert cleaned(without) == without


def test_film_without_notes_stays_byte_for_byte():
    other = box(b"uuid", b"0" * 16, b"of a player")
    for film in (MP4, ftyp(b"isom") + other + box(b"moov", box(b"mvhd", b"1")) + PICTURES):
        assert cleaned(film) == film


def test_film_cut_anywhere_says_nothing():
    film = ftyp(b"isom") + NOTES[1] + PICTURES
    for length in range(len(film)):
        assert b"Houston" not in cleaned(film[:length])


def test_endless_boxes_are_refused():
    with pytest.raises(MediaError) as raised:
        cleaned(ftyp(b"isom") + box(b"free") * (films.MOST_BOXES + 1))
    assert raised.value.failure == Failure.DAMAGED
