"""The event's days and hours as pages of twenty languages say them, and dates beside the same words that are not its own."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from webpages import best, survey

from eventcal.model import DOUBT, When
from eventcal.reading.pagereader import read_whens

HELD = {
    "de": "Die Tagung findet vom 13. bis 15. Oktober 2026 in Bergen statt.",
    "fr": "Le colloque aura lieu du 13 au 15 octobre 2026 à Bergen.",
    "es": "El congreso se celebrará del 13 al 15 de octubre de 2026 en Bergen.",
    "pt": "O congresso realiza-se de 13 a 15 de outubro de 2026 em Bergen.",
    "it": "Il convegno si terrà dal 13 al 15 ottobre 2026 a Bergen.",
    "nl": "Het congres vindt plaats van 13 tot en met 15 oktober 2026 in Bergen.",
    "pl": "Konferencja odbędzie się w dniach 13-15 października 2026 w Bergen.",
    "cs": "Konference se koná 13.–15. října 2026 v Bergenu.",
    "da": "Konferencen afholdes den 13.-15. oktober 2026 i Bergen.",
    "nb": "Konferansen arrangeres 13.–15. oktober 2026 i Bergen.",
    "sv": "Konferensen äger rum den 13–15 oktober 2026 i Bergen.",
    "fi": "Konferenssi järjestetään Bergenissä 13.–15.10.2026.",
    "hu": "A konferenciát 2026. október 13–15. között rendezzük meg Bergenben.",
    "el": "Το συνέδριο θα πραγματοποιηθεί στις 13-15 Οκτωβρίου 2026 στο Μπέργκεν.",
    "tr": "Kongre 13-15 Ekim 2026 tarihlerinde Bergen'de düzenlenecektir.",
    "ru": "Конференция пройдёт 13–15 октября 2026 года в Бергене.",
    "uk": "Конференція відбудеться 13–15 жовтня 2026 року в Бергені.",
    "ja": "会議は2026年10月13日～15日にベルゲンで開催します。",
    "zh": "会议将于2026年10月13日至15日在卑尔根举行。",
    "zh-Hant": "會議將於2026年10月13日至15日在卑爾根舉行。",
    "ko": "컨퍼런스는 2026년 10월 13일부터 15일까지 베르겐에서 개최됩니다.",
}

DUE = {
    "de": "Anmeldung bis spätestens 1. September 2026.",
    "fr": "Inscription jusqu'au 1er septembre 2026.",
    "es": "Inscripción hasta el 1 de septiembre de 2026.",
    "pt": "Inscrições até o dia 1 de setembro de 2026.",
    "it": "Iscrizioni entro il 1 settembre 2026.",
    "nl": "Inschrijven kan tot en met 1 september 2026.",
    "pl": "Rejestracja trwa do 1 września 2026.",
    "cs": "Registrace do 1. září 2026.",
    "da": "Tilmelding senest den 1. september 2026.",
    "nb": "Påmeldingsfrist: 1. september 2026.",
    "sv": "Anmälan senast den 1 september 2026.",
    "fi": "Ilmoittautuminen viimeistään 1.9.2026.",
    "hu": "Jelentkezési határidő: 2026. szeptember 1.",
    "el": "Προθεσμία εγγραφών: έως 1 Σεπτεμβρίου 2026.",
    "tr": "Son kayıt tarihi: 1 Eylül 2026.",
    "ru": "Регистрация до 1 сентября 2026 года.",
    "uk": "Реєстрація до 1 вересня 2026 року.",
    "ja": "申込締切：2026年9月1日まで。",
    "zh": "报名截止日期：2026年9月1日。",
    "zh-Hant": "報名截止日期：2026年9月1日。",
    "ko": "신청 마감: 2026년 9월 1일까지.",
}

HOURS = {
    "en": ("5 June 2026", "Start: 10:00"),
    "de": ("5. Juni 2026", "Beginn: 10 Uhr"),
    "fr": ("5 juin 2026", "Horaire : 10h"),
    "es": ("5 de junio de 2026", "Hora: 10:00 h"),
    "pt": ("5 de junho de 2026", "Horário: 10h00"),
    "it": ("5 giugno 2026", "Orario: ore 10.00"),
    "nl": ("5 juni 2026", "Aanvang: 10.00 uur"),
    "pl": ("5 czerwca 2026", "Godzina: 10:00"),
    "cs": ("5. června 2026", "Začátek: 10:00"),
    "da": ("5. juni 2026", "Tid: kl. 10"),
    "nb": ("5. juni 2026", "Tidspunkt: kl. 10.00"),
    "sv": ("5 juni 2026", "Tid: kl. 10.00"),
    "fi": ("5.6.2026", "Aika: klo 10"),
    "hu": ("2026. június 5.", "Kezdés: 10 óra"),
    "el": ("5 Ιουνίου 2026", "Ώρα: 10:00 π.μ."),
    "tr": ("5 Haziran 2026", "Saat: 10:00"),
    "ru": ("5 июня 2026", "Начало: 10:00"),
    "uk": ("5 червня 2026", "Початок: 10:00"),
    "ja": ("2026年6月5日", "時間：午前10時"),
    "zh": ("2026年6月5日", "时间：上午10:00"),
    "zh-Hant": ("2026年6月5日", "時間：上午10時"),
    "ko": ("2026년 6월 5일", "시간: 오전 10시"),
}

ENDS = {
    "en": "Start date: 13 October 2026|End date: 15 October 2026",
    "de": "Beginn: 13. Oktober 2026|Ende: 15. Oktober 2026",
    "fr": "Début : 13 octobre 2026|Fin : 15 octobre 2026",
    "es": "Inicio: 13 de octubre de 2026|Fin: 15 de octubre de 2026",
    "pt": "Início: 13 de outubro de 2026|Término: 15 de outubro de 2026",
    "it": "Inizio: 13 ottobre 2026|Fine: 15 ottobre 2026",
    "nl": "Begin: 13 oktober 2026|Einde: 15 oktober 2026",
    "pl": "Początek: 13 października 2026|Koniec: 15 października 2026",
    "cs": "Začátek: 13. října 2026|Konec: 15. října 2026",
    "da": "Start: 13. oktober 2026|Slut: 15. oktober 2026",
    "sv": "Start: 13 oktober 2026|Slut: 15 oktober 2026",
    "fi": "Alkaa: 13.10.2026|Päättyy: 15.10.2026",
    "hu": "Kezdés: 2026. október 13.|Befejezés: 2026. október 15.",
    "el": "Έναρξη: 13 Οκτωβρίου 2026|Λήξη: 15 Οκτωβρίου 2026",
    "tr": "Başlangıç: 13 Ekim 2026|Bitiş: 15 Ekim 2026",
    "ru": "Начало: 13 октября 2026|Окончание: 15 октября 2026",
    "uk": "Початок: 13 жовтня 2026|Закінчення: 15 жовтня 2026",
    "ja": "開始日：2026年10月13日|終了日：2026年10月15日",
    "zh": "开始时间：2026年10月13日|结束时间：2026年10月15日",
    "ko": "시작일: 2026년 10월 13일|종료일: 2026년 10월 15일",
}

OCTOBER = When(date(2026, 10, 13), date(2026, 10, 15))


def when_of(body: str, lang: str, title: str = "Fjord 2026") -> When | None:
    """The likeliest days; None where they are not sure enough to be told."""
    facts = list(read_whens(survey(body, lang=lang, title=title)))
    fact = best(facts) if facts else None
    return fact.value if fact is not None and fact.score >= DOUBT else None


@pytest.mark.parametrize("lang", HELD)
def test_the_sentence_that_says_when_the_event_is_gives_its_days(lang: str) -> None:
    body = f"<h1>Fjord</h1><p>{DUE[lang]}</p><p>{HELD[lang]}</p>"
    assert when_of(body, lang) == OCTOBER


@pytest.mark.parametrize("lang", DUE)
def test_a_date_by_which_people_register_is_not_the_events(lang: str) -> None:
    assert when_of(f"<h1>Fjord</h1><p>{DUE[lang]}</p>", lang) is None


@pytest.mark.parametrize("lang", HOURS)
def test_hours_with_a_label_are_those_of_the_day(lang: str) -> None:
    day, hours = HOURS[lang]
    body = f"<h1>Fjord</h1><p>{day}, Bergen</p><p>a</p><p>b</p><p>c</p><p>d</p><p>{hours}</p>"
    assert when_of(body, lang) == When(datetime(2026, 6, 5, 10), None)


@pytest.mark.parametrize("lang", ENDS)
def test_a_first_and_a_last_day_with_their_labels_are_one_span(lang: str) -> None:
    first, last = ENDS[lang].split("|")
    assert when_of(f"<h1>Fjord</h1><ul><li>{first}</li><li>{last}</li></ul><p>Bergen</p>", lang) == OCTOBER


@pytest.mark.parametrize(
    "body",
    [
        "<p>Registration opens: 13 October 2026</p><p>Registration closes: 15 October 2026</p>",
        "<p>Deadline: 13 October 2026</p><p>End of the project: 15 October 2026</p>",
    ],
)
def test_other_dates_with_an_end_are_no_span(body: str) -> None:
    when = when_of(f"<h1>Fjord</h1>{body}", "en")
    assert when is None or when.end == when.start


@pytest.mark.parametrize(
    ("body", "hours"),
    [
        ("<p>13 October 2026, 12:00 PM</p><p>12:00 PM - 1:00 PM</p>", "12:00 13:00"),
        (
            "<p>13 October 2026</p><p>The workshop runs from 14:00 to 18:00, in talks of an hour each, in four rooms.</p>",
            "14:00 18:00",
        ),
        ("<p>Start date: 2026-10-13 11:00:00</p><p>End date: 2026-10-13 12:30:00</p>", "11:00 12:30"),
        ("<p>2026-10-13T14:45:00 2026-10-13T16:45:00</p>", "14:45 16:45"),
        ("<p>13 October 2026</p><p>Venue</p><p>Start: 10:00</p><p>End: 12:00</p>", "10:00 12:00"),
        ("<p>13 October 2026</p><table><tr><td>Time</td><td>10:00</td></tr></table>", "10:00 None"),
        ("<p>13 October 2026</p><p>Venue</p><p>11:00 - 11:35</p><p>Hulls</p><p>11:35 - 12:00</p><p>Sails</p>", "None"),
        (
            "<p>13 October 2026</p><p>a</p><p>b</p><p>c</p><p>d</p><p>The registration desk is open from 8:00 to 17:00 at the conference.</p>",
            "None",
        ),
        (
            "<p>13 October 2026</p><p>a</p><p>b</p><p>c</p><p>d</p><p>The conference dinner takes place from 19:00 to 22:00.</p>",
            "None",
        ),
        ("<p>13 October 2026</p><p>a</p><p>b</p><p>c</p><p>d</p><p>The museum is open from 9:00 to 17:00.</p>", "None"),
    ],
)
def test_the_hours_of_the_day_are_told_from_other_hours(body: str, hours: str) -> None:
    when = when_of(f"<h1>Fjord</h1>{body}<p>Bergen</p>", "en")
    assert when is not None and when.first_day == date(2026, 10, 13)
    given = [f"{each:%H:%M}" if isinstance(each, datetime) else "None" for each in (when.start, when.end)]
    assert (" ".join(given) if isinstance(when.start, datetime) else "None") == hours


@pytest.mark.parametrize(
    ("lang", "day", "said", "zone"),
    [
        ("en", "13 October 2026, 14:00", "All times are in Eastern Time (ET).", "America/New_York"),
        ("en", "13 October 2026, 14:00", "Time zone: Europe/Berlin", "Europe/Berlin"),
        ("de", "13. Oktober 2026, 14 Uhr", "Alle Zeiten in MESZ", "Europe/Paris"),
        ("fr", "13 octobre 2026, 14h", "Tous les horaires sont en heure de Paris.", "Europe/Paris"),
        ("es", "13 de octubre de 2026, 14:00 h", "Todas las horas en CET", "Europe/Paris"),
        ("ru", "13 октября 2026, 14:00", "Время указано по московскому времени", "Europe/Moscow"),
        ("en", "13 October 2026, 14:00", "All times are local.", None),
        ("en", "13 October 2026, 14:00", "Deadlines are 23:59 AoE.", None),
        ("en", "13 October 2026, 14:00 UTC", "All times are in EST", "UTC"),
    ],
)
def test_a_zone_said_once_holds_for_all_times_without_one(lang: str, day: str, said: str, zone: str | None) -> None:
    when = when_of(f"<h1>Fjord</h1><p>{day}, Bergen</p><h2>Program</h2><p>{said}</p>", lang)
    assert when is not None and when.timezone == zone
