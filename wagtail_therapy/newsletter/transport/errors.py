"""What an exception of an email backend says about the message."""

import smtplib
import ssl
from typing import Any

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
)
from django.core.exceptions import ImproperlyConfigured

from ..models import Delivery
from . import provider_errors, providers
from .provider_errors import Rule
from .provider_responses import (
    AMAZON,
    NO_ANSWER,
    ProviderAnswer,
    ask,
    botocore_names,
    error_name,
    number,
    read,
    wait_after,
)
from .providers import NotBuiltError
from .results import ACCEPTED, Outcome, SendResult
from .smtp import recipient_outcome

LONGEST_REASON = Delivery._meta.get_field("error_class").max_length
LONGEST_CHAIN = 8
PROGRAM_FAULTS = (AttributeError, LookupError, TypeError, ValueError)

# https://github.com/boto/botocore/blob/develop/botocore/exceptions.py
BOTOCORE_OUTCOMES = {
    "ConnectTimeoutError": Outcome.UNREACHABLE,
    "CredentialRetrievalError": Outcome.UNREACHABLE,
    "EndpointConnectionError": Outcome.UNREACHABLE,
    "ProxyConnectionError": Outcome.UNREACHABLE,
    "NoCredentialsError": Outcome.MISCONFIGURED,
    "NoRegionError": Outcome.MISCONFIGURED,
    "PartialCredentialsError": Outcome.MISCONFIGURED,
    "ProfileNotFound": Outcome.MISCONFIGURED,
    # It did not send a request that could not be right.
    "ParamValidationError": Outcome.REFUSED,
}


def result_of(error: BaseException, otherwise: Outcome) -> SendResult:
    """Return what an exception means; ``otherwise`` if it says nothing about the message.

    Does not raise, though attributes of an exception may be missing, of any type, or raise when
    they are read. The result has the exception's class and a code, and no text of a server.
    """
    answer = ask(read, error) or NO_ANSWER
    rule = ask(_rule, answer)
    reason = " ".join(filter(None, (ask(_name, error) or "Exception", ask(_code, error, answer))))
    return SendResult(
        (rule and rule.outcome) or _outcome(error, answer) or _fault(error, otherwise),
        reason[:LONGEST_REASON],
        retry_after=(rule and rule.wait) or ask(wait_after, answer),
    )


def answered_before(message: Any, error: Any) -> SendResult | None:
    """Return what a provider had answered about a message before something failed in this process.

    That is most often a host's receiver of anymail's post_send or django-ses' message_sent. None:
    there was no answer, or the exception is about the answer itself.
    """
    if message.extra_headers.get("message_id"):
        # django-ses keeps Amazon's there.
        return ACCEPTED
    status = getattr(message, "anymail_status", None)
    if getattr(status, "esp_response", None) is None:
        return None
    if getattr(status, "status", None):
        # A host's receiver may send mail of its own, and that may be refused.
        is_own = issubclass(type(error), AnymailRecipientsRefused)
        return None if is_own and error.email_message is message else providers.result_of(message)
    is_anymails = issubclass(type(error), AnymailError)
    if issubclass(type(error), AnymailAPIError) or (is_program_error(error) and not is_anymails):
        return None
    return SendResult(Outcome.UNKNOWN, result_of(error, Outcome.UNKNOWN).reason)


def is_program_error(error: BaseException) -> bool:
    """Whether this is a fault in a program, and not in the connection."""
    # isinstance() would ask the exception, too.
    return issubclass(type(error), PROGRAM_FAULTS)


def _outcome(error: BaseException, answer: ProviderAnswer) -> Outcome | None:
    return (
        ask(_smtp_outcome, error)
        or ask(_recipients_outcome, error)
        or ask(_key_outcome, error, answer)
        or ask(_http_outcome, answer)
        or ask(_wire_outcome, error)
        or ask(_early_outcome, error)
    )


def _fault(error: BaseException, otherwise: Outcome) -> Outcome:
    return Outcome.BROKEN if is_program_error(error) and otherwise is Outcome.UNKNOWN else otherwise


def _name(error: BaseException) -> str | None:
    name = type(error.__cause__ if isinstance(error, NotBuiltError) else error).__name__
    return name if isinstance(name, str) and name.isidentifier() else None


