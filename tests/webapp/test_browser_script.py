"""What the script adds for those who have one: suggestions, steps without loading, copying, quoting a selection."""

from urllib.parse import parse_qs, urlsplit

from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.webapp.browsing import BROWSER_MARKS, arrive, every, follow, one

pytestmark = BROWSER_MARKS


def wait_for(browser: webdriver.Chrome, selector: str) -> None:
    WebDriverWait(browser, 10).until(lambda _: [found for found in every(browser, selector) if found.is_displayed()])


def test_suggestions_are_chosen_from_the_keyboard(scripted_browser: webdriver.Chrome, site: str) -> None:
    browser = scripted_browser
    browser.get(site)
    field = one(browser, "#q")
    field.send_keys("الجس")
    wait_for(browser, "[role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    assert one(browser, ".box [role=status]").get_attribute("textContent") == "عدد الاقتراحات: 2"
    field.send_keys(Keys.ARROW_DOWN)
    active = str(field.get_attribute("aria-activedescendant"))
    chosen = one(browser, f"#{active}")
    assert chosen.get_attribute("aria-selected") == "true"
    text = chosen.text
    page = one(browser, "html")
    field.send_keys(Keys.ENTER)
    arrive(browser, page)
    assert one(browser, "#q").get_property("value") == text
    assert every(browser, ".hit")


def test_escape_closes_the_suggestions_and_keeps_the_question(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site)
    field = one(scripted_browser, "#q")
    field.send_keys("الجس")
    wait_for(scripted_browser, "[role=option]")
    field.send_keys(Keys.ESCAPE)
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_property("value") == "الجس"


def test_arrows_go_round_and_a_click_takes_a_suggestion(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site)
    field = one(scripted_browser, "#q")
    field.send_keys("الجس")
    wait_for(scripted_browser, "[role=option]")
    last = every(scripted_browser, "[role=option]")[-1]
    field.send_keys(Keys.ARROW_UP)
    assert field.get_attribute("aria-activedescendant") == last.get_attribute("id")
    field.send_keys(Keys.ARROW_DOWN)
    assert field.get_attribute("aria-activedescendant") is None
    follow(last)
    assert every(scripted_browser, ".hit")


def test_that_there_are_no_suggestions_is_said(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site)
    one(scripted_browser, "#q").send_keys("ظظظ")
    status = one(scripted_browser, ".box [role=status]")
    WebDriverWait(scripted_browser, 10).until(lambda _: status.get_attribute("textContent") == "لا اقتراحات")


def test_steps_from_mark_to_mark_load_nothing(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site + "/article/bridge-3?q=جسر")
    scripted_browser.execute_script("window.stays = true")
    one(scripted_browser, "[data-step='1']").click()
    assert scripted_browser.execute_script("return window.stays")
    assert every(scripted_browser, "#m1.current")


def test_a_selection_is_quoted(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site + "/article/bridge-3")
    scripted_browser.execute_script(
        "const text = document.querySelector('#p1').nextSibling; getSelection().setBaseAndExtent(text, 0, text, 17)"
    )
    wait_for(scripted_browser, ".quote-button")
    follow(one(scripted_browser, ".quote-button"))
    assert parse_qs(urlsplit(scripted_browser.current_url).query)["text"] == ["افتُتح جسر القرية"]
    assert one(scripted_browser, "blockquote").text == "افتُتح جسر القرية"


def test_the_attribution_is_copied(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    scripted_browser.get(site + "/article/bridge-3")
    button = one(scripted_browser, ".reference .copy")
    button.click()
    WebDriverWait(scripted_browser, 10).until(lambda _: button.text == "نُسخ")
    copied = scripted_browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied.startswith("ليلى المرسي، «خبر الجسر رقم 3»، صحيفة المعبر،")
    assert copied.endswith("/article/bridge-3")


def test_an_old_address_by_number_is_found_in_a_later_part(scripted_browser: webdriver.Chrome, site: str) -> None:
    scripted_browser.get(site + "/article/book#p2000")
    WebDriverWait(scripted_browser, 10).until(lambda _: every(scripted_browser, ".asked #p2000"))
