"""Lists of events in each language: what the columns hold, what is a button, and that the list is seen as one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from webpages import survey

from eventcal.model import Fact
from eventcal.reading.columns import columns_of, label_of, role_in, role_of
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings import read_entries
from eventcal.reading.listings.buttons import is_button
from eventcal.reading.pagereader import read_kind, read_whens
from eventcal.reading.statuses import read_statuses

TABLES = {
    "en": ("Events", "Date|Speaker|Title|Venue", "5 May 2026|Anna Holm|Sails in the wind|Harbour Hall", "2 June 2026|Bo Vik|All about anchors|Harbour Hall"),
    "de": ("Veranstaltungen", "Datum|Referentin|Titel|Ort", "5. Mai 2026|Anna Holm|Segel im Wind|Rostock", "2. Juni 2026|Bo Vik|Alles über Anker|Kiel"),
    "fr": ("Séminaires", "Date|Orateur|Titre|Lieu", "5 mai 2026|Anna Holm|Les voiles au vent|Brest", "2 juin 2026|Bo Vik|Tout sur les ancres|Nantes"),
    "es": ("Próximos eventos", "Fecha|Ponente|Título|Lugar", "5 de mayo de 2026|Anna Holm|Velas al viento|Cádiz", "2 de junio de 2026|Bo Vik|Todo sobre anclas|Vigo"),
    "pt": ("Eventos", "Data|Palestrante|Título|Local", "5 de maio de 2026|Anna Holm|Velas ao vento|Porto", "2 de junho de 2026|Bo Vik|Tudo sobre âncoras|Lisboa"),
    "it": ("Seminari", "Data|Relatore|Titolo|Luogo", "5 maggio 2026|Anna Holm|Vele al vento|Genova", "2 giugno 2026|Bo Vik|Tutto sulle ancore|Trieste"),
    "nl": ("Evenementen", "Datum|Spreker|Titel|Locatie", "5 mei 2026|Anna Holm|Zeilen in de wind|Rotterdam", "2 juni 2026|Bo Vik|Alles over ankers|Delft"),
    "pl": ("Wydarzenia", "Data|Prelegent|Tytuł|Miejsce", "5 maja 2026|Anna Holm|Żagle na wietrze|Gdańsk", "2 czerwca 2026|Bo Vik|Wszystko o kotwicach|Szczecin"),
    "cs": ("Akce", "Datum|Přednášející|Název|Místo", "5. května 2026|Anna Holm|Plachty ve větru|Praha", "2. června 2026|Bo Vik|Vše o kotvách|Brno"),
    "da": ("Arrangementer", "Dato|Foredragsholder|Titel|Sted", "5. maj 2026|Anna Holm|Sejl i vinden|Aarhus", "2. juni 2026|Bo Vik|Alt om ankre|Odense"),
    "nb": ("Arrangementer", "Dato|Foredragsholder|Tittel|Sted", "5. mai 2026|Anna Holm|Seil i vinden|Bergen", "2. juni 2026|Bo Vik|Alt om anker|Oslo"),
    "sv": ("Evenemang", "Datum|Talare|Titel|Plats", "5 maj 2026|Anna Holm|Segel i vinden|Göteborg", "2 juni 2026|Bo Vik|Allt om ankare|Malmö"),
    "fi": ("Tapahtumat", "Päivämäärä|Puhuja|Aihe|Paikka", "5. toukokuuta 2026|Anna Holm|Purjeet tuulessa|Turku", "2. kesäkuuta 2026|Bo Vik|Kaikki ankkureista|Helsinki"),
    "hu": ("Események", "Időpont|Előadó|Cím|Helyszín", "2026. május 5.|Anna Holm|Vitorlák a szélben|Budapest", "2026. június 2.|Bo Vik|Minden a horgonyokról|Szeged"),
    "tr": ("Etkinlikler", "Tarih|Konuşmacı|Başlık|Yer", "5 Mayıs 2026|Anna Holm|Rüzgârda yelkenler|İzmir", "2 Haziran 2026|Bo Vik|Çapalar hakkında her şey|Ankara"),
    "el": ("Εκδηλώσεις", "Ημερομηνία|Ομιλητής|Τίτλος|Τοποθεσία", "5 Μαΐου 2026|Anna Holm|Πανιά στον άνεμο|Αθήνα", "2 Ιουνίου 2026|Bo Vik|Όλα για τις άγκυρες|Πάτρα"),
    "ru": ("Мероприятия", "Дата|Докладчик|Тема|Место", "5 мая 2026|Anna Holm|Паруса на ветру|Москва", "2 июня 2026|Bo Vik|Всё о якорях|Казань"),
    "uk": ("Події", "Дата|Доповідач|Назва|Місце", "5 травня 2026|Anna Holm|Вітрила на вітрі|Київ", "2 червня 2026|Bo Vik|Все про якорі|Львів"),
    "ja": ("イベント一覧", "日時|講師|タイトル|会場", "2026年5月5日|ホルム|風の中の帆|東京", "2026年6月2日|ヴィク|錨のすべて|大阪"),
    "zh": ("近期活动", "日期|主讲人|题目|地点", "2026年5月5日|霍尔姆|风中的帆船|上海", "2026年6月2日|维克|关于船锚的一切|北京"),
    "zh-Hant": ("近期活動", "日期|主講人|題目|地點", "2026年5月5日|霍爾姆|風中的帆船|台北", "2026年6月2日|維克|關於船錨的一切|高雄"),
    "ko": ("세미나 일정", "날짜|연사|제목|장소", "2026년 5월 5일|홀름|바람 속의 돛|서울", "2026년 6월 2일|비크|닻의 모든 것|부산"),
}  # fmt: skip
DAYS = [date(2026, 5, 5), date(2026, 6, 2)]


def page_of(language: str) -> Any:
    title, head, *rows = TABLES[language]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in (head, *rows))
    return survey(f"<h1>{title}</h1><table>{body}</table>", title=title, url="https://harbour.example/", lang=language)


@pytest.mark.parametrize("language", TABLES)
def test_a_table_s_entries_are_called_by_the_column_of_titles(language: str) -> None:
    facts = list(read_entries(Calls(page_of(language))))
    names = [row.split("|")[2] for row in TABLES[language][2:]]
    assert [f.value for f in facts if f.field == "name"] == names
    assert [f.value.first_day for f in facts if f.field == "when"] == DAYS


@pytest.mark.parametrize("language", TABLES)
def test_the_columns_of_a_table_are_known(language: str) -> None:
    blocks = page_of(language).page.blocks
    columns = columns_of(blocks)
    row = [block for block in blocks if block.row][4:8]
    assert [role_in(block, columns) for block in row] == ["date", "host", "name", "place"]


@pytest.mark.parametrize("language", TABLES)
def test_a_short_list_is_one_in_each_language(language: str) -> None:
    here = page_of(language)
    kind: Fact = read_kind(here, list(read_whens(here)), list(read_statuses(here)))
    assert kind.value == "listing"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Date and Time", "date"), ("Dates (MM/DD)", "date"), ("Event date", "date"), ("Title of the talk", "name"),
        ("Speaker name", "host"), ("Submission deadline", "deadline"), ("Name and Link", "name"), ("Presented By", "host"),
        ("Fee (EUR)", "fee"), ("Date limite", "deadline"), ("Veranstaltungsort", "place"), ("Anmeldeschluss", "deadline"),
        ("Uhrzeit", "time"), ("Fecha límite", "deadline"), ("Son başvuru", "deadline"), ("開催場所", "place"), ("截止日期", "deadline"),
        # to be refused
        ("", None), ("Link", None), ("Notes", None), ("Acceptance rate", None), ("12", None),
        ("We meet every week at the harbour and talk about sails", None), ("Rank", None),
    ],
)  # fmt: skip
def test_the_head_of_a_column_says_what_it_holds(head: str, role: str | None) -> None:
    assert role_of(head) == role


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Location: Ghent", ("place", 10)),
        ("Ort: Rostock", ("place", 5)),
        ("Lieu : Brest", ("place", 7)),
        ("場所：東京", ("place", 3)),
        # to be refused
        ("Keynote: Sails in the wind", None),
        ("12:30 lunch", None),
        ("Location:", None),
        ("https://harbour.example/", None),
    ],
)
def test_a_label_says_what_stands_behind_it(line: str, label: tuple[str, int] | None) -> None:
    assert label_of(line) == label


@pytest.mark.parametrize(
    "text",
    ["Read more", "KNOW MORE", "Register Now", "PDF", "Slides and Video", "Save this event", "Mehr erfahren", "Jetzt anmelden", "En savoir plus",
     "Más información", "Saiba mais", "Scopri di più", "Lees meer", "Czytaj więcej", "Více informací", "Læs mere", "Läs mer", "Lue lisää",
     "Bővebben", "Devamını oku", "Подробнее", "Детальніше", "詳細はこちら", "查看详情", "자세히 보기", "»"],
)  # fmt: skip
def test_a_button_is_no_name(text: str) -> None:
    assert is_button(text)


@pytest.mark.parametrize(
    "text",
    ["Sail Camp", "More than sails: the harbour at night, a conference for all", "Freedom Day", "Infocom 2026", "Mehrwertforum", "Bookkeeping for Sailors",
     "PDF Days Europe", "Viewpoints", "Code for Sails"],
)  # fmt: skip
def test_a_name_is_no_button(text: str) -> None:
    assert not is_button(text)
