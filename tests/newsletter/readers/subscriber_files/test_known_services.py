"""Each service is known by the column that says who is subscribed."""

import pytest

from tests.newsletter.readers.subscriber_files.files import found, zipped

FILES = {
    "mailchimp": (
        (
            "Courriel,Prénom,MEMBER_RATING,CONFIRM_TIME,LEID,EUID\n"
            "ada@mail.example,Ada,2,2021-01-12 10:54:27,1,a\nbo@mail.example,,2,,2,b\n"
        ),
        [("ada@mail.example", "subscribed", None), ("bo@mail.example", "never_subscribed", None)],
    ),
    "mailchimp unsubscribed": (
        (
            "Email Address,CONFIRM_TIME,UNSUB_TIME,LEID,EUID\n"
            "ada@mail.example,2021-01-12 10:54:27,2022-01-12 10:54:27,1,a\n"
        ),
        [("ada@mail.example", "left", None)],
    ),
    "mailchimp cleaned": (
        (
            "Email Address,CONFIRM_TIME,CLEAN_TIME,LEID,EUID\n"
            "ada@mail.example,2021-01-12 10:54:27,2022-01-12 10:54:27,1,a\n"
        ),
        [("ada@mail.example", "bounced", None)],
    ),
    "substack": (
        (
            "email,active_subscription,email_disabled,created_at\n"
            "ada@mail.example,false,false,2021-01-12T10:54:27Z\nbo@mail.example,true,true,\n"
        ),
        [("ada@mail.example", "subscribed", None), ("bo@mail.example", "left", None)],
    ),
    "ghost": (
        (
            "id,email,name,subscribed_to_emails,created_at,deleted_at,custom_fields.town\r\n"
            "1,ada@mail.example,Ada,true,2021-01-12T10:54:27.000Z,,Leeds\r\n"
            "2,bo@mail.example,Bo,false,2021-01-12T10:54:27.000Z,,\r\n"
            "3,cy@mail.example,Cy,true,2021-01-12T10:54:27.000Z,2022-01-01,\r\n"
        ),
        [
            ("ada@mail.example", "subscribed", None),
            ("bo@mail.example", "left", None),
            ("cy@mail.example", "left", None),
        ],
    ),
    "squarespace": (
        (
            '"Email","First Name","Member Since","Subscriber Since","Accepts Marketing"\n'
            '"ada@mail.example","Ada","","June 10, 2024 at 8:43:01 AM PDT","true"\n'
            '"bo@mail.example","Bo","June 10, 2024 at 8:43:01 AM PDT","","true"\n'
            '"cy@mail.example","Cy","","June 10, 2024 at 8:43:01 AM PDT","false"\n'
        ),
        [
            ("ada@mail.example", "subscribed", None),
            ("bo@mail.example", "never_subscribed", None),
            ("cy@mail.example", "never_subscribed", None),
        ],
    ),
    "wix": (
        (
            "First Name,Email 1,Phone 1,Created At (UTC+0),Email subscriber status\n"
            "Ada,ada@mail.example,1,2021-01-12,Subscribed\nBo,bo@mail.example,2,,Unsubscribed\n"
            "Cy,cy@mail.example,3,,Never subscribed\nDi,di@mail.example,4,,\n"
        ),
        [
            ("ada@mail.example", "subscribed", None),
            ("bo@mail.example", "left", None),
            ("cy@mail.example", "never_subscribed", None),
            ("di@mail.example", "never_subscribed", None),
        ],
    ),
    "beehiiv": (
        (
            "email,status,tier,created_at,unsubscribed_at\n"
            "ada@mail.example,active,free,2021-01-12 10:54:27 UTC,\n"
            "bo@mail.example,inactive,free,,2022-01-01\ncy@mail.example,pending,free,,\n"
        ),
        [
            ("ada@mail.example", "subscribed", None),
            ("bo@mail.example", "left", None),
            ("cy@mail.example", "unconfirmed", None),
        ],
    ),
    "buttondown": (
        (
            "email,type,creation_date\nada@mail.example,premium,2021-01-12T10:54:27Z\n"
            "bo@mail.example,undeliverable,\ncy@mail.example,blocked,\ndi@mail.example,paused,\n"
            "ed@mail.example,complained,\nfi@mail.example,churning,\n"
        ),
        [
            ("ada@mail.example", "subscribed", None),
            ("bo@mail.example", "bounced", None),
            ("cy@mail.example", "blocked", None),
            ("di@mail.example", "paused", None),
            ("ed@mail.example", "complained", None),
            ("fi@mail.example", "unknown", None),
        ],
    ),
    "jetpack without a header": (
        "ada@mail.example\nbo@mail.example\n",
        [("ada@mail.example", "not_said", None), ("bo@mail.example", "not_said", None)],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_state_is_what_the_service_says(name):
    content, expected = FILES[name]
    assert found(content) == expected


def test_people_who_never_subscribed_are_known_by_the_name_of_mailchimps_file():
    content = FILES["mailchimp"][0]
    packed = zipped(**{"x/nonsubscribed_segment_export_1.csv": content})
    assert {state for _address, state, _problem in found(packed)} == {"never_subscribed"}
