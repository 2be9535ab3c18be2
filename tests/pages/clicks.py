"""What an editor does with a mouse, counted."""

from playwright.sync_api import expect

# Labels and scripts make further clicks of one press.
COUNTER = """addEventListener("pointerdown", event => event.isTrusted && therapyPress(), true)"""


def counted(page) -> list[int]:
    """Return a list that grows with each press of a button of the mouse, on any page."""
    presses = []
    page.expose_function("therapyPress", lambda: presses.append(1))
    page.add_init_script(COUNTER)
    return presses


def publish(page, label="Publish"):
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".messages")).to_contain_text("published")


def type_date(page, field, text):
    """Type into a field that opens a calendar, and leave it, which closes the calendar."""
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    field.fill(text)
    expect(calendar).to_have_count(1)
    field.press("Tab")
    expect(calendar).to_have_count(0)


def choose(select, value):
    """Press on a list of options, and let go on one of them."""
    select.click()
    select.select_option(value)
