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
        ("de", "Die Veranstaltung findet leider nicht statt.", "cancelled"),
        ("de", "Der Kongress wird auf den 12. Mai 2027 verschoben.", "rescheduled"),
        ("de", "ABGESAGT", "cancelled"),
        ("de", "Aufgrund der Corona-Pandemie findet die Tagung online statt.", "moved-online"),
        ("fr", "Le salon n’aura pas lieu en 2026.", "cancelled"),
        ("fr", "Le colloque est reporté au 12 mai 2027.", "rescheduled"),
        ("fr", "En raison de la crise sanitaire, le colloque se tiendra en distanciel.", "moved-online"),
        ("es", "Las jornadas no se celebrarán este año: la edición queda suspendida.", "cancelled"),
        ("es", "El congreso se aplaza al 12 de mayo de 2027.", "rescheduled"),
        ("pt", "O evento foi adiado.", "postponed"),
        ("pt", "O evento foi adiado para 12 de maio de 2027.", "rescheduled"),
        ("it", "Il convegno è rinviato a data da destinarsi.", "postponed"),
        ("nl", "Het congres gaat helaas niet door.", "cancelled"),
        ("pl", "Konferencja nie odbędzie się.", "cancelled"),
        ("pl", "Konferencja została przełożona na 12 maja 2027.", "rescheduled"),
        ("cs", "Konference se letos nekoná. Akce se neuskuteční.", "cancelled"),
        ("da", "Konferencen er udskudt.", "postponed"),
        ("nb", "Konferansen blir ikke arrangert i år.", "cancelled"),
        ("sv", "Konferensen ställs in.", "cancelled"),
        ("sv", "Konferensen är uppskjuten.", "postponed"),
        ("fi", "Tapahtuma on siirretty.", "postponed"),
        ("hu", "A konferenciát elhalasztottuk.", "postponed"),
        ("el", "Το συνέδριο αναβάλλεται.", "postponed"),
        ("el", "Το συνέδριο ακυρώνεται.", "cancelled"),
        ("tr", "Sempozyum ertelendi.", "postponed"),
        ("tr", "Kongre iptal edilmiştir.", "cancelled"),
        ("ru", "Конференция не состоится.", "cancelled"),
        ("ru", "Конференция перенесена на 12 мая 2027 года.", "rescheduled"),
        ("uk", "Конференція не відбудеться.", "cancelled"),
        ("ja", "台風のため、フィヨルド会議の開催を中止いたします。", "cancelled"),
        ("ja", "新型コロナウイルスの影響により、本会はオンライン開催に変更いたします。", "moved-online"),
        ("ja", "フィヨルド会議は2027年5月12日に延期となりました。", "rescheduled"),
        ("zh", "因疫情影响，大会改为线上举办。", "moved-online"),
        ("zh-TW", "因颱風影響，本次活動取消。", "cancelled"),
        ("zh-TW", "年會延期至 2027 年 5 月 12 日。", "rescheduled"),
        ("ko", "행사가 연기되었습니다.", "postponed"),
        ("ko", "컨퍼런스는 온라인으로 전환하여 개최합니다.", "moved-online"),
    ],
)
def test_a_change_of_plans_is_understood_in_other_languages(lang: str, said: str, status: str) -> None:
    found = statuses(f"<h1>Fjord 2026</h1><p>{said}</p>", lang=lang)
    assert found - {"postponed"} == {status} - {"postponed"}
    assert status in found


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


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "Anmeldungen können bis zum 1. September kostenfrei storniert werden."),
        ("de", "Falls die Tagung abgesagt werden muss, erstatten wir die Gebühren."),
        ("de", "Der Veranstalter behält sich vor, Kurse abzusagen."),
        ("de", "Die Exkursion wurde abgesagt."),
        ("de", "Die Einreichungsfrist wurde auf den 1. Mai verschoben."),
        ("fr", "Annulation possible jusqu'au 1er septembre."),
        ("fr", "Toute inscription annulée après le 1er septembre reste due."),
        ("fr", "En cas de force majeure, le colloque peut être annulé."),
        ("fr", "La date limite est reportée au 1er mai."),
        ("es", "Las inscripciones canceladas antes del 1 de septiembre se reembolsan."),
        ("es", "En caso de que el congreso sea cancelado, se devolverá el importe."),
        ("es", "La cena ha sido cancelada."),
        ("pt", "Inscrições canceladas até 1 de setembro serão reembolsadas."),
        ("pt", "O prazo foi adiado para 1 de maio."),
        ("it", "Le iscrizioni annullate entro il 1 settembre saranno rimborsate."),
        ("it", "In caso di maltempo l'evento potrà essere rinviato."),
        ("nl", "Een inschrijving kan kosteloos geannuleerd worden tot 1 september."),
        ("pl", "W przypadku odwołania konferencji zwracamy opłaty; konferencja może zostać odwołana."),
        ("cs", "Pokud bude akce zrušena, vstupné vrátíme."),
        ("da", "Hvis konferencen bliver aflyst, får du pengene tilbage."),
        ("nb", "Dersom konferansen blir avlyst, får du pengene tilbake."),
        ("sv", "Om konferensen blir inställd får du pengarna tillbaka."),
        ("fi", "Jos tapahtuma perutaan, maksut palautetaan."),
        ("hu", "Amennyiben a konferencia elmarad, a díjat visszatérítjük."),
        ("el", "Σε περίπτωση που το συνέδριο ακυρωθεί, τα χρήματα επιστρέφονται."),
        ("tr", "Kongre iptal edilirse ücretler iade edilir; kayıt iptal edildiğinde kesinti yapılır."),
        ("ru", "Если конференция будет отменена, взнос возвращается."),
        ("ru", "Срок подачи заявок перенесён на 1 мая."),
        ("uk", "Якщо конференцію буде скасовано, внесок повертається."),
        ("ja", "悪天候の場合、開催を中止することがあります。"),
        ("ja", "中止を決定した場合、参加費を返金します。"),
        ("ja", "懇親会は中止となりました。"),
        ("ja", "キャンセル待ちの方にはご連絡します。キャンセル料はかかりません。"),
        ("zh", "如遇不可抗力，大会可能取消举办。"),
        ("zh-TW", "若活動取消，將全額退費。"),
        ("zh", "论文截稿日期延期至5月1日。"),
        ("ko", "행사가 취소되는 경우 참가비를 환불합니다."),
    ],
)
def test_what_may_happen_or_befalls_a_part_changes_nothing_in_other_languages(lang: str, said: str) -> None:
    assert statuses(f"<h1>Fjord 2026</h1><p>{said}</p>", lang=lang) == set()


def test_the_status_of_another_event_in_the_margin_is_left_alone() -> None:
    assert statuses(f"{INTRO}<aside><p>Harbour Days have been cancelled.</p></aside>") == set()


def test_the_words_of_a_status_stand_in_the_page() -> None:
    here = survey(f"{INTRO}<p>Fjord Days 2026 has been cancelled.</p>")
    (fact,) = read_statuses(here)
    assert fact.text in here.page.text
