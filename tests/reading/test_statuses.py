"""What a page says about the event's plans, and what its policies say about other things."""

from __future__ import annotations

import pytest
from webpages import survey

from eventcal.reading.statuses import read_statuses

INTRO = "<h1>Fjord Days 2026</h1><p>Three days about software that floats, in Bergen, 13-15 October 2026.</p>"


def statuses(body: str, **about: str) -> set[str]:
    return {fact.value for fact in read_statuses(survey(body, **about)) if fact.score >= 0.65}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Fjord Days 2026 has been cancelled.", "cancelled"),
        ("We are sorry to say that the workshop is canceled.", "cancelled"),
        ("With a heavy heart we decided to cancel Fjord Days.", "cancelled"),
        ("There will be no Fjord Days conference in 2026.", "cancelled"),
        ("The conference will not take place.", "cancelled"),
        ("CANCELLED: Fjord Days 2026", "cancelled"),
        ("Fjord Days has been postponed.", "postponed"),
        ("Postponed", "postponed"),
        ("Fjord Days has been postponed until further notice.", "postponed"),
        ("Fjord Days was postponed to 12-14 May 2027.", "rescheduled"),
        ("The conference has been rescheduled to May 2027.", "rescheduled"),
        ("The new dates are 12-14 May 2027.", "rescheduled"),
        ("Fjord Days has moved online.", "moved-online"),
        ("Fjord Days is moving to a fully virtual format.", "moved-online"),
        ("Due to the pandemic, Fjord Days will be a virtual event.", "moved-online"),
        (
            "In light of the COVID-19 epidemic, Fjord Days will take place in an online format this year.",
            "moved-online",
        ),
        ("There is no in-person (or virtual) conference this year.", "cancelled"),
    ],
)
def test_a_change_of_plans_is_understood(said: str, status: str) -> None:
    assert status in statuses(f"{INTRO}<p>{said}</p>")


@pytest.mark.parametrize(
    ("lang", "said", "status"),
    [
        ("de", "Die Fjordtage 2026 sind abgesagt.", "cancelled"),
        ("de", "Die Tagung wird auf das nächste Jahr verschoben.", "postponed"),
        ("fr", "Le colloque est annulé.", "cancelled"),
        ("fr", "Les Journées du fjord sont reportées.", "postponed"),
        ("es", "El congreso ha sido cancelado.", "cancelled"),
        ("es", "El congreso ha sido aplazado.", "postponed"),
        ("es", "Hemos decidido organizar una actividad en línea.", "moved-online"),
        ("de", "Wir treffen uns dieses Jahr rein virtuell.", "moved-online"),
        ("it", "Il convegno è stato annullato.", "cancelled"),
        ("pt", "A conferência foi cancelada.", "cancelled"),
        ("ja", "フィヨルド会議は中止となりました。", "cancelled"),
        ("ja", "フィヨルド会議は延期になりました。", "postponed"),
        ("nl", "De bijeenkomst is geannuleerd.", "cancelled"),
        ("nl", "De bijeenkomst is uitgesteld.", "postponed"),
        ("pl", "Konferencja została odwołana.", "cancelled"),
        ("cs", "Konference je zrušena.", "cancelled"),
        ("cs", "Konference byla odložena.", "postponed"),
        ("da", "Konferencen er aflyst.", "cancelled"),
        ("nb", "Konferansen er utsatt.", "postponed"),
        ("sv", "Konferensen är inställd.", "cancelled"),
        ("fi", "Konferenssi on peruttu.", "cancelled"),
        ("tr", "Konferans iptal edildi.", "cancelled"),
        ("hu", "A konferencia elmarad.", "cancelled"),
        ("ru", "Конференция отменена.", "cancelled"),
        ("uk", "Конференцію скасовано.", "cancelled"),
        ("ko", "컨퍼런스가 취소되었습니다.", "cancelled"),
        ("zh", "大会取消举办。", "cancelled"),
    ],
)
def test_a_change_of_plans_is_understood_in_other_languages(lang: str, said: str, status: str) -> None:
    assert statuses(f"<h1>Fjord 2026</h1><p>{said}</p>", lang=lang) == {status}


@pytest.mark.parametrize(
    "said",
    [
        "Cancellation policy: registrations cancelled before 1 September are refunded in full.",
        "Your ticket can be cancelled until the day before the event.",
        "If the conference is cancelled, we refund the fees.",
        "In the event that the workshop has been cancelled, hotels charge nothing.",
        "Hotel rooms must be cancelled by 1 October.",
        "Flights may be cancelled in bad weather.",
        "The conference dinner has been cancelled.",
        "The session on anchors was cancelled.",
        "The 2020 edition was cancelled because of the pandemic.",
        "Last year the conference was cancelled.",
        "Fjord Days 2025 had to be postponed.",
        "The paper deadline has been postponed to 15 May.",
        "The submission deadline was moved to 15 May.",
        "Proceedings are moving online after the event.",
        "Registration has moved to a new platform.",
        "New dates of the school holidays were published.",
        "Registration is online.",
        "Fjord Days will not take place as planned in June.",
        "The conference has been cancelled. Here is what it means for you... continue reading",
    ],
)
def test_what_is_said_of_other_things_changes_nothing(said: str) -> None:
    assert statuses(f"{INTRO}<p>{said}</p>") == set()


def test_the_status_of_another_event_in_the_margin_is_left_alone() -> None:
    assert statuses(f"{INTRO}<aside><p>Harbour Days have been cancelled.</p></aside>") == set()


def test_the_words_of_a_status_stand_in_the_page() -> None:
    here = survey(f"{INTRO}<p>Fjord Days 2026 has been cancelled.</p>")
    (fact,) = read_statuses(here)
    assert fact.text in here.page.text
