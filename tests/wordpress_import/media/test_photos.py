import io
from contextlib import suppress

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.wordpress_import.media import pictures
from tests.wordpress_import.media.pictures import PROFILE, phone_photo, picture
from wagtail_therapy.wordpress_import.media import kinds
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.photos import cleaned

KINDS = {one.name: one for one in (kinds.JPEG, kinds.PNG, kinds.GIF, kinds.WEBP, kinds.AVIF)}
needs_avif = pytest.mark.skipif(not pictures.HAS_AVIF, reason="Pillow without AVIF")


@pytest.fixture
def clean(tmp_path):
    def clean(content, kind="jpeg", **limits):
        path = tmp_path / "a"
        path.write_bytes(content)
        with path.open("rb") as file, cleaned(file, KINDS[kind], **limits) as picture:
            return picture.read()

    return clean


def opened(content):
    with Image.open(io.BytesIO(content)) as found:
        found.load()
        return found


def is_red(found, x, y):
    red, green, blue = found.convert("RGB").getpixel((x, y))
    return red > 200 and green < 60 and blue < 60


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (40, 20), (5, 10)),
        (3, (40, 20), (35, 10)),
        (6, (20, 40), (10, 5)),
        (8, (20, 40), (10, 35)),
    ],
)
@pytest.mark.parametrize("kind", ["jpeg", "webp", pytest.param("avif", marks=needs_avif)])
def test_photo_is_turned_as_it_was_shown_and_says_nothing_of_its_place(
    clean, kind, orientation, size, red
):
    content = clean(phone_photo(orientation, kind), kind)
    found = opened(content)
    assert (found.size, dict(found.getexif())) == (size, {})
    assert is_red(found, *red)
    assert b"Houston" not in content
    assert found.info["icc_profile"] == PROFILE


def test_photo_that_need_not_be_turned_is_not_compressed_again(clean):
    photo = phone_photo(1)
    assert opened(clean(photo)).tobytes() == opened(photo).tobytes()


def test_photo_that_is_turned_hardly_changes(clean):
    photo = phone_photo(6)
    turned = opened(photo).transpose(Image.Transpose.ROTATE_270)
    difference = ImageChops.difference(turned, opened(clean(photo)))
    assert max(ImageStat.Stat(difference).mean) < 2


@pytest.mark.parametrize(
    "kind", ["jpeg", "png", "gif", "webp", pytest.param("avif", marks=needs_avif)]
)
def test_picture_without_notes_stays_byte_for_byte(clean, kind):
    content = picture(kind)
    assert clean(content, kind) == content


def test_turned_png_keeps_its_transparency(clean):
    file = io.BytesIO()
    Image.new("RGBA", (4, 2), (255, 0, 0, 99)).save(file, "png", exif=pictures.exif(6))
    found = opened(clean(file.getvalue(), "png"))
    assert (found.size, found.getpixel((0, 0)), dict(found.getexif())) == (
        (2, 4),
        (255, 0, 0, 99),
        {},
    )


def test_second_picture_behind_a_photo_is_left_out(clean):
    file = io.BytesIO()
    first, second = Image.new("RGB", (40, 20), "red"), Image.new("RGB", (40, 20), "blue")
    first.save(file, "MPO", save_all=True, append_images=[second], exif=pictures.exif(6))
    found = opened(clean(file.getvalue()))
    assert (found.format, found.size, getattr(found, "n_frames", 1)) == ("JPEG", (20, 40), 1)


def failure(clean, *arguments, **limits):
    with pytest.raises(MediaError) as raised:
        clean(*arguments, **limits)
    return raised.value.failure


def test_bomb_is_refused_before_it_is_unpacked(clean):
    for side in (12_000, 14_000, 60_000):
        bomb = pictures.png_of(side, side)
        assert failure(clean, bomb, "png") == Failure.TOO_MANY_PIXELS, side


def test_frames_count(clean):
    file = io.BytesIO()
    frames = [Image.new("RGB", (10, 10), color) for color in ("red", "blue", "white")]
    frames[0].save(file, "gif", save_all=True, append_images=frames[1:])
    assert failure(clean, file.getvalue(), "gif", most_pixels=299) == Failure.TOO_MANY_PIXELS
    assert clean(file.getvalue(), "gif", most_pixels=300) == file.getvalue()


def test_no_limit_is_a_choice(clean):
    assert clean(picture(), most_pixels=None) == picture()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_picture_is_damaged(clean, kind):
    head = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a"}
    for content in (
        head.get(kind, b"RIFF\0\0\0\0WEBP"),
        picture("jpeg" if kind != "jpeg" else "png"),
    ):
        assert failure(clean, content, kind) == Failure.DAMAGED


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_picture_cut_anywhere_ends(clean, kind):
    content = phone_photo(6, kind) if kind != "png" else picture("png", exif=pictures.exif(6))
    for length in range(1, len(content), 23):
        with suppress(MediaError):
            assert b"Houston" not in clean(content[:length], kind)
