from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.core import signing

from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber

READER = Subscriber(uuid=UUID(int=7), token_version=3, site_id=4, address_hash="a" * 64)
FORM = tokens.FormToken(site_id=1, language="de", consent_hash="c" * 64, rendered_at=1_700_000.5)

READERS = {
    "form": tokens.read_form_token,
    "confirm": tokens.read_confirm_token,
    "unsubscribe": tokens.read_unsubscribe_token,
    "refuse": tokens.read_never_again_token,
}


def made():
    """Return one valid token of each kind."""
    return {
        "form": tokens.form_token(FORM),
        "confirm": tokens.confirm_token(READER),
        "unsubscribe": tokens.unsubscribe_token(READER),
        "refuse": tokens.never_again_token(READER),
    }


def test_tokens_say_what_was_put_into_them():
    read = {kind: READERS[kind](token) for kind, token in made().items()}
    assert read == {
        "form": FORM,
        "confirm": (READER.uuid, 3),
        "unsubscribe": READER.uuid,
        "refuse": (READER.uuid, 4, "a" * 64),
    }


@pytest.mark.parametrize("rendered_at", [1_700_000.99, 1_700_000.96, 1_700_000.9])
def test_form_token_is_not_from_the_future(rendered_at):
    token = tokens.form_token(replace(FORM, rendered_at=rendered_at))
    assert tokens.read_form_token(token).rendered_at == 1_700_000.9


@pytest.mark.parametrize(("kind", "other"), [*permutations(READERS, 2)])
def test_tokens_of_one_kind_do_not_serve_as_another(kind, other):
    with pytest.raises(tokens.InvalidTokenError):
        READERS[kind](made()[other])


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "forged",
    [
        "",
        ":",
        "::",
        "7.3",
        "7.3:",
        "7.3:1:signature",
        "7.3:\x00",
        "7:3:ü",
        "a" * 100_000,
        "W10:" + "a" * 43,
        signing.dumps([1, "de", "c" * 64, "/", 1.0]),
        signing.Signer(key="another key", salt="wagtail_therapy.newsletter.form").sign("7.3"),
    ],
)
def test_tokens_that_we_did_not_sign_are_invalid(kind, forged):
    with pytest.raises(tokens.InvalidTokenError):
        READERS[kind](forged)


@pytest.mark.parametrize("kind", READERS)
def test_tokens_with_one_changed_letter_are_invalid(kind):
    token = made()[kind]
    changed = ("8" if token[0] != "8" else "9") + token[1:]
    for forged in (changed, token[:-1], token + "a", token.swapcase()):
        with pytest.raises(tokens.InvalidTokenError):
            READERS[kind](forged)


def test_tokens_of_an_older_form_of_ours_are_invalid():
    older = signing.Signer(**tokens._signer_options("form")).sign_object([1, "de"])
    with pytest.raises(tokens.InvalidTokenError):
        tokens.read_form_token(older)


def test_confirm_token_expires(therapy):
    token = tokens.confirm_token(READER)
    therapy(PENDING_RETENTION=timedelta(seconds=-1))
    with pytest.raises(tokens.ExpiredTokenError):
        tokens.read_confirm_token(token)


def test_unsubscribe_token_never_expires(therapy):
    # Pinned: readers keep mails for years, so another way to sign must still read this one.
    therapy(ADDRESS_KEY="known to everybody")
    assert tokens.read_unsubscribe_token("AAAAAAAAAAAAAAAAAAAAB-Np") == READER.uuid


def test_unsubscribe_token_has_one_length_and_one_spelling():
    readers = [Subscriber() for _ in range(500)]
    made = [tokens.unsubscribe_token(reader) for reader in readers]
    assert {len(token) for token in made} == {tokens.UNSUBSCRIBE_LENGTH}
    assert [tokens.read_unsubscribe_token(token) for token in made] == [
        reader.uuid for reader in readers
    ]
    for token in made:
        other = token.translate(str.maketrans("-_", "+/"))
        if other != token:
            with pytest.raises(tokens.InvalidTokenError):
                tokens.read_unsubscribe_token(other)


def test_unsubscribe_token_that_lost_letters_or_their_case_is_invalid():
    """What mail programs do to links; a reader must not read that this has worked."""
    made = [tokens.unsubscribe_token(Subscriber()) for _ in range(20)]
    for token in made:
        for damaged in (token[:-1], token[1:], token.lower(), f"{token}=", f"{token}\n", token * 2):
            with pytest.raises(tokens.InvalidTokenError):
                tokens.read_unsubscribe_token(damaged)


def test_unsubscribe_token_is_compared_with_every_key_in_constant_time(therapy, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append(len(one) == len(other) == tokens.TAG_OCTETS)
        return one == other

    monkeypatch.setattr(tokens, "constant_time_compare", compare)
    therapy(ADDRESS_KEY="one", ADDRESS_KEY_FALLBACKS=["two", "three"])
    tokens.read_unsubscribe_token(tokens.unsubscribe_token(READER))
    assert set(compared) == {True}
    assert len(compared) == len(conf.address_keys)


def test_unsubscribe_token_outlives_a_rotated_secret_key(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "one", []
    old = tokens.unsubscribe_token(READER)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "two", ["one"]
    assert tokens.read_unsubscribe_token(old) == READER.uuid


def test_unsubscribe_token_outlives_the_introduction_of_an_address_key(therapy):
    old = tokens.unsubscribe_token(READER)
    therapy(ADDRESS_KEY="another")
    assert tokens.read_unsubscribe_token(old) == READER.uuid


def test_tokens_hold_no_address_and_are_safe_in_a_url():
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"
    links = {"confirm": made()["confirm"], "unsubscribe": made()["unsubscribe"]}
    assert {kind: token.strip(alphabet) for kind, token in links.items()} == dict.fromkeys(
        links, ""
    )
