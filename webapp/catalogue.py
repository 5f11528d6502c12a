"""What the page says in Arabic about an answer (notices) and about what went wrong (errors), by code.

A code that is not here falls back to its own English message: a new notice is never lost.
"""

from dataclasses import dataclass

from markupsafe import Markup, escape

from indexer.answers import Level, Notice
from indexer.errors import BadParameter, MasadirError, QuestionTooLong
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from webapp.present import isolate
from webapp.wording import ARTICLE, LEVELS, counted, number

# Isolated, because after Arabic letters the parts of 2021-06 would change places.
_DATE_EXAMPLES = " أو ".join(f'<bdi dir="ltr">{example}</bdi>' for example in ("2021", "2021-06", "2021-06-05"))

_NOTICES = {
    "function-words": "كلمات شائعة لم تُحتسب في الترتيب: {all}.",
    "no-words": "ليس في السؤال كلمة يمكن البحث عنها.",
    "level-hint": "لا مقال يجيب عند هذه الدرجة. عند درجة {0}: {1}.",
    "did-you-mean": "قلّما ترد هذه الكلمات كما كُتبت. أتقصد: {0}؟",
    "unclosed-quote": "في السؤال علامة تنصيص لم تُغلق، فبُحث عمّا بعدها كلماتٍ لا عبارة.",
    "unbalanced-parenthesis": "في السؤال قوس بلا نظير، فأُهمل.",
    "prefix-limited": "كلمات كثيرة تبدأ بـ{0}، فبُحث عن أكثرها ورودًا ({1}).",
    "only-negative": "السؤال كله استثناء، فهذه كل المقالات الأخرى.",
    "bad-date": f"تاريخ لم يُفهم فأُهمل: {{all}}. اكتبه هكذا: {_DATE_EXAMPLES}.",
    "operator-ignored": "في السؤال رابط مثل «و» أو «أو» ليس بجانبه ما يربطه، فأُهمل.",
}

_PARAMETERS = {
    "page": "رقم الصفحة عدد صحيح أكبر من الصفر.",
    "size": f"عدد النتائج في الصفحة عدد صحيح من 1 إلى {PAGE_SIZE_LIMIT}.",
    "level": "درجة المطابقة واحدة من أربع: exact أو form أو stem أو root.",
    "from": f"تاريخ البداية يُكتب سنةً أو شهرًا من سنة أو يومًا، مثل {_DATE_EXAMPLES}.",
    "to": f"تاريخ النهاية لا يسبق تاريخ البداية، ويُكتب مثله: {_DATE_EXAMPLES}.",
    "sort": "الترتيب واحد من ثلاثة: relevance أو newest أو oldest.",
}


@dataclass(frozen=True, slots=True)
class ErrorWording:
    """The heading of an error page, and what to do about it; a colon at its end leads to the error's own command."""

    heading: str
    advice: str


_ERRORS = {
    "article-not-found": ErrorWording(
        "لا مقال بهذا العنوان", "لعلّه حُذف من المصادر أو تغيّر اسم ملفه. ابحث عنه بكلمات من عنوانه."
    ),
    "index-missing": ErrorWording("لم يُبنَ الفهرس بعد", "ابنِ الفهرس بهذا الأمر، ثم أعد تحميل الصفحة:"),
    "index-stale": ErrorWording(
        "الفهرس قديم", "بنته نسخة أخرى من البرنامج. أعد بناءه بهذا الأمر، ثم أعد تحميل الصفحة:"
    ),
    "index-damaged": ErrorWording("الفهرس تالف", "أعد بناءه بهذا الأمر، ثم أعد تحميل الصفحة:"),
    "index-busy": ErrorWording("الفهرس قيد البناء", "انتظر حتى ينتهي البناء، ثم أعد تحميل الصفحة."),
}

_STATUSES = {
    400: ErrorWording("طلب غير مفهوم", "في عنوان الصفحة خطأ. ارجع إلى صفحة البحث وأعد المحاولة."),
    404: ErrorWording("لا صفحة بهذا العنوان", "تحقّق من العنوان، أو ابدأ من صفحة البحث."),
    405: ErrorWording("طريقة طلب غير متاحة", "هذه الصفحة تُقرأ ولا يُرسل إليها شيء."),
    503: ErrorWording("الخدمة غير متاحة الآن", "أعد المحاولة بعد قليل."),
}

_UNEXPECTED = ErrorWording("حدث خطأ غير متوقع", "سُجّل الخطأ عند مشغّل الخدمة. أعد المحاولة، فإن تكرر فأخبره.")


def error_wording(status: int, code: str) -> ErrorWording:
    """What an error page says, by the error's code or else by its HTTP status."""
    return _ERRORS.get(code) or _STATUSES.get(status) or _UNEXPECTED


def question_error_sentence(error: MasadirError) -> Markup:
    """What is wrong with a question or with one of its parameters."""
    if isinstance(error, QuestionTooLong):
        return escape(f"السؤال أطول مما يُجاب عنه؛ الحدّ {number(QUESTION_LIMIT)} حرف. اختصره وأعد المحاولة.")
    if isinstance(error, BadParameter) and error.parameter in _PARAMETERS:
        return Markup(_PARAMETERS[error.parameter])  # noqa: S704  # the catalogue's own sentences
    return Markup('<span lang="en" dir="ltr">{}</span>').format(error.message)


def notice_sentence(notice: Notice) -> Markup:
    """A notice in Arabic, the words it speaks of isolated; its own message where we have no Arabic for it."""
    try:
        values = _level_hint_values(notice.values) if notice.code == "level-hint" else notice.values
        words = [isolate(f"«{value}»") for value in values]
        return Markup(_NOTICES[notice.code]).format(  # noqa: S704  # the catalogue's own sentences
            *words, all=Markup("، ").join(words)
        )
    except (KeyError, IndexError, ValueError):  # a code or values that this catalogue doesn't know
        return Markup('<span lang="en" dir="ltr">{}</span>').format(notice.message)


def _level_hint_values(values: tuple[str, ...]) -> tuple[str, ...]:
    return LEVELS[Level(values[0])].name, counted(int(values[1]), ARTICLE)
