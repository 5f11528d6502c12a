"""What people come to the pages for, in a real browser on the real engine, with JavaScript and without."""

import re
from urllib.parse import quote, urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains

from tests.webapp.browsing import BROWSER_MARKS, PHONE, ask, every, follow, how_many, is_visible, mouse, one, resize

pytestmark = BROWSER_MARKS


def test_without_javascript_means_without(browser: webdriver.Chrome, request: pytest.FixtureRequest) -> None:
    browser.get("data:text/html,<body><script>document.body.id='ran'</script>")
    assert bool(every(browser, "#ran")) == ("without" not in request.node.callspec.params["browser"])


def test_a_person_searches_from_home_and_reads_an_article_with_its_marks(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site)
    ask(browser, "جسر القرية")
    assert "جسر القرية" in one(browser, "h1").text
    assert "نتيجة" in how_many(browser)
    assert len(every(browser, ".hit")) == 10
    marks = every(browser, ".passage mark")
    assert marks
    assert all(mark.is_displayed() for mark in marks)
    assert marks[0].value_of_css_property("background-color") != "rgba(0, 0, 0, 0)"
    title = one(browser, ".hit h2 a")
    expected = title.text
    follow(title)
    assert one(browser, "h1").text == expected
    assert every(browser, ".body mark")
    assert one(browser, "#q").get_property("value") == "جسر القرية"
    follow(one(browser, ".back a"))
    assert len(every(browser, ".hit")) == 10


