"""Whole files as services export them, with their headers and made-up people.

Each has Ada, who gets emails, and others who must not.
"""

from tests.newsletter.readers.subscriber_files.files import zipped

MAILCHIMP = (
    "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,"
    "LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,{}LAST_CHANGED,LEID,EUID,NOTES,TAGS\n"
    '{},{},Example,2,"2021-01-12 10:54:27",,"2021-01-12 10:55:01",192.0.2.1,51.5,-0.1,0,0,'
    'Europe/London,GB,LND,{}"2021-01-12 10:55:01",123,abc,,"""Friends"""\n'
)
SQUARESPACE = (
    '"Email","First Name","Last Name","Billing Address 1","Billing City","Phone Number",'
    '"Created On","Member Since","Subscriber Since","Subscriber Source","Tags","Mailing Lists",'
    '"Order Count","Accepts Marketing"\n'
)
SINCE = "June 10, 2024 at 8:43:01 AM PDT"


def mailchimp():
    unsubscribed = "UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,"
    cleaned = "CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,"
    files = {
        "subscribed": MAILCHIMP.format("", "ada@mail.example", "Ada", ""),
        "unsubscribed": MAILCHIMP.format(
            unsubscribed, "bo@mail.example", "Bo", "2022-01-12 10:54:27,,,,"
        ),
        "cleaned": MAILCHIMP.format(cleaned, "cy@mail.example", "Cy", "2022-01-12 10:54:27,,,"),
    }
    return zipped(**{f"{name}_members_export_1a2b3c.csv": text for name, text in files.items()})


SUBSTACK = (
    "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\n"
    "ada@mail.example,false,,other,false,2021-01-12T10:54:27.000Z,\n"
    "bo@mail.example,false,,other,true,2021-01-12T10:54:27.000Z,\n"
)
GHOST = (
    "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,"
    "deleted_at,labels,tiers,gift_id\r\n"
    "1,ada@mail.example,Ada,,true,,,2021-01-12T10:54:27.000Z,,,,\r\n"
    "2,bo@mail.example,Bo,Rang in March,false,,,2021-01-12T10:54:27.000Z,,,,\r\n"
)
BUTTONDOWN = (
    "email,notes,metadata,tags,referrer_url,secondary_id,type,source,utm_campaign,creation_date\n"
    "ada@mail.example,,{},,,1,regular,organic,,2021-01-12T10:54:27Z\n"
    "bo@mail.example,,{},,,2,unsubscribed,organic,,2021-01-12T10:54:27Z\n"
    "cy@mail.example,,{},,,3,churning,organic,,2021-01-12T10:54:27Z\n"
)
WIX = (
    "First Name,Last Name,Email 1,Phone 1,Address 1 - Street,Labels,Created At (UTC+0),"
    "Email subscriber status,SMS subscriber status,Last Activity,Source,Language\n"
    "Ada,Example,ada@mail.example,020 7946 0001,1 Sea Road,,2021-01-12 10:54,Subscribed,,,Form,en\n"
    "Bo,Example,bo@mail.example,020 7946 0002,,Client,2021-01-12 10:54,Never subscribed,,,Form,en\n"
)
BEEHIIV = (
    "email,First Name,Last Name,status,tier,created_at,utm_source,unsubscribed_at\n"
    "ada@mail.example,Ada,Example,active,free,2021-01-12 10:54:27 UTC,,\n"
    "bo@mail.example,Bo,Example,pending,free,2021-01-12 10:54:27 UTC,,\n"
)

FILES = {
    "Mailchimp": ("audience_export.zip", mailchimp()),
    "Substack": ("email_list.csv", SUBSTACK.encode()),
    "Ghost": ("members.csv", GHOST.encode()),
    "Buttondown": ("subscribers.zip", zipped(**{"subscribers.csv": BUTTONDOWN})),
    "Squarespace": (
        "profiles.csv",
        (
            f'{SQUARESPACE}"ada@mail.example","Ada","","","","","{SINCE}","","{SINCE}","Form","",'
            '"News","0","true"\n"bo@mail.example","Bo","","1 Sea Road","Harrow","","'
            f'{SINCE}","{SINCE}","","","","","3","true"\n'
        ).encode(),
    ),
    "Wix": ("contacts.csv", WIX.encode()),
    "Jetpack": ("subscribers.csv", b"ada@mail.example\nbo@mail.example\n"),
    "beehiiv": ("subscribers_export.csv", BEEHIIV.encode()),
}