def _code(error: BaseException, answer: ProviderAnswer) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return str(_refusal(error)[0])
        case smtplib.SMTPResponseException():
            return str(number(error.smtp_code))
    if answer.esp_name == AMAZON and (name := ask(error_name, answer)):
        return name
    return str(answer.status or "")


def _smtp_outcome(error: BaseException) -> Outcome | None:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return recipient_outcome(*_refusal(error))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError():
            is_final = number(error.smtp_code) >= 500
            return Outcome.MISCONFIGURED if is_final else Outcome.UNREACHABLE
        case smtplib.SMTPDataError():
            # Either DATA was refused or the whole message was, with an answer: it was not accepted.
            return Outcome.REFUSED if number(error.smtp_code) >= 500 else Outcome.DEFERRED
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Outcome.UNREACHABLE
    return None


def _refusal(error: smtplib.SMTPRecipientsRefused) -> tuple[int, bytes]:
    code, text = next(iter(error.recipients.values()))
    return number(code), text.encode() if isinstance(text, str) else text


def _rule(answer: ProviderAnswer) -> Rule | None:
    return provider_errors.rule_for(answer.esp_name, answer.status, answer.said)


def _key_outcome(error: Any, answer: ProviderAnswer) -> Outcome | None:
    """Say what a provider's answer about the key of a message means."""
    match answer.said.get("name") or answer.said.get("code"):
        case "concurrent_idempotent_requests":
            # Resend is still busy with the attempt before this one; later it can answer.
            return Outcome.DEFERRED
        case "invalid_idempotent_request" | "duplicate_parameter":
            # Resend and Brevo have had this key. After an attempt without an answer, that was it;
            # else their documentation doesn't say that they keep the key only of what they accept.
            is_repeat = getattr(error.email_message, "is_repeat", False) is True
            return Outcome.ACCEPTED if is_repeat else Outcome.UNKNOWN
    return None


def _http_outcome(answer: ProviderAnswer) -> Outcome | None:
    match answer.status:
        case 400 | 413 | 422:
            return Outcome.REFUSED
        case 401 | 402 | 403 | 404:
            return Outcome.MISCONFIGURED
        case 429 | 503:
            return Outcome.UNREACHABLE
    return None


def _wire_outcome(error: BaseException) -> Outcome | None:
    """Say what a connection means that could not be made; for one that broke, None."""
    # Anymail raises its own error from that of the client.
    is_anymails = isinstance(error, AnymailAPIError) and error.__cause__ is not None
    cause = error.__cause__ if is_anymails else error
    for name in botocore_names(cause):
        if name in BOTOCORE_OUTCOMES:
            return BOTOCORE_OUTCOMES[name]
    is_early = _never_connected(cause) or _has_bad_certificate(cause)
    return Outcome.UNREACHABLE if is_early else None


def _never_connected(error: Any) -> bool:
    # requests says ConnectionError also for an answer that broke off. Only where urllib3 got no
    # connection in the first place does it pass on what urllib3 gave up for (MaxRetryError).
    if type(error) is requests.ConnectionError and error.args:
        return hasattr(error.args[0], "reason")
    return isinstance(error, (requests.ConnectTimeout, requests.exceptions.ProxyError))


def _has_bad_certificate(error: Any) -> bool:
    """Whether TLS failed before the first byte of the request, which it may also do later."""
    if type(error).__name__ != "SSLError":
        return False
    for _ in range(LONGEST_CHAIN):
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _recipients_outcome(error: BaseException) -> Outcome | None:
    return Outcome.REJECTED if isinstance(error, AnymailRecipientsRefused) else None


def _early_outcome(error: BaseException) -> Outcome | None:
    """Say what an error means that came before anything was sent."""
    match error:
        case NotBuiltError():
            return Outcome.UNREACHABLE
        case AnymailInvalidAddress():
            # It does not say whose.
            return Outcome.REFUSED
        case AnymailAPIError():
            # This one is about an answer that could not be read: the message may be on its way.
            return None
        case AnymailError() | ImproperlyConfigured():
            return Outcome.MISCONFIGURED
    return None
