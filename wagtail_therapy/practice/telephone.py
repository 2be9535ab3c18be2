"""Telephone numbers as people write them, and the addresses that dial them."""

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import CountryCodeSource, PhoneNumber, PhoneNumberType, ValidationResult

# As in 9-8-8, 116 123 and 13.11.14, with the blanks and dashes of word processors.
SEPARATORS = dict.fromkeys(map(ord, " \u00a0\u202f-\u2010\u2011–./()"))
# 112, 988, 1737, 85258, 13 11 14. libphonenumber doesn't know all of them.
SHORT_CODE_LENGTHS = range(2, 7)
# These work only in their own country, and often not with its country code.
NATIONAL_TYPES = {PhoneNumberType.SHARED_COST, PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN}

NOT_A_NUMBER = _(
    "This number can’t be dialled as it is written. Write it with its country code, such as "
    "+44 20 7946 0000."
)
NOT_A_LINE = _(
    "This number can’t be dialled as it is written. Write a short number such as 116 123, or one "
    "with its country code, such as +44 20 7946 0000."
)


def phone_url(scheme: str, number: str, region: str = "") -> str:
    """Return the address that dials (``tel``) or texts (``sms``), or "" for a wrong number."""
    number = dialled(number, region)
    return f"{scheme}:{number}" if number else ""


def dialled(number: str, region: str = "") -> str:
    """Return the number that a telephone dials, or "" if it isn't a telephone number.

    ``region`` is the ISO 3166 country of numbers without a country code.
    """
    return _short_code(number) or _full_number(number, region)


def digit_forms(number: str, region: str = "") -> set[str]:
    """Return the digits of a number with and without its country and area code."""
    if short := _short_code(number):
        return {short}
    try:
        parsed = phonenumbers.parse(number, region.upper() or None)
    except phonenumbers.NumberParseException:
        return set()
    forms = phonenumbers.PhoneNumberFormat
    national = phonenumbers.format_number(parsed, forms.NATIONAL)
    full = phonenumbers.format_number(parsed, forms.E164)
    significant = phonenumbers.national_significant_number(parsed)
    return {phonenumbers.normalize_digits_only(one) for one in (national, full, significant)}


def number_problem(number: str, region: str, *, is_line: bool = False) -> Promise | None:
    """Return the error for a number that can't be dialled, or None.

    Crisis lines and emergency services may have short numbers.
    """
    found = dialled(number, region) if is_line else _full_number(number, region)
    if found or not number.strip():
        return None
    return NOT_A_LINE if is_line else NOT_A_NUMBER


def region_of(country: str) -> str:
    """Return the ISO 3166 code of a country that is written as a code; otherwise ""."""
    code = country.strip().upper()
    code = {"UK": "GB", "USA": "US"}.get(code, code)
    return code if code in phonenumbers.SUPPORTED_REGIONS else ""


def _short_code(number: str) -> str:
    digits = number.strip().translate(SEPARATORS)
    is_one = digits.isascii() and digits.isdecimal() and len(digits) in SHORT_CODE_LENGTHS
    return digits if is_one else ""


def _full_number(number: str, region: str) -> str:
    try:
        parsed = phonenumbers.parse(number, region.upper() or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return ""
    is_national = parsed.country_code_source == CountryCodeSource.FROM_DEFAULT_COUNTRY
    if not _rings(parsed, is_national=is_national):
        return ""
    if is_national and phonenumbers.number_type(parsed) in NATIONAL_TYPES:
        return phonenumbers.format_number_for_mobile_dialing(parsed, region.upper(), False)
    # RFC 3966
    extension = f";ext={parsed.extension}" if parsed.extension else ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) + extension


def _rings(parsed: PhoneNumber, *, is_national: bool) -> bool:
    if is_national:
        return phonenumbers.is_valid_number(parsed)
    # A country may have new numbers that the installed libphonenumber doesn't know.
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    return reason == ValidationResult.IS_POSSIBLE
