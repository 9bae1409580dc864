"""What attending costs on whole pages: tables, cards, lists and answers as people lay prices out, in many languages."""

from __future__ import annotations

import pytest
from test_written_prices import say
from webpages import survey

from eventcal.model import DOUBT
from eventcal.reading.costs import read_costs


def table(*rows: str, head: bool = True) -> str:
    """Rows of cells set apart by bars; the first row is the head."""
    tags = ["th" if head and number == 0 else "td" for number in range(len(rows))]
    cells = (
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row.split(" | ")) for tag, row in zip(tags, rows, strict=True)
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def items(*lines: str) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


@pytest.mark.parametrize(
    ("language", "body", "meaning"),
    [
        (
            "de",
            "<h2>Teilnahmegebühren</h2>"
            + table(
                "Kategorie | Frühbucher (bis 1.5.) | Regulär",
                "Mitglieder | 180 € | 240 €",
                "Nichtmitglieder | 230 € | 290 €",
                "Studierende | 60 € | 80 €",
                "Gesellschaftsabend | 55 € | 55 €",
            ),
            "60-290 EUR",
        ),
        ("de", "<h2>Kosten</h2>" + items("Erwachsene: 12 €", "Kinder: 6 €", "Übernachtung im Hotel: 89 €"), "6-12 EUR"),
        (
            "de",
            "<h2>Anmeldung</h2><p>Die Teilnahme ist kostenlos.</p><h2>Unterkunft</h2>"
            + table("Hotel | Einzelzimmer | Doppelzimmer", "Hotel Krone | 79 € | 99 €", "Hotel Post | 85 € | 110 €"),
            "free",
        ),
        (
            "de",
            "<h2>Sponsoring</h2>"
            + table("Paket | Preis", "Gold | 5.000 €", "Silber | 2.500 €")
            + "<p>inkl. 2 Freikarten</p>",
            "none",
        ),
        (
            "de",
            "<h2>Tickets</h2><h3>Standard</h3><p>249 €</p><h3>Student</h3><p>99 €</p><h3>Supporter</h3><p>399 €</p>",
            "99-399 EUR",
        ),
        (
            "de",
            "<dl><dt>Datum</dt><dd>12.10.2026</dd><dt>Kosten</dt><dd>kostenlos</dd><dt>Anmeldung</dt><dd>erforderlich</dd></dl>",
            "free",
        ),
        (
            "de",
            "<table><tr><td>Termin</td><td>12.10.2026</td></tr><tr><td>Gebühr</td><td>690,00 EUR zzgl. MwSt.</td></tr><tr><td>Hotel</td><td>95 EUR</td></tr></table>",
            "690 EUR",
        ),
        (
            "fr",
            "<h2>Tarifs</h2>"
            + table(
                " | Avant le 1er mai | Après le 1er mai",
                "Étudiants | 50 € | 80 €",
                "Académiques | 150 € | 200 €",
                "Industriels | 300 € | 350 €",
            ),
            "50-350 EUR",
        ),
        (
            "fr",
            "<h2>Inscription</h2><p>L’inscription est gratuite mais obligatoire.</p><p>Dîner du colloque : 45 €</p>",
            "free",
        ),
        (
            "fr",
            "<h2>Billetterie</h2>"
            + items("Pass 1 jour : 15 €", "Pass 2 jours : 25 €", "Gratuit pour les moins de 12 ans", "T-shirt : 20 €"),
            "free-25 EUR",
        ),
        ("fr", "<h2>Devenir partenaire</h2>" + items("Bronze : 500 €", "Argent : 1000 €", "Or : 2000 €"), "none"),
        (
            "es",
            "<h2>Cuotas de inscripción</h2>"
            + table(
                "Tipo | Hasta el 30 de abril | Después",
                "General | 200 € | 250 €",
                "Estudiante | 90 € | 120 €",
                "Cena de gala | 60 € | 60 €",
            ),
            "90-250 EUR",
        ),
        (
            "es",
            "<h2>Inscripciones</h2>"
            + items("Estudiantes: $ 500 MXN", "Profesionales: $ 1,200 MXN")
            + "<h2>Premios</h2>"
            + items("1er lugar: $10,000 MXN", "2do lugar: $5,000 MXN"),
            "500-1200 MXN",
        ),
        (
            "es",
            "<h2>Preguntas frecuentes</h2><h3>¿Cuánto cuesta?</h3><p>El evento es completamente gratuito.</p>",
            "free",
        ),
        ("es", "<p>Entrada: Gratis</p><p>Plazas limitadas</p>", "free"),
        (
            "pt",
            "<h2>Investimento</h2>"
            + table(
                "Categoria | 1º lote | 2º lote",
                "Estudantes de graduação | R$ 80,00 | R$ 100,00",
                "Profissionais | R$ 200,00 | R$ 250,00",
            ),
            "80-250 BRL",
        ),
        (
            "pt",
            "<h2>Ingressos</h2><div>Meia-entrada</div><div>R$ 40,00</div><div>Inteira</div><div>R$ 80,00</div>",
            "40-80 BRL",
        ),
        ("pt", "<h2>Perguntas frequentes</h2><h3>Quanto custa?</h3><p>O evento é gratuito!</p>", "free"),
        (
            "it",
            "<h2>Quote di iscrizione</h2>"
            + table(
                " | Entro il 30/4 | Dopo il 30/4",
                "Soci | 150 € | 200 €",
                "Non soci | 200 € | 250 €",
                "Studenti | 50 € | 70 €",
            )
            + "<p>Cena sociale: 50 €</p>",
            "50-250 EUR",
        ),
        ("it", "<p><b>Ingresso:</b> libero e gratuito</p><p>Parcheggio: 2 € all’ora</p>", "free"),
        (
            "nl",
            "<h2>Inschrijven</h2>"
            + items("Leden: € 95", "Niet-leden: € 145", "Studenten: € 25")
            + "<h2>Overnachten</h2><p>Hotel De Brug: € 89 per nacht</p>",
            "25-145 EUR",
        ),
        (
            "nl",
            "<h2>Praktisch</h2><table><tr><td>Datum</td><td>12 oktober 2026</td></tr><tr><td>Kosten</td><td>Gratis</td></tr></table>",
            "free",
        ),
        (
            "pl",
            "<h2>Opłaty</h2>"
            + table(
                "Kategoria | do 30.04 | po 30.04",
                "Studenci | 200 zł | 250 zł",
                "Pozostali uczestnicy | 500 zł | 600 zł",
            ),
            "200-600 PLN",
        ),
        (
            "pl",
            "<h2>Bilety</h2><h3>Early Bird</h3><p>149 zł</p><h3>Regular</h3><p>249 zł</p><h3>VIP</h3><p>499 zł</p>",
            "149-499 PLN",
        ),
        ("pl", "<p>Wstęp: wolny, obowiązuje rejestracja</p>", "free"),
        (
            "cs",
            "<h2>Vstupné</h2>" + items("Dospělí 200 Kč", "Studenti 100 Kč", "Děti do 6 let zdarma", "Oběd 150 Kč"),
            "free-200 CZK",
        ),
        (
            "cs",
            "<table><tr><td>Termín</td><td>12. 10. 2026</td></tr><tr><td>Cena</td><td>4 900 Kč bez DPH</td></tr></table>",
            "4900 CZK",
        ),
        (
            "da",
            "<h2>Tilmelding</h2>"
            + table("Kategori | Pris", "Medlem | 1.500 kr.", "Ikke-medlem | 2.500 kr.", "Konferencemiddag | 600 kr."),
            "1500-2500 DKK",
        ),
        ("da", "<dl><dt>Dato</dt><dd>12. oktober 2026</dd><dt>Pris</dt><dd>Gratis</dd></dl>", "free"),
        (
            "nb",
            "<h2>Priser</h2>"
            + items("Tidlig: kr 3 500,-", "Ordinær: kr 4 500,-", "Student: kr 500,-", "Festmiddag: kr 900,-"),
            "500-4500 NOK",
        ),
        ("sv", "<h2>Priser</h2>" + items("Ordinarie: 2 500 kr", "Student: 500 kr", "Middag: 600 kr"), "500-2500 SEK"),
        ("sv", "<p><strong>Pris:</strong> Kostnadsfritt</p>", "free"),
        (
            "fi",
            "<h2>Osallistumismaksut</h2>"
            + table("Ryhmä | Ennen 1.5. | 1.5. jälkeen", "Jäsen | 100 € | 150 €", "Opiskelija | 30 € | 50 €"),
            "30-150 EUR",
        ),
        ("fi", "<p>Hinta: Ilmainen</p>", "free"),
        (
            "hu",
            "<h2>Részvételi díjak</h2>" + items("Hallgató: 5 000 Ft", "Normál: 15 000 Ft", "Gálavacsora: 12 000 Ft"),
            "5000-15000 HUF",
        ),
        (
            "el",
            "<h2>Κόστος εγγραφής</h2>" + items("Φοιτητές: 30 €", "Κανονική εγγραφή: 100 €", "Επίσημο δείπνο: 40 €"),
            "30-100 EUR",
        ),
        (
            "tr",
            "<h2>Kayıt ücretleri</h2>"
            + table("Kategori | Erken | Geç", "Öğrenci | 500 TL | 750 TL", "Akademisyen | 1.500 TL | 2.000 TL")
            + "<h2>Konaklama</h2>"
            + table("Oda | Fiyat", "Tek kişilik | 3.000 TL", "Çift kişilik | 4.500 TL"),
            "500-2000 TRY",
        ),
        (
            "ru",
            "<h2>Стоимость участия</h2>"
            + items("до 20 сентября — 3 000 ₽", "с 21 по 30 сентября — 4 000 ₽", "с 1 октября — 5 000 ₽"),
            "3000-5000 RUB",
        ),
        (
            "ru",
            "<h2>Оргвзнос</h2>"
            + table(
                "Категория | Взнос", "Студенты | 500 руб.", "Очное участие | 2000 руб.", "Публикация тезисов | 300 руб."
            ),
            "500-2000 RUB",
        ),
        ("uk", "<h2>Квитки</h2>" + items("Стандарт — 800 грн", "VIP — 1500 грн"), "800-1500 UAH"),
        (
            "ja",
            "<h2>開催概要</h2>"
            + table(
                "日時 | 2026年10月12日", "会場 | 東京国際フォーラム", "参加費 | 無料", "懇親会 | 5,000円", head=False
            ),
            "free",
        ),
        (
            "ja",
            "<h2>参加費</h2>"
            + table(
                "区分 | 事前登録 | 当日",
                "会員 | 5,000円 | 7,000円",
                "非会員 | 8,000円 | 10,000円",
                "学生 | 無料 | 無料",
                "懇親会 | 6,000円 | 7,000円",
            ),
            "free-10000 JPY",
        ),
        (
            "ja",
            "<dl><dt>日時</dt><dd>2026年10月12日</dd><dt>参加費</dt><dd>1,000円</dd></dl><h2>懇親会</h2><dl><dt>会費</dt><dd>4,000円</dd></dl>",
            "1000 JPY",
        ),
        (
            "ja",
            "<h2>チケット</h2>"
            + items("一般 ¥12,000", "早割 ¥9,000", "学生 ¥3,000")
            + "<h2>スポンサー募集</h2>"
            + items("プラチナ 500,000円", "ゴールド 300,000円"),
            "3000-12000 JPY",
        ),
        (
            "zh",
            "<h2>注册费用</h2>"
            + table("类别 | 早期注册 | 现场注册", "学生 | 800元 | 1000元", "普通代表 | 1500元 | 1800元")
            + "<h2>酒店住宿</h2>"
            + table("酒店 | 价格", "国际酒店 | 450元/晚"),
            "800-1800 CNY",
        ),
        ("zh", "<p>门票：免费</p><p>报名方式：扫码</p>", "free"),
        ("zh-Hant", "<h2>票價</h2>" + items("早鳥票 NT$ 1,800", "一般票 NT$ 2,400", "學生票 NT$ 800"), "800-2400 TWD"),
        (
            "ko",
            "<h2>등록비</h2>"
            + table(
                "구분 | 사전등록 | 현장등록",
                "일반 | 150,000원 | 200,000원",
                "학생 | 80,000원 | 100,000원",
                "만찬 | 50,000원 | 50,000원",
            ),
            "80000-200000 KRW",
        ),
        ("ko", "<p>참가비 : 무료</p><p>점심 : 10,000원</p>", "free"),
        (
            "en",
            "<h2>Registration fees</h2>"
            + table(
                "Category | Early (EUR) | Late (EUR)", "Regular | 400 | 500", "Student | 200 | 250", "Banquet | 60 | 60"
            ),
            "200-500 EUR",
        ),
        (
            "en",
            '<h2>Tickets</h2><div class="card"><div>Student</div><div>$25</div><ul><li>All talks</li><li>$10 off merch</li></ul></div><div class="card"><div>Regular</div><div>$75</div></div>',
            "25-75 USD",
        ),
        ("en", "<p>Price: <del>$300</del> $250</p>", "250 USD"),
        ("en", "<h2>Venue</h2><p>Parking is $15 per day.</p><h2>Cost</h2><p>Free!</p>", "free"),
        (
            "en",
            "<h2>FAQ</h2><h3>How much does it cost?</h3><p>Nothing. The event is free.</p><h3>Is there a hotel?</h3><p>Rooms are $129.</p>",
            "free",
        ),
        (
            "en",
            "<h2>Registration</h2><p>Registration opens soon.</p><h2>Hotel</h2><p>The conference rate is $189 per night.</p>",
            "none",
        ),
        (
            "en",
            "<h2>Call for papers</h2><p>The best paper receives $1,000.</p><p>Author registration is required.</p>",
            "none",
        ),
        (
            "en",
            "<h2>Fees</h2>"
            + table(
                "Type | Amount",
                "Full delegate | £350",
                "Day delegate | £150",
                "Gala dinner | £55",
                "Accompanying person | £80",
            ),
            "150-350 GBP",
        ),
        (
            "en",
            "<h2>Registration</h2>"
            + items(
                "Workshop only: $100", "Conference only: $300", "Conference + workshop: $350", "Extra proceedings: $50"
            ),
            "100-350 USD",
        ),
        ("en", "<p>Cost: $0</p>", "free"),
        ("en", "<p>Admission: $5 at the door, members free</p>", "free-5 USD"),
        ("en", "<p>Online attendance is free; in-person attendance costs €50.</p>", "free-50 EUR"),
        (
            "en",
            "<h2>Travel</h2><p>A taxi is about €40; the train is €9.</p><p>Registration is free of charge for all participants.</p>",
            "free",
        ),
        (
            "en",
            "<table><tr><th colspan=2>Registration</th></tr><tr><td>Regular</td><td>€300</td></tr><tr><td>Student</td><td>€150</td></tr><tr><th colspan=2>Hotel</th></tr><tr><td>Single</td><td>€90</td></tr><tr><td>Regular</td><td>€120</td></tr></table>",
            "150-300 EUR",
        ),
        (
            "en",
            "<p>Members of the society pay 100 USD, all others 150 USD. One paper may be published for an additional 50 USD.</p>",
            "100-150 USD",
        ),
        ("en", "<p>Suggested donation: $10</p>", "none"),
    ],
)
def test_a_page_of_prices_tells_what_attendees_pay(language: str, body: str, meaning: str) -> None:
    told = [
        fact.value
        for fact in read_costs(survey(f"<h1>Fjord Days 2026</h1>{body}", lang=language), [])
        if fact.score >= DOUBT
    ]
    assert (say(told[0]) if told else "none") == meaning
