"""How whatever a mail backend raises becomes a result, and never another exception."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
from anymail.backends.amazon_ses import EmailBackend as AmazonSES
from anymail.exceptions import AnymailAPIError, AnymailRequestsAPIError
from botocore import exceptions
from botocore.exceptions import ClientError

from tests.newsletter import backends, odd_exceptions, provider_server
from wagtail_therapy import compat
from wagtail_therapy.newsletter.transport import errors, providers
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult
from wagtail_therapy.practice.emails.messages import PracticeEmail


def failure(use, provider, answer, is_repeat=False, name="resend"):
    """Return the error that anymail raises for an answer."""
    use(provider_server.settings_for(name, provider.url))
    provider.answer = answer
    message = PracticeEmail("On endings", "Text", "p@host.example", ["r@x.example"])
    with compat.mail_connection() as connection:
        providers.prepare_message(message, connection, 1, is_repeat)
        with pytest.raises(AnymailRequestsAPIError) as caught:
            connection.send_messages([message])
    return caught.value


@pytest.mark.parametrize(
    ("answer", "first", "repeated"),
    [
        (
            (409, {"statusCode": 409, "name": "concurrent_idempotent_requests"}),
            Outcome.DEFERRED,
            Outcome.DEFERRED,
        ),
        (
            (409, {"statusCode": 409, "name": "invalid_idempotent_request"}),
            Outcome.UNKNOWN,
            Outcome.ACCEPTED,
        ),
        ((400, {"code": "duplicate_parameter"}), Outcome.UNKNOWN, Outcome.ACCEPTED),
        ((400, {"code": "invalid_parameter"}), Outcome.REFUSED, Outcome.REFUSED),
        ((409, {}), Outcome.UNKNOWN, Outcome.UNKNOWN),
        ((409, "no JSON"), Outcome.UNKNOWN, Outcome.UNKNOWN),
        ((409, "[]"), Outcome.UNKNOWN, Outcome.UNKNOWN),
    ],
)
def test_answers_about_keys(use_mail_settings, provider, answer, first, repeated):
    errors_of_two = [
        failure(use_mail_settings, provider, answer, is_repeat) for is_repeat in (False, True)
    ]
    found = [errors.result_of(error, Outcome.UNKNOWN).outcome for error in errors_of_two]
    assert found == [first, repeated]


def retry_after(error):
    return errors.result_of(error, Outcome.UNKNOWN).retry_after


def in_two_minutes():
    return format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "30", 30),
        (503, " 30 ", 30),
        (429, "0", 0),
        (429, "86400", 3600),
        (429, "9" * 400, None),
        (429, "-5", None),
        (429, "1.5", None),
        (429, "٣", None),
        (429, "soon", None),
        (429, "", None),
        (429, "Wed, 21 Oct 2015 07:28:00 GMT", None),
        (429, "Wed, 21 Oct 2999 07:28:00 GMT", 3600),
        (429, "Wed, 99 Oct 2999 07:28:00 GMT", None),
        (500, "30", None),
    ],
)
def test_retry_after(use_mail_settings, provider, status, value, seconds):
    error = failure(
        use_mail_settings, provider, (status, {}, {"Retry-After": value.encode().decode("latin-1")})
    )
    wait = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(error) == wait


def test_retry_after_as_a_date(use_mail_settings, provider):
    error = failure(use_mail_settings, provider, (503, {}, {"Retry-After": in_two_minutes()}))
    assert timedelta(seconds=90) < retry_after(error) <= timedelta(minutes=2)


def test_retry_after_is_none_without_the_header(use_mail_settings, provider):
    answers = [(429, {}), "reset"]
    found = [retry_after(failure(use_mail_settings, provider, answer)) for answer in answers]
    assert [*found, retry_after(ValueError())] == [None] * 3


def amazons(response):
    """Return what Amazon's client raises, and what anymail makes of it."""
    error = ClientError(response, "SendEmail")
    wrapped = AnymailAPIError("no", response=response, backend=AmazonSES())
    wrapped.__cause__ = error
    return error, wrapped


def test_result_of_amazons_error_has_its_name_and_its_wait():
    metadata = {"HTTPStatusCode": 429, "HTTPHeaders": {"retry-after": "1"}}
    error_fields = {"Code": "TooManyRequestsException", "Message": "Maximum sending rate exceeded."}
    found = [
        errors.result_of(error, Outcome.UNKNOWN)
        for error in amazons({"Error": error_fields, "ResponseMetadata": metadata})
    ]
    assert found == [
        SendResult(
            Outcome.UNREACHABLE, f"{name} TooManyRequestsException", "", timedelta(seconds=1)
        )
        for name in ("ClientError", "AnymailAPIError")
    ]


