"""Venues as people write them in each language, and what stands where a venue could but is none. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import survey

from eventcal.model import DOUBT
from eventcal.reading.venue_words import kinds_of, venue_kind
from eventcal.reading.venues import read_places
from eventcal.reading.venues.buildings import no_venue
from eventcal.reading.venues.finders import venue_names

DAYS = (date(2026, 10, 13), date(2026, 10, 15))

NAMED = [
    ("en", "The talks are held at the Keel Maritime Museum, Bristol.", "Keel Maritime Museum"),
    ("de", "Tagungsort: Kulturzentrum Speicher, Am Hafen 3, 18055 Rostock", "Kulturzentrum Speicher"),
    ("de", "Die Tagung findet in der Stadthalle Warnemünde statt.", "Stadthalle Warnemünde"),
    ("fr", "Lieu : Maison des Voiliers, 3 quai du Port, Nantes", "Maison des Voiliers"),
    ("fr", "Les journées auront lieu à l’Université de la Côte à Brest.", "Université de la Côte"),
    ("es", "Sede: Palacio de Velas, Avenida del Mar 5, Cádiz", "Palacio de Velas"),
    ("pt", "Local: Auditório da Reitoria, Rua do Cais 5, Porto", "Auditório da Reitoria"),
    ("it", "martedì 13 ottobre, Camera di Velieri, Genova", "Camera di Velieri"),
    ("it", "Il convegno si terrà presso l'Università degli studi di Quarto.", "Università degli"),
    ("nl", "Locatie: Cultuurgebouw De Kiel, Havenstraat 3, Rotterdam", "Cultuurgebouw De Kiel"),
    ("pl", "Miejsce: Centrum Konferencyjne Żagiel, ul. Portowa 3, Gdynia", "Centrum Konferencyjne Żagiel"),
    ("cs", "Místo konání: Kulturní dům Plachta, Přístavní 3, Praha", "Kulturní dům Plachta"),
    ("da", "Konferencen afholdes i Sejlhuset, Havnegade 3, Aarhus", "Sejlhuset"),
    ("nb", "Kjøl konferansesenter, Havnegata 3, Bergen", "Kjøl konferansesenter"),
    ("sv", "Plats: Segelhuset, Hamngatan 3, Göteborg", "Segelhuset"),
    ("fi", "Paikka: Purjetalo, Satamakatu 3, Turku", "Purjetalo"),
    ("hu", "Helyszín: Vitorla Kulturális Központ, Kikötő utca 3, Győr", "Vitorla Kulturális Központ"),
    ("el", "Τόπος: Μέγαρο Ιστίων, Λιμένος 3, Πάτρα", "Μέγαρο Ιστίων"),
    ("tr", "Yer: Yelken Kültür Merkezi, Liman Cad. 3, İzmir", "Yelken Kültür Merkezi"),
    ("ru", "Место проведения: Дворец Паруса, ул. Портовая 3, Казань", "Дворец Паруса"),
    ("uk", "Місце проведення: Палац Вітрил, вул. Портова 3, Одеса", "Палац Вітрил"),
    ("ja", "会場：帆船記念会館（港駅徒歩5分）", "帆船記念会館"),
    ("ja", "2026年度は10月13日に、帆船大学港町キャンパスで開催します。", "帆船大学港町キャンパス"),
    ("zh", "大会将于10月13日在帆船国际会议中心举行。", "帆船国际会议中心"),
    ("zh-Hant", "地點：帆船大學海洋研究所", "帆船大學海洋研究所"),
    ("ko", "장소: 돛단배 문화회관 B1F 대회의실", "돛단배 문화회관"),
    ("ko", "서울특별시 중구 항구동 돛단배타워 3층", "돛단배타워"),
]


@pytest.mark.parametrize(("language", "text", "venue"), NAMED)
def test_a_venue_is_found_in_every_language(language: str, text: str, venue: str) -> None:
    here = survey(f"<p>{text}</p>", lang=language)
    assert venue in [name for name, _, _ in venue_names(here.page.blocks[0], here, telling=True)]


SURE = [
    ("en", "<p>13-15 October 2026, Keelworks, Quay Street 3, Bristol, UK</p>", "Keelworks"),
    ("de", "<p>13.-15. Oktober 2026</p><dl><dt>Ort:</dt><dd>Burg Kielstein, Kassel</dd></dl>", "Burg Kielstein"),
    (
        "fr",
        "<p>Du 13 au 15 octobre 2026</p><h2>Lieu</h2><p>Palais des Voiles, 3 rue du Port, 44000 Nantes</p>",
        "Palais des Voiles",
    ),
    ("it", "<p>13-15 ottobre 2026</p><p>Sede: Palazzo delle Vele, Via del Molo 5, Genova</p>", "Palazzo delle Vele"),
    ("pl", "<p>13-15 października 2026</p><p>Miejsce: Hotel Żagiel, ul. Portowa 3, Gdańsk</p>", "Hotel Żagiel"),
    ("tr", "<p>13-15 Ekim 2026</p><p>Yer: Yelken Kültür Merkezi, İzmir</p>", "Yelken Kültür Merkezi"),
    ("ja", "<p>2026年10月13日〜15日</p><dl><dt>会場</dt><dd>帆船専門学校（横浜駅徒歩10分）</dd></dl>", "帆船専門学校"),
    ("ko", "<p>2026년 10월 13일 ~ 15일</p><p>장소: 돛단배 과학회관, 서울 강남구</p>", "돛단배 과학회관"),
]


@pytest.mark.parametrize(("language", "body", "venue"), SURE)
def test_a_venue_with_a_label_or_an_address_is_sure(language: str, body: str, venue: str) -> None:
    facts = read_places(survey(f"<h1>Fjord Days</h1>{body}", lang=language), DAYS)
    sure = [fact for fact in facts if fact.value.venue and fact.score >= DOUBT]
    assert max(sure, key=lambda fact: fact.score).value.venue == venue


REFUSED = [
    ("en", "October 13, 2026"),
    ("en", "Travel"),
    ("en", "Fjord Days"),
    ("en", "we meet again and talk about all the boats"),
    ("de", "Anfahrt"),
    ("de", "Veranstaltungsort"),
    ("de", "Programmkomitee"),
    ("fr", "Hébergement"),
    ("fr", "mardi 13 octobre"),
    ("es", "Cómo llegar"),
    ("pl", "Prelegenci"),
    ("fi", "Majoitus"),
    ("el", "Επικοινωνία"),
    ("ru", "Организаторы"),
    ("ja", "アクセス"),
    ("ja", "〒231-0001 横浜市中区新港2-1-1"),
    ("zh", "杨浦区淞沪路290号"),
    ("ko", "강남구 항구로 180"),
]


@pytest.mark.parametrize(("language", "name"), REFUSED)
def test_a_day_a_menu_s_entry_an_address_and_a_sentence_are_no_venue(language: str, name: str) -> None:
    assert no_venue(name, survey("<p>x</p>", lang=language))


MARGINS = [
    "<nav><ul><li><a href='/s'>Schedule Speakers Training Venues</a></li></ul></nav><p>13-15 October 2026, Bergen, Norway</p>",
    "<p>13-15 October 2026, Bergen, Norway</p><h2>Sponsors</h2><ul><li>Keel Foundation</li><li>Oslo House</li></ul>",
    "<p>13-15 October 2026, Bergen, Norway</p><h2>Committee</h2><ul><li>A. Holm, University of Oslo</li></ul>",
]


@pytest.mark.parametrize("body", MARGINS)
def test_menus_sponsors_and_people_give_no_venue(body: str) -> None:
    facts = read_places(survey(f"<h1>Fjord Days</h1>{body}"), DAYS)
    assert not [fact for fact in facts if fact.value.venue and fact.score >= DOUBT]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Universiteit", "university"),
        ("Segelhochschule", "university"),
        ("Kongresszentrum", "hall"),
        ("kulturhuset", "hall"),
        ("konferenční", None),
        ("Merkezi", "hall"),
        ("Πανεπιστήμιο", "university"),
        ("Библиотека", "hall"),
        ("Szálloda", "hotel"),
        ("Python", None),
        ("Bergen", None),
    ],
)
def test_a_word_says_what_a_building_is(word: str, kind: str | None) -> None:
    assert venue_kind(word) == kind


def test_a_name_may_be_of_several_kinds() -> None:
    assert kinds_of("University Conference Center Hotel") == {"university", "hall", "hotel"}


CITIES = [
    ("de", "<p>13.-15. Oktober 2026, Kielhalle, Berlin-Adlershof</p>", ("Berlin", "Germany")),
    (
        "de",
        "<p>13.-15. Oktober 2026</p><dl><dt>Ort:</dt><dd>Burg Kielstein, Göttingen bei Kassel</dd></dl>",
        ("Göttingen", "Germany"),
    ),
    ("zh", "<p>2026年10月13日至15日</p><p>中国深圳</p>", ("深圳", "China")),
    ("ko", "<p>2026년 10월 13일 ~ 15일</p><p>서울 강남구 테헤란로 180</p>", ("서울", "South Korea")),
    ("ja", "<p>2026年10月13日〜15日</p><p>会場：神奈川県横浜市 帆船会館</p>", ("横浜市", "Japan")),
    ("pt", "<p>13 a 15 de outubro de 2026</p><p>Centro de Velas, São Paulo - SP</p>", ("São Paulo", "Brazil")),
    ("ro", "<p>13-15 October 2026</p><p>Chisinau, Republica Moldova</p>", ("Chisinau", "Moldova")),
    ("en", "<p>13-15 October 2026</p><p>Venue: Keel Hall, Kowloon Tong, Hong Kong</p>", ("Hong Kong", "Hong Kong")),
]


@pytest.mark.parametrize(("language", "body", "place"), CITIES)
def test_the_city_is_not_its_district_nor_its_neighbour(language: str, body: str, place: tuple[str, str]) -> None:
    facts = read_places(survey(f"<h1>Fjord Days</h1>{body}", lang=language), DAYS)
    assert [(f.value.city, f.value.country) for f in facts if f.value.city and f.score >= DOUBT] == [place]
