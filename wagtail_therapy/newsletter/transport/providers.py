"""What anymail's providers need to know about a message, and what their answers mean."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from anymail.backends import brevo, resend
from anymail.exceptions import AnymailError
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.practice.emails.tracking import UNTRACKABLE

from . import provider_errors
from .results import Outcome, SendResult

WITHOUT_METADATA = {"MailerSend", "Postal"}

# Two providers send a message once, however often it is posted with one key. They forget the key
# after 24 hours and 30 minutes. The difference is for inaccurate clocks and slow requests.
# https://resend.com/docs/dashboard/emails/idempotency-keys
# https://developers.brevo.com/docs/heterogenous-versions-batch-emails
IDEMPOTENCY_WINDOWS = {
    resend.EmailBackend: timedelta(hours=23),
    brevo.EmailBackend: timedelta(minutes=25),
}

# Some providers answer 200 and say in the body that they have not taken it.
REFUSALS = {
    "invalid": Outcome.REJECTED,
    "rejected": Outcome.REJECTED,
    "failed": Outcome.DEFERRED,
}

# A receiver of anymail's pre_send cancels a message, or django-ses knows that it bounces.
SKIPPING_BACKENDS = {"anymail", "django_ses"}

# Methods of anymail's backends: a host's receivers of pre_send, then the request for the provider.
BEFORE_SENDING = ("run_pre_send", "build_message_payload")


class NotBuiltError(Exception):
    """A provider's backend could not make a request of a message, so nothing was sent."""


def prepare_message(
    message: Any, connection: Any, delivery_id: int | None = None, is_repeat: bool = False
) -> None:
    """Tell a provider not to track a message, to name our delivery in reports, and to send it once.

    The connection is open. ``is_repeat`` says that the message was posted before under this key and
    may have been accepted; it changes what an answer means, and nothing of what is sent.
    """
    esp_name = getattr(connection, "esp_name", None)
    if esp_name in UNTRACKABLE:
        message.track_opens = False
        message.track_clicks = False
    if esp_name and delivery_id and esp_name not in WITHOUT_METADATA:
        message.metadata = {"delivery_id": str(delivery_id)}
    # What was said of it before, if it is sent a second time.
    message.anymail_status = None
    message.extra_headers.pop("message_id", None)
    message.is_repeat = is_repeat
    message.esp_name = esp_name
    _send_once(connection)
    for step in BEFORE_SENDING:
        if hasattr(connection, step):
            setattr(connection, step, partial(_take_step, connection, step))
    _set_idempotency_key(message, connection, _idempotency_key(message) if delivery_id else None)


def result_if_not_sent(connection: Any, number_sent: Any) -> SendResult | None:
    """Return what it means if ``send_messages()`` has sent none. None: it has, or doesn't count.

    Only some backends return zero for what they haven't accepted, and not if they fail silently.
    """
    if type(number_sent) is not int or number_sent or "post_office" in _packages(connection):
        # The last queues a message, and counts only those that it sends on at once.
        return None
    # Django 6.1 warns of asking a backend that has no such attribute of its own.
    is_silent = vars(connection).get("fail_silently", False)
    is_known = _package(type(connection).send_messages) in SKIPPING_BACKENDS
    return SendResult(
        Outcome.REJECTED if is_known and not is_silent else Outcome.UNKNOWN, "left out"
    )


def _packages(connection: Any) -> set[str]:
    return {_package(one) for one in type(connection).__mro__}


def _package(one: Any) -> str:
    return str(one.__module__).partition(".")[0]


def idempotency_window(connection: Any) -> timedelta | None:
    """Return for how long after the first attempt a message may be posted again without harm.

    None: the provider has no idempotency keys, so a second post may be a second email.
    """
    for backend, window in IDEMPOTENCY_WINDOWS.items():
        if isinstance(connection, backend):
            return window
    return None


def _idempotency_key(message: Any) -> str | None:
    """Return a key that is the same at each attempt, and no other site's: it has our Message-ID."""
    message_id = message.extra_headers.get("Message-ID")
    return message_id and str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{message_id.strip('<>')}"))


def _set_idempotency_key(message: Any, connection: Any, key: str | None) -> None:
    match connection:
        case resend.EmailBackend():
            # A header of the request; what anymail can add goes into its body.
            connection.session.headers["Idempotency-Key"] = key
        case brevo.EmailBackend() if key:
            message.extra_headers["idempotencyKey"] = key


@sensitive_variables()
def _take_step(connection: Any, step: str, *args: Any) -> Any:
    """Do what anymail does before it sends, and mark faults in it as NotBuiltError."""
    try:
        return getattr(type(connection), step)(connection, *args)
    except (AnymailError, ImproperlyConfigured):
        raise
    except Exception as error:
        raise NotBuiltError from error


def _send_once(connection: Any) -> None:
    """Stop Amazon's client from repeating a request, up to four times.

    It would do so even if the answer was lost, and then a reader gets the email twice. We retry
    ourselves, as with every other provider.
    https://docs.aws.amazon.com/boto3/latest/guide/retries.html
    """
    if meta := _amazon(connection):
        service = meta.service_model.service_id.hyphenize()
        meta.events.unregister(f"needs-retry.{service}", unique_id=f"retry-config-{service}")


def _amazon(connection: Any) -> Any:
    """Return the metadata of Amazon's client, if emails are sent through it."""
    client = getattr(connection, "client", None) or getattr(connection, "connection", None)
    meta: Any = getattr(client, "meta", None)
    return meta if hasattr(meta, "service_model") else None


def result_of(message: Any) -> SendResult:
    """Return the provider's result for the one recipient; after SMTP there is nothing to read."""
    status: Any = getattr(message, "anymail_status", None)
    for name in getattr(status, "status", None) or ():
        if name in REFUSALS:
            return _refusal(message.esp_name, name, status.esp_response)
    provider_id = str(getattr(status, "message_id", None) or "")
    return SendResult(Outcome.ACCEPTED, provider_id=provider_id[:255])


def _refusal(esp_name: str, name: str, response: Any) -> SendResult:
    """Return what a refusal means. The whole answer may say why."""
    try:
        rule = provider_errors.rule_for(esp_name, response.status_code, response.json())
    except Exception:  # noqa: BLE001 -- a page of some proxy's, which anymail took for an answer
        return SendResult(Outcome.UNKNOWN, f"{name} by the provider")
    return SendResult(
        rule.outcome if rule else REFUSALS[name],
        f"{name} by the provider",
        retry_after=rule.wait if rule else None,
    )