@pytest.mark.parametrize(
    ("name", "words", "outcome"),
    [
        ("Throttling", "Maximum sending rate exceeded.", Outcome.UNREACHABLE),
        ("Throttling", "Daily message quota exceeded.", Outcome.UNREACHABLE),
        ("TooManyRequestsException", "", Outcome.UNREACHABLE),
        ("LimitExceededException", "", Outcome.UNREACHABLE),
        ("AccessDenied", "", Outcome.MISCONFIGURED),
        ("SignatureDoesNotMatch", "", Outcome.MISCONFIGURED),
        ("MailFromDomainNotVerifiedException", "", Outcome.MISCONFIGURED),
        ("AccountSuspendedException", "", Outcome.MISCONFIGURED),
        ("SendingPausedException", "", Outcome.MISCONFIGURED),
        ("MessageRejected", "Email address is not verified.", Outcome.MISCONFIGURED),
        ("MessageRejected", "Message contains a virus.", Outcome.REFUSED),
        ("BadRequestException", "Missing final '@domain'", Outcome.REFUSED),
    ],
)
def test_result_of_amazons_error_is_by_its_name(name, words, outcome):
    answer = {
        "Error": {"Code": name, "Message": words},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    found = {errors.result_of(error, Outcome.UNKNOWN).outcome for error in amazons(answer)}
    assert found == {outcome}


@pytest.mark.parametrize("name", [None, 5, "reader@mail.example", "Adá", ["a"], "a b"])
def test_result_of_amazons_error_has_no_words(name):
    answer = {"Error": {"Code": name}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    found = [errors.result_of(error, Outcome.UNKNOWN) for error in amazons(answer)]
    assert found == [
        SendResult(Outcome.REFUSED, "ClientError 400"),
        SendResult(Outcome.REFUSED, "AnymailAPIError 400"),
    ]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (exceptions.ConnectTimeoutError(endpoint_url="x"), Outcome.UNREACHABLE),
        (exceptions.EndpointConnectionError(endpoint_url="x"), Outcome.UNREACHABLE),
        (exceptions.ProxyConnectionError(proxy_url="x"), Outcome.UNREACHABLE),
        (exceptions.CredentialRetrievalError(provider="x", error_msg="x"), Outcome.UNREACHABLE),
        (exceptions.NoCredentialsError(), Outcome.MISCONFIGURED),
        (exceptions.PartialCredentialsError(provider="x", cred_var="x"), Outcome.MISCONFIGURED),
        (exceptions.NoRegionError(), Outcome.MISCONFIGURED),
        (exceptions.ProfileNotFound(profile="x"), Outcome.MISCONFIGURED),
        (exceptions.ParamValidationError(report="x"), Outcome.REFUSED),
        (exceptions.ReadTimeoutError(endpoint_url="x"), Outcome.UNKNOWN),
        (exceptions.ConnectionClosedError(endpoint_url="x"), Outcome.UNKNOWN),
        (exceptions.SSLError(endpoint_url="x", error="x"), Outcome.UNKNOWN),
        (exceptions.HTTPClientError(error="x"), Outcome.UNKNOWN),
    ],
)
def test_result_of_amazons_error_that_is_about_no_answer(error, outcome):
    assert errors.result_of(error, Outcome.UNKNOWN) == SendResult(outcome, type(error).__name__)


def fall_back():
    try:
        raise requests.ConnectTimeout
    except requests.ConnectTimeout:
        raise requests.ConnectionError("reset")  # noqa: B904 -- as other people's code does


def test_result_of_a_second_try_is_not_that_of_the_first():
    """The first request never left, the second may have arrived."""
    with pytest.raises(requests.ConnectionError) as caught:
        fall_back()
    found = errors.result_of(caught.value, Outcome.UNKNOWN)
    assert found == SendResult(Outcome.UNKNOWN, "ConnectionError")


@pytest.mark.parametrize("otherwise", [Outcome.UNKNOWN, Outcome.UNREACHABLE])
def test_result_of_odd_exceptions(otherwise):
    """A worker that fails at sorting an error repeats or loses what it has in hand."""
    for seed in range(3000):
        error = odd_exceptions.make(seed)
        result = errors.result_of(error, otherwise)
        found = (type(result), type(result.outcome), type(result.reason), type(result.retry_after))
        assert found in (
            (SendResult, Outcome, str, timedelta),
            (SendResult, Outcome, str, type(None)),
        ), seed
        assert "@" not in result.reason


def test_transport_returns_a_result_of_odd_exceptions(use_mail_settings):
    use_mail_settings(provider_server.mailer(f"{backends.__name__}.OddBackend"))
    message = PracticeEmail("On endings", "Text", "p@host.example", ["r@x.example"])
    with Transport() as transport:
        for error in map(odd_exceptions.make, range(1000)):
            if issubclass(type(error), Exception):
                backends.OddBackend.raises = error
                assert isinstance(transport.send(message), SendResult)
