"""Addresses in the forms that RFC 5322 allows in a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_therapy.newsletter import email_addresses

FORMS = [
    "reader@mail.example",
    "Reader@MAIL.Example",
    "<reader@mail.example>",
    '"Reader" <reader@mail.example>',
    "Zoë Müller <reader@mail.example>",
    "=?utf-8?q?Zo=C3=AB?= <reader@mail.example>",
    '"Müller, Zoë" <"reader"@mail.example>',
    '"reader"@mail.example',
    '"re\\ader"@mail.example',
    "reader@mail.example (of the list)",
    "(the) reader (of) @ (the) mail . example",
    "<@relay.example:reader@mail.example>",
    "Readers: reader@mail.example;",
    " reader@mail.example\r\n",
    "Dr. R. Reader <reader@mail.example>",
]


@pytest.mark.parametrize("field", FORMS)
def test_written_in_reads_an_address_in_any_form(field):
    found = email_addresses.written_in(field)
    assert email_addresses.address_key(found) == "reader@mail.example"


def test_written_in_reads_a_domain_in_letters_of_its_own():
    found = [
        email_addresses.written_in(f"Zoë <z@{name}.example>")
        for name in ("BÜCHER", "xn--bcher-kva")
    ]
    assert found == ["z@xn--bcher-kva.example"] * 2


@pytest.mark.parametrize(
    "field",
    [
        "",
        "reader",
        "Reader <>",
        "a@mail.example, b@mail.example",
        "undisclosed-recipients:;",
        '"unterminated <reader@mail.example>',
        "reader@[127.0.0.1]",
        "x" * 9999,
        "\ud800@mail.example",
        "reader@mail.example\0",
        "stranger@mail.example <reader@mail.example>",
        "reader@mail.example stranger@mail.example",
        "reader@mail.example\r\nBcc: b@mail.example",
        "x" * 976 + " <reader@mail.example.com>",
    ],
)
def test_written_in_knows_when_there_is_none(field):
    assert email_addresses.written_in(field) is None


@given(st.text(st.sampled_from('ab@.,;:<>()[]\\" \r\n=?é\0'), max_size=40))
@settings(max_examples=500, deadline=None)
def test_written_in_raises_nothing(field):
    email_addresses.written_in(field)
