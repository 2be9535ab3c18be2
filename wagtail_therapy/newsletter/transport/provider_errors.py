"""What the errors of providers mean, where the HTTP status says too little."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from .results import Outcome

# A day's quota comes back within a day. Nine waits as long as this one are more than a day, and
# the tenth error in a row pauses a mailing.
UNTIL_QUOTA = timedelta(hours=3)
# Of an answer that may be of any size.
MOST_VALUES = 200
LONGEST_VALUE = 1000


class Rule(NamedTuple):
    """What an answer means that has all of these words.

    A word with "=" is a key and its value; any other is a part of what is said, in any case.
    """

    outcome: Outcome
    words: tuple[str, ...]
    wait: timedelta | None = None


def pauses(*words: str) -> Rule:
    return Rule(Outcome.MISCONFIGURED, words)


def waits(*words: str) -> Rule:
    return Rule(Outcome.UNREACHABLE, words)


def waits_for_quota(*words: str) -> Rule:
    return Rule(Outcome.UNREACHABLE, words, UNTIL_QUOTA)


def rejects(*words: str) -> Rule:
    return Rule(Outcome.REJECTED, words)


def refuses(*words: str) -> Rule:
    return Rule(Outcome.REFUSED, words)


SES_BUSY = (
    "LimitExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
)
# About the key, the account, or the sender.
SES_CLOSED = (
    "AccessDenied",
    "AccessDeniedException",
    "AccountSendingPausedException",
    "AccountSuspendedException",
    "ConfigurationSetDoesNotExist",
    "ConfigurationSetSendingPausedException",
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MailFromDomainNotVerifiedException",
    "MissingAuthenticationToken",
    "NotAuthorized",
    "NotFoundException",
    "OptInRequired",
    "RequestExpired",
    "SendingPausedException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
)
POSTAL_CLOSED = (
    "AccessDenied",
    "FromAddressMissing",
    "InvalidServerAPIKey",
    "ServerSuspended",
    "UnauthenticatedFromAddress",
)
# No token, no sender of this name, sender not confirmed, out of credits, account under review.
POSTMARK_CLOSED = ("10", "400", "401", "405", "412", "413")

# By anymail's name of the provider. The first rule that fits counts; "http" is the status.
RULES: dict[str, tuple[Rule, ...]] = {
    # https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
    # https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html
    # https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
    "Amazon SES": (
        waits_for_quota("daily message quota exceeded"),
        *(waits(f"Code={code}") for code in SES_BUSY),
        *(pauses(f"Code={code}") for code in SES_CLOSED),
        pauses("Code=MessageRejected", "not verified"),
        pauses("Code=MessageRejected", "sending suspended"),
        pauses("Code=MessageRejected", "sending paused"),
    ),
    # https://developers.brevo.com/docs/how-it-works
    "Brevo": (
        waits_for_quota("code=not_enough_credits"),
        rejects("code=invalid_parameter", "not valid in to"),
        pauses("code=invalid_parameter", "sender"),
    ),
    # https://developers.mailersend.com/general.html
    "MailerSend": (
        waits_for_quota("http=429", "quota"),
        pauses("http=422", "domain must be verified"),
        pauses("http=422", "trial account"),
        rejects("http=422", "to.0.email must be"),
    ),
    # https://documentation.mailgun.com/docs/mailgun/api-reference/mg-status-codes
    "Mailgun": (
        waits_for_quota("http=403", "limit exceeded"),
        pauses("http=400", "sandbox"),
        pauses("http=400", "'from' parameter"),
        rejects("http=400", "'to' parameter is not a valid address"),
    ),
    # https://dev.mailjet.com/email/guides/send-api-v31/
    "Mailjet": (
        *(pauses("Status=error", f"StatusCode={status}") for status in (401, 403)),
        rejects("Status=error", "ErrorCode=mj-0013", "to[0].email"),
        pauses("Status=error", "ErrorRelatedTo=From"),
    ),
    # https://docs.mailtrap.io/developers/email-sending
    "Mailtrap": (
        waits_for_quota("http=429", "daily"),
        pauses("http=429", "monthly"),
        rejects("http=400", "'to'", "invalid"),
    ),
    # An error is a 500: https://mailchimp.com/developer/transactional/docs/error-glossary/
    # reject_reason: https://mailchimp.com/developer/transactional/api/messages/send-new-message/
    "Mandrill": (
        *(
            pauses(f"name={name}")
            for name in ("Invalid_Key", "PaymentRequired", "Unknown_Subaccount")
        ),
        waits("name=ServiceUnavailable"),
        pauses("name=ValidationError", "from_email"),
        refuses("name=ValidationError"),
        waits_for_quota("reject_reason=test-mode-limit"),
        pauses("reject_reason=invalid-sender"),
        pauses("reject_reason=unsigned"),
    ),
    # An error is a 200: https://docs.postalserver.io/developer/api
    "Postal": (
        *(pauses(f"code={code}") for code in POSTAL_CLOSED),
        *(refuses(f"code={code}") for code in ("NoContent", "NoRecipients", "ValidationError")),
        refuses("status=parameter-error"),
    ),
    # https://postmarkapp.com/developer/api/overview#error-codes
    "Postmark": (
        *(pauses(f"ErrorCode={code}") for code in POSTMARK_CLOSED),
        pauses("ErrorCode=300", "'from'"),
    ),
    # https://resend.com/docs/api-reference/errors
    "Resend": (
        waits_for_quota("name=daily_quota_exceeded"),
        *(
            pauses(f"name={name}")
            for name in ("monthly_quota_exceeded", "invalid_from_address", "security_error")
        ),
        pauses("name=validation_error", "api key is invalid"),
        rejects("name=validation_error", "invalid `to` field"),
    ),
    # https://www.scaleway.com/en/developers/api/transactional-email/
    "Scaleway": (
        waits_for_quota("type=quotas_exceeded"),
        pauses("type=precondition_failed"),
        pauses("http=400", "from address"),
        pauses("argument_name=from.email"),
        rejects("argument_name=to"),
    ),
    # https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
    "SendGrid": (
        waits_for_quota("http=401", "maximum credits exceeded"),
        rejects("does not contain a valid address", "personalizations."),
    ),
    # https://support.sparkpost.com/docs/tech-resources/extended-error-codes
    "SparkPost": (
        pauses("http=420", "sandbox"),
        waits_for_quota("http=420"),
        pauses("code=7001"),
        pauses("unconfigured sending domain"),
        rejects("code=5002"),
    ),
    # https://godocs.unisender.ru/web-api-ref
    "Unisender Go": (
        pauses("can not decode key"),
        # The account is in another of its data centers.
        pauses("code=114"),
    ),
}


def rule_for(esp_name: str, status: int | None, answer: Any) -> Rule | None:
    """Return the rule for what a provider answers, read from JSON; None when none fits."""
    values, said = {f"http={status}"}, ""
    for key, value in _leaves(answer):
        values.add(f"{key}={value}")
        said += f" {value.casefold()}"
    for rule in RULES.get(esp_name, ()):
        if all(word in values if "=" in word else word in said for word in rule.words):
            return rule
    return None


def _leaves(answer: Any) -> Iterator[tuple[str, str]]:
    """Yield keys and values; a list's values have the key of the list."""
    waiting = [("", answer)]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        key, value = waiting.pop()
        match value:
            case dict():
                waiting += [(str(name), inner) for name, inner in value.items()]
            case list():
                waiting += [(key, inner) for inner in value]
            case _:
                yield key, str(value)[:LONGEST_VALUE]
