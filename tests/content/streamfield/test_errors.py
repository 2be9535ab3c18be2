from django.core.exceptions import ValidationError
from wagtail.blocks import (
    StreamBlockValidationError,
    StructBlockValidationError,
)

from wagtail_therapy.content.streamfield.errors import add_block_errors


def invalid(text):
    return ValidationError(text)


def test_added_errors_keep_those_that_are_there():
    struct = StructBlockValidationError(block_errors={"text": invalid("Empty.")})
    error = StreamBlockValidationError(block_errors={0: invalid("Long."), 1: struct})

    add_block_errors(error, {number: invalid("Unknown.") for number in range(3)})

    assert error.as_json_data() == {
        "blockErrors": {
            0: {"messages": ["Long.", "Unknown."]},
            1: {"messages": ["Unknown."], "blockErrors": {"text": {"messages": ["Empty."]}}},
            2: {"messages": ["Unknown."]},
        }
    }


def test_error_of_a_whole_field_stays_as_it_is():
    error = invalid("Too much.")
    add_block_errors(error, {0: invalid("Unknown.")})
    assert error.messages == ["Too much."]
