import pytest

from wagtail_therapy.wordpress_import.media.focal_points import focal_point

SMART = 'a:2:{s:4:"left";s:5:"50.25";s:3:"top";s:2:"30";}'


@pytest.mark.parametrize(
    ("meta", "point"),
    [
        ({"_wpsmartcrop_enabled": "1", "_wpsmartcrop_image_focus": SMART}, (0.5025, 0.3)),
        ({"_wpsmartcrop_enabled": "0", "_wpsmartcrop_image_focus": SMART}, None),
        ({"_wpsmartcrop_image_focus": SMART}, None),
        ({"focal_point": 'a:2:{s:1:"x";d:0.5;s:1:"y";d:0.25;}'}, (0.5, 0.25)),
        ({"focal_point": 'a:2:{s:1:"x";d:7.5;s:1:"y";d:0.25;}'}, None),
        ({"theiaSmartThumbnails_position": "a:2:{i:0;d:0.1;i:1;i:1;}"}, (0.1, 1.0)),
        ({"bg_pos_desktop": "50% 30.5%"}, (0.5, 0.305)),
        ({"bg_pos_desktop": "center"}, None),
        ({"focal_point": "a:2:{"}, None),
        ({"focal_point": 'a:2:{s:1:"x";s:3:"abc";s:1:"y";s:3:"nan";}'}, None),
        ({}, None),
    ],
)
def test_point_is_that_of_a_plugin(meta, point):
    assert focal_point(lambda key: meta.get(key, "")) == point
