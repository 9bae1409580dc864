"""Words that say that attending costs nothing, and those that say it of something else."""

from __future__ import annotations

import pytest

from eventcal.reading.free import find_free_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Registration is free", "free"),
        ("Registration is free of charge, but required.", "free of charge"),
        ("Registration (free): https://fjord.example/form", "free"),
        ("The workshop will be free but registration will be required.", "free"),
        ("Tickets are now free, thanks to our hosts", "free"),
        ("Free registration until 5 May", "Free registration"),
        ("Join us for a free online seminar on keels", "free"),
        ("Fjord Days are free to attend.", "free to attend"),
        ("The event is free and open to the public", "free"),
        ("This conference is completely free!", "free"),
        ("Cost: FREE", "FREE"),
        ("FREE", "FREE"),
        ("Price: Free", "Free"),
        ("There is no registration fee", "no registration fee"),
        ("Attendance is at no cost to you", "at no cost"),
        ("Register for free today", "Register for free"),
        ("complimentary admission", "complimentary"),
        ("You can attend online for free", "for free"),
        ("There is no charge for attending", "no charge"),
        ("A free, one-day conference", "free"),
        ("It's free!", "free"),
        ("Die Teilnahme ist kostenlos.", "kostenlos"),
        ("Eintritt frei", "Eintritt frei"),
        ("kostenfreie Teilnahme, Anmeldung erforderlich", "kostenfreie"),
        ("Inscription gratuite mais obligatoire", "gratuite"),
        ("Entrée libre", "Entrée libre"),
        ("Der Eintritt ist frei.", "Eintritt ist frei"),
        ("Sie können kostenlos teilnehmen", "kostenlos"),
        ("La inscripción es gratuita", "gratuita"),
        ("Entrada gratis hasta completar aforo", "gratis"),
        ("A participação é gratuita", "gratuita"),
        ("Inscrições gratuitas", "gratuitas"),
        ("La partecipazione è gratuita", "gratuita"),
        ("Ingresso libero", "Ingresso libero"),
        ("Deelname is gratis", "gratis"),
        ("Udział w konferencji jest bezpłatny", "bezpłatny"),
        ("Wstęp wolny", "Wstęp wolny"),
        ("Účast je zdarma", "zdarma"),
        ("Vstup volný", "Vstup volný"),
        ("Deltagelse er gratis", "gratis"),
        ("Det er gratis inngang på konferansen", "gratis inngang"),
        ("Deltagandet är kostnadsfritt", "kostnadsfritt"),
        ("Osallistuminen on maksutonta", "maksutonta"),
        ("A részvétel ingyenes", "ingyenes"),
        ("Η συμμετοχή είναι δωρεάν", "δωρεάν"),
        ("Katılım ücretsizdir", "ücretsizdir"),
        ("Участие бесплатное", "бесплатное"),
        ("Участь безкоштовна", "безкоштовна"),
        ("参加費：無料", "無料"),
        ("報名免費", "免費"),
        ("参加活动免费", "免费"),
        ("참가비 무료", "무료"),
    ],
)
def test_attending_is_free(text: str, words: str) -> None:
    assert [found.text for found in find_free_words(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "A conference on free software",
        "Free and open source software for sailors",
        "We want a harassment-free event for everyone",
        "Feel free to register early",
        "Free lunch for all attendees",
        "The venue has free Wi-Fi",
        "Free shuttle from the station to the conference",
        "Free parking at the event",
        "The conference dinner is gluten-free",
        "He sails in his free time and speaks at conferences",
        "A free discussion on the future of the event",
        "All talks will be available for free after the conference",
        "Download the free app of the conference",
        "You can park there for free during the event",
        "Workshop on free energies of molecules",
        "The registration is not free",
        "A free T-shirt with every ticket",
        "Each ticket gets you one free drink",
        "Winners get free lodging at the conference",
        "Help us and earn free admission!",
        "Membership of the society is free",
        "Information wants to be free, says the talk",
        "Free cancellation of tickets until May",
        "A model-free course on control",
        "Get your free copy of the proceedings at the registration desk",
        "Enjoy a free evening after the workshop",
        "The journal is free for authors",
        "Kostenloses WLAN während der Tagung",
        "Kostenlose Parkplätze an der Konferenz",
        "Die Teilnahme ist nicht kostenlos",
        "Logiciels gratuits pour la conférence",
        "Stationnement gratuit",
        "Estacionamiento gratuito en el evento",
        "Estacionamento gratuito no evento",
        "Parcheggio gratuito per l'evento",
        "Gratis koffie tijdens de conferentie",
        "Bezpłatny parking przy konferencji",
        "Parkování zdarma u konference",
        "Gratis parkering ved konferencen",
        "Gratis kaffe på konferansen",
        "Gratis lunch under konferensen",
        "Ilmainen pysäköinti konferenssin aikana",
        "Ingyenes parkolás a konferencián",
        "Δωρεάν στάθμευση στο συνέδριο",
        "Konferansta ücretsiz otopark vardır",
        "Бесплатная парковка у конференции",
        "Безкоштовна парковка біля конференції",
        "Gold sponsors get 5 free tickets",
        "two complimentary registrations for students",
        "Dos entradas gratis para patrocinadores",
        "Zwei Freikarten und drei kostenlose Tickets",
        "You are free to attend any session",
        "Tickets can be transferred free of charge",
        "Káva zdarma",
        "停車免費",
        "無料Wi-Fi",
        "免费停车",
        "무료 주차",
    ],
)
def test_something_else_is_free(text: str) -> None:
    assert list(find_free_words(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Registration is free for students",
        "Free admission for members",
        "A limited number of free tickets",
        "Teilnahme kostenlos für Studierende",
        "Inscription gratuite pour les étudiants",
        "Gratuit pour les moins de 12 ans",
        "Applicants may receive free registration",
    ],
)
def test_free_for_some_is_told_from_free(text: str) -> None:
    assert [found.some for found in find_free_words(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Registration is free for members and the public",
        "The meeting is free to join but places are limited",
        "Free admission for all students and everybody else",
        "Teilnahme kostenlos für alle, nicht nur für Studierende",
        "会員であるかどうかを問わず参加無料",
        "参加費は，学生・一般にかかわらず無料です",
        "The event is open and free to participate in and winners receive prizes",
    ],
)
def test_free_for_everybody_is_not_free_for_some(text: str) -> None:
    assert [found.some for found in find_free_words(text)] == [False]


@pytest.mark.parametrize(("text", "of"), [("The Hackathon is free", "hackathon"), ("A free party", "party")])
def test_what_may_be_only_a_part_of_the_event_is_marked(text: str, of: str) -> None:
    assert [(found.of, found.side) for found in find_free_words(text)] == [(of, True)]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("ADCS is free but we need you to register.", "adcs"),
        ("Come along! Harbour Days is completely free to attend.", "harbour days"),
    ],
)
def test_a_name_that_is_free_may_be_another_event_s(text: str, of: str) -> None:
    assert [(found.of, found.side) for found in find_free_words(text)] == [(of, True)]


def test_what_stands_before_is_free_rather_than_what_is_required_behind() -> None:
    found = list(find_free_words("Udział w hackathonie jest bezpłatny, ale wymaga rejestracji."))
    assert [words.of for words in found] == ["hackathonie"]


def test_the_words_stand_at_their_place() -> None:
    text = "Come along. Entry is free."
    assert [text[found.start : found.end] for found in find_free_words(text)] == ["free"]
