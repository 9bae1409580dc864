"""Which languages a page is written in."""

from __future__ import annotations

import pytest
from webpages import page

from eventcal.reading.languages import FUNCTION_WORDS, languages_of, shown_languages

TEXTS = {
    "en": "Join us for the workshop of the year, with talks and posters from all over the world. It will be held in Bergen.",
    "de": "Die Tagung findet in Bergen statt und wird von der Universität ausgerichtet; das Programm ist nicht endgültig.",
    "fr": "Le colloque aura lieu dans les locaux de la mairie, avec une visite des quais pour tous ceux qui le souhaitent.",
    "es": "Las jornadas son para todos los que quieran hablar con los demás, y una visita del puerto cierra el programa.",
    "pt": "As jornadas são para todos; não perca uma visita das docas com os seus colegas, mais uma ceia pela noite.",
    "it": "Il convegno della società si terrà nel porto; per gli ospiti sono previste visite con guida, non a pagamento.",
    "nl": "Het congres wordt gehouden in de haven van Bergen, met een rondleiding voor wie het niet wil missen.",
    "pl": "Konferencja odbędzie się w porcie oraz na statku; udział nie jest płatny, a program będzie ogłoszony przez nas.",
    "cs": "Konference se koná v přístavu a je pro všechny; přednášky jsou na lodi nebo v sále, které bude brzy otevřené.",
    "da": "Konferencen finder sted på havnen, og det er ikke dyrt; vi ses til en rundtur af havnen, som er åben for alle.",
    "nb": "Konferansen blir holdt på havnen, og det blir ikke dyrt; båten til øyene går av seg selv og blir ikke full.",
    "sv": "Konferensen hålls på varvet och det är en resa för alla som vill; vi ses inte förrän då, så det är bäst att boka.",
    "fi": "Konferenssi on satamassa ja se on kaikille; ohjelma sekä kartta ovat sivulla, että ei tule kiire tai myös muuta.",
    "hu": "A konferencia és az azt követő hajóút nem ingyenes, de egy jegy vagy bérlet is elég lesz, hogy részt vegyen.",
    "tr": "Konferans bir limanda ve gemide olarak düzenlenen, herkes için bu yıl açık olan ile başlar da biter.",
    "el": "Το συνέδριο για τη ναυτιλία θα γίνει στο λιμάνι από το πρωί με όλους και το πλοίο της πόλης.",
    "ru": "Конференция пройдёт в порту и на корабле; это не только для моряков, но и для всех, кто по морю ходит.",
    "uk": "Конференція відбудеться в порту та на кораблі; це не тільки для моряків, а й для всіх, що від моря.",
    "ja": "第3回フィヨルド会議は10月13日に開催されます。",
    "ko": "제3회 피오르 학회는 10월 13일에 열립니다.",
    "zh": "第三届峡湾会议将于10月13日在卑尔根举行。欢迎报名，这个会议对学生开放。",
    "zh-hant": "第三屆峽灣會議將於10月13日在卑爾根舉行。歡迎報名，這個會議對學生開放。",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_the_text_shows_its_language(language: str, text: str) -> None:
    assert shown_languages(text)[0] == language


def test_every_language_that_is_told_by_words_has_a_text_here() -> None:
    assert set(FUNCTION_WORDS) <= set(TEXTS)


@pytest.mark.parametrize("text", ["", "13-15 October 2026", "Fjord Days", "Lorem ipsum dolor sit amet", "1 2 3 4 5"])
def test_a_few_words_show_no_language(text: str) -> None:
    assert shown_languages(text) == []


def test_a_page_in_two_languages_shows_both() -> None:
    assert set(shown_languages(f"{TEXTS['de']} {TEXTS['en']}")) == {"de", "en"}


def test_a_few_foreign_words_do_not_make_a_page_of_two_languages() -> None:
    assert shown_languages(f"{TEXTS['en'] * 4} mit der Fähre und das Boot") == ["en"]


@pytest.mark.parametrize(
    ("stated", "written", "expected"),
    [
        ("en-GB", "en", ("en-gb", "en")),
        ("en", "de", ("de", "en")),
        ("fr", "", ("fr",)),
        ("pt-BR", "pt", ("pt-br", "pt")),
    ],
)
def test_the_text_counts_before_what_the_page_states(stated: str, written: str, expected: tuple[str, ...]) -> None:
    assert languages_of(page(f"<p>{TEXTS.get(written, '')}</p>", lang=stated)) == expected