def test_a_passage_leads_to_its_paragraph(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=القرية")
    follow(one(browser, ".passage .place"))
    fragment = urlsplit(browser.current_url).fragment
    assert re.fullmatch(r"p-[a-z2-7]{8}", fragment)
    assert "القرية" in one(browser, f"#{fragment}").text
    assert "asked" in str(one(browser, f"#{fragment}").get_attribute("class"))


def test_the_ladder_leads_from_level_to_level(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    counts = [int(count.text) for count in every(browser, ".ladder .count")]
    assert counts == sorted(counts)
    assert counts[2] == 15
    follow(every(browser, ".ladder a")[0])
    assert one(browser, ".ladder [aria-current]").text.startswith("كما كُتبت")
    assert {mark.get_attribute("class") for mark in every(browser, ".passage mark")} == {"level-exact"}


def test_filters_narrow_and_are_taken_away(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=الطريق")
    before = how_many(browser)
    facets = every(browser, ".facet a")
    follow(next(link for link in facets if "ليلى" in str(link.get_property("textContent"))), mouse)
    assert how_many(browser) != before
    assert "ليلى المرسي" in one(browser, ".chips").text
    mouse(one(browser, "#from"))
    ActionChains(browser).send_keys("٢٠١٥").perform()
    follow(one(browser, ".panel > button"), mouse)
    assert "2015" in one(browser, ".chips").text
    while chips := every(browser, ".chips a"):
        follow(chips[0])
    assert how_many(browser) == before


def test_the_reason_and_the_second_page_are_one_click_away(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    one(browser, ".hit summary").click()
    assert one(browser, ".matched").is_displayed()
    follow(one(browser, ".pager [rel=next]"))
    assert one(browser, ".hits").get_attribute("start") == "11"
    assert len(every(browser, ".hit")) == 5


def test_on_a_phone_the_filters_are_folded_and_on_a_desktop_they_are_open(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر")
    assert is_visible(one(browser, "#from"))
    resize(browser, PHONE)
    assert not is_visible(one(browser, "#from"))
    one(browser, "aside summary").click()
    assert is_visible(one(browser, "#from"))


def test_the_question_is_shown_as_it_was_understood_and_its_parts_can_be_taken_away(
    browser: webdriver.Chrome, site: str
) -> None:
    browser.get(site + "/search?q=" + quote("جسر -الطريق"))
    chips = every(browser, ".chips a")
    assert [chip.text.split(":")[0] for chip in chips] == ["كلمة", "من دون"]
    follow(chips[1])
    assert one(browser, "#q").get_property("value") == "جسر"


def test_a_bar_of_the_timeline_narrows_the_answer_to_its_years(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=الأهالي")
    bars = every(browser, ".timeline a")
    assert len(bars) == 7
    follow(bars[0])
    assert [chip.text.split()[:2] for chip in every(browser, ".chips a")] == [["من:", "2010"], ["إلى:", "2011"]]
    assert how_many(browser).startswith("نتيجتان")
    assert every(browser, ".timeline a")


def test_the_dates_may_be_hijri_and_the_other_calendar_is_told(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=الأهالي")
    assert "هـ" in str(one(browser, ".hit time").get_attribute("title"))


def test_filters_that_leave_nothing_are_named(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=الأهالي&author=ليلى المرسي&from=1990&to=1991")
    assert how_many(browser).startswith("لا مقال يجيب")
    follow(one(browser, ".nothing li a"))
    assert every(browser, ".hit")


def test_the_language_of_the_page_is_one_link_away_and_stays(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/search?q=جسر&level=root")
    follow(one(browser, ".sections [lang=en]"))
    assert one(browser, "html").get_attribute("dir") == "ltr"
    assert one(browser, "h1").text.startswith("Results for")
    follow(one(browser, ".hit h2 a"))
    assert "/en/article/" in browser.current_url
    assert one(browser, ".body").get_attribute("dir") == "rtl"
    follow(one(browser, ".sections [lang=ar]"))
    assert one(browser, "html").get_attribute("dir") == "rtl"
    assert every(browser, ".body mark")


def test_marks_are_walked_through_one_by_one(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/article/bridge-3?q=جسر")
    assert one(browser, ".marks [role=status]").text == "3 كلمات معلَّمة"
    for number in (1, 2, 3):
        mouse(one(browser, ".marks [data-step='1']"))
        assert urlsplit(browser.current_url).fragment == f"m{number}"
        assert one(browser, ".marks [role=status]").text == f"الكلمة {number} من 3"
    assert not [link for link in every(browser, ".marks [data-step='1']") if is_visible(link)]
    mouse(one(browser, ".marks [data-step='-1']"))
    assert urlsplit(browser.current_url).fragment == "m2"


def test_vowels_can_be_hidden_and_the_text_made_larger(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/article/vowels?q=الناعورة")
    assert one(browser, ".body mark").text == "النَّاعُورَةُ"
    before = float(one(browser, ".body").value_of_css_property("font-size").removesuffix("px"))
    follow(one(browser, ".tools > a"))
    assert one(browser, ".body mark").text == "الناعورة"
    assert one(browser, "h1 mark").text == "النَّاعُورَةِ"
    follow(one(browser, ".size-large"))
    assert float(one(browser, ".body").value_of_css_property("font-size").removesuffix("px")) > before
    assert one(browser, ".body mark").text == "الناعورة"


def test_a_long_article_comes_in_parts(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/article/book")
    first = one(browser, ".body p").text
    follow(one(browser, ".pager [rel=next]"))
    assert one(browser, ".body p").text != first
    follow(every(browser, ".pager a")[-1])
    last = one(browser, ".body p:last-child a")
    number = one(browser, ".body p:last-child span[id]").get_attribute("id")
    browser.get(str(last.get_property("href")))
    assert number == one(browser, ".asked span[id]").get_attribute("id")


def test_a_paragraph_is_quoted_with_its_attribution(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/article/bridge-3")
    follow(every(browser, ".paragraph-tools a")[3])
    card = one(browser, ".quotation").text
    for expected in ("وقال الأهالي", "ليلى المرسي", "صحيفة المعبر", "/article/bridge-3?paragraph=p-", "SHA-256"):
        assert expected in card
    follow(one(browser, ".quotation .facts a"))
    assert "وقال الأهالي" in one(browser, ".asked").text


def test_the_examples_of_the_help_find_something(browser: webdriver.Chrome, site: str) -> None:
    browser.get(site + "/help")
    addresses = [str(link.get_property("href")) for link in every(browser, ".help a")]
    assert len(addresses) >= 9
    browser.get(addresses[0])
    assert every(browser, ".hit")
