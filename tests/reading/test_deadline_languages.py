"""Deadlines as pages of twenty languages write them, and dates beside the same words that are none."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import survey

from eventcal.reading.deadlines import Calls, read_deadlines

EVENT = (date(2026, 10, 13), date(2026, 10, 15))

CALLS = {
    "de": """
        Einreichung von Abstracts bis 1. Mai 2026 = abstract
        Abgabe der Kurzfassungen: 01.05.2026 = abstract
        Einreichfrist für Beiträge: 1. Mai 2026 = paper
        Deadline für Full Paper: 1. Mai 2026 = paper
        Benachrichtigung der Autor:innen: 1. Juni 2026 = notification
        Rückmeldung zu den eingereichten Beiträgen bis 1. Juni 2026 = notification
        Einreichung der druckfertigen Beiträge: 1. Juli 2026 = camera-ready
        Vorträge können bis zum 1. Mai 2026 eingereicht werden = proposal
        Du kannst deinen Vortrag noch bis 1. Mai 2026 einreichen = proposal
        Call for Papers bis 1. Mai 2026 = paper
        Anmeldeschluss ist der 1. September 2026 = registration
        Um Anmeldung bis zum 1. September 2026 wird gebeten = registration
        Bitte melden Sie sich bis zum 1. September 2026 an = registration
        Die Anmeldefrist endet am 1. September 2026 = registration
        Frühbucherrabatt bis 1. Juli 2026 = early-bird
        Early-Bird-Tickets bis 1. Juli 2026 = early-bird
        Bewerbungen bis spätestens 1. Mai 2026 = application
    """,
    "fr": """
        Date limite d’envoi des résumés : 1er mai 2026 = abstract
        Soumission des articles complets : 1er mai 2026 = paper
        Date limite de dépôt des articles : 01/05/2026 = paper
        Notification d’acceptation : 1er juin 2026 = notification
        Réponse aux auteurs : 1er juin 2026 = notification
        Retour du comité scientifique : 1er juin 2026 = notification
        Envoi des versions définitives : 1er juillet 2026 = camera-ready
        Appel à conférences jusqu’au 1er mai 2026 = proposal
        Les propositions sont à envoyer avant le 1er mai 2026 = proposal
        Proposez un sujet avant le 1er mai 2026 = proposal
        Inscription avant le 1er septembre 2026 = registration
        Clôture des inscriptions : 1er septembre 2026 = registration
        Date limite d'inscription : 1er septembre 2026 = registration
        Merci de vous inscrire avant le 1er septembre 2026 = registration
        Tarif préférentiel jusqu’au 1er juillet 2026 = early-bird
        Inscription à tarif réduit jusqu'au 1er juillet 2026 = early-bird
        Dépôt des candidatures avant le 1er mai 2026 = application
    """,
    "es": """
        Fecha límite para el envío de resúmenes: 1 de mayo de 2026 = abstract
        Recepción de trabajos hasta el 1 de mayo de 2026 = paper
        Envío de trabajos completos: 1 de mayo de 2026 = paper
        Notificación de aceptación: 1 de junio de 2026 = notification
        Comunicación de aceptación a los autores: 1 de junio de 2026 = notification
        Entrega de la versión final: 1 de julio de 2026 = camera-ready
        Envía tu charla antes del 1 de mayo de 2026 = proposal
        Cierre del llamado a charlas: 1 de mayo de 2026 = proposal
        Fecha límite para enviar propuestas: 1 de mayo de 2026 = proposal
        Inscripciones hasta el 1 de septiembre de 2026 = registration
        Cierre de inscripciones: 1 de septiembre de 2026 = registration
        Fecha límite de registro: 1 de septiembre de 2026 = registration
        Inscripción con descuento hasta el 1 de julio de 2026 = early-bird
        Inscripción temprana: 1 de julio de 2026 = early-bird
        Fecha límite para solicitar beca: 1 de mayo de 2026 = application
    """,
    "pt": """
        Prazo para envio de resumos: 1 de maio de 2026 = abstract
        Submissão de artigos até 1 de maio de 2026 = paper
        Data limite para submissão de trabalhos: 01/05/2026 = paper
        Notificação de aceite: 1 de junho de 2026 = notification
        Divulgação dos trabalhos aceitos: 1 de junho de 2026 = notification
        Divulgação dos resultados: 1 de junho de 2026 = notification
        Envio da versão final: 1 de julho de 2026 = camera-ready
        Submissão de palestras até 1 de maio de 2026 = proposal
        Envie sua proposta de palestra até 1 de maio de 2026 = proposal
        Chamada de trabalhos encerra em 1 de maio de 2026 = paper
        Inscrições até 1 de setembro de 2026 = registration
        Encerramento das inscrições: 1 de setembro de 2026 = registration
        Inscrições abertas até 1 de setembro de 2026 = registration
        Inscrições com desconto até 1 de julho de 2026 = early-bird
        Candidaturas até 1 de maio de 2026 = application
    """,
    "it": """
        Scadenza per l'invio degli abstract: 1 maggio 2026 = abstract
        Scadenza sottomissione articoli: 1 maggio 2026 = paper
        Notifica di accettazione: 1 giugno 2026 = notification
        Comunicazione di accettazione agli autori: 1 giugno 2026 = notification
        Versione definitiva dei lavori: 1 luglio 2026 = camera-ready
        Invia la tua proposta entro il 1 maggio 2026 = proposal
        Hai tempo fino al 1 maggio 2026 per inviare la tua proposta = proposal
        Le proposte di talk vanno inviate entro il 1 maggio 2026 = proposal
        Iscrizioni entro il 1 settembre 2026 = registration
        Termine ultimo per le iscrizioni: 1 settembre 2026 = registration
        Le iscrizioni chiudono il 1 settembre 2026 = registration
        Quota ridotta entro il 1 luglio 2026 = early-bird
        Iscrizione anticipata entro il 1 luglio 2026 = early-bird
        Domande entro il 1 maggio 2026 = application
    """,
    "nl": """
        Deadline abstracts: 1 mei 2026 = abstract
        Samenvattingen indienen vóór 1 mei 2026 = abstract
        Deadline voor het indienen van papers: 1 mei 2026 = paper
        Bericht van acceptatie: 1 juni 2026 = notification
        Bekendmaking geselecteerde voorstellen: 1 juni 2026 = notification
        Definitieve versie inleveren: 1 juli 2026 = camera-ready
        Dien je voorstel in vóór 1 mei 2026 = proposal
        Stuur je voorstel uiterlijk 1 mei 2026 in = proposal
        Aanmelden kan tot 1 september 2026 = registration
        Meld je aan vóór 1 september 2026 = registration
        Inschrijven is mogelijk tot en met 1 september 2026 = registration
        Uiterste inschrijfdatum: 1 september 2026 = registration
        Vroegboekkorting tot 1 juli 2026 = early-bird
        Aanvragen voor een reisbeurs: uiterlijk 1 mei 2026 = application
    """,
    "pl": """
        Termin nadsyłania abstraktów: 1 maja 2026 = abstract
        Zgłaszanie streszczeń do 1 maja 2026 = abstract
        Termin nadsyłania artykułów: 1 maja 2026 = paper
        Nadsyłanie pełnych tekstów: 1 maja 2026 = paper
        Powiadomienie o akceptacji: 1 czerwca 2026 = notification
        Informacja o przyjęciu referatu: 1 czerwca 2026 = notification
        Wersja ostateczna artykułu: 1 lipca 2026 = camera-ready
        Zgłoszenia prelekcji do 1 maja 2026 = proposal
        Zgłoś prelekcję do 1 maja 2026 = proposal
        Call for Papers trwa do 1 maja 2026 = paper
        Rejestracja do 1 września 2026 = registration
        Rejestracja uczestników trwa do 1 września 2026 = registration
        Zapisy do 1 września 2026 = registration
        Wczesna rejestracja: do 1 lipca 2026 = early-bird
        Wnioski o stypendium do 1 maja 2026 = application
    """,
    "cs": """
        Odevzdání abstraktů: 1. května 2026 = abstract
        Termín pro zaslání abstraktů: 1. 5. 2026 = abstract
        Uzávěrka příspěvků: 1. května 2026 = paper
        Oznámení o přijetí příspěvku: 1. června 2026 = notification
        Finální verze příspěvků: 1. července 2026 = camera-ready
        Přednášky můžete přihlašovat do 1. května 2026 = proposal
        Přihlaste svou přednášku do 1. května 2026 = proposal
        Registrace do 1. září 2026 = registration
        Registrace končí 1. září 2026 = registration
        Přihlášky zasílejte do 1. září 2026 = registration
        Zvýhodněná registrace do 1. července 2026 = early-bird
        Žádosti o stipendium do 1. května 2026 = application
    """,
    "da": """
        Frist for indsendelse af abstracts: 1. maj 2026 = abstract
        Indsendelse af artikler: 1. maj 2026 = paper
        Svar til forfattere: 1. juni 2026 = notification
        Endelig version: 1. juli 2026 = camera-ready
        Send dit forslag senest den 1. maj 2026 = proposal
        Frist for forslag til oplæg: 1. maj 2026 = proposal
        Tilmeldingsfrist: 1. september 2026 = registration
        Tilmelding senest 1. september 2026 = registration
        Sidste frist for tilmelding er den 1. september 2026 = registration
        Early bird indtil 1. juli 2026 = early-bird
        Ansøgningsfrist 1. maj 2026 = application
    """,
    "nb": """
        Frist for innsending av sammendrag: 1. mai 2026 = abstract
        Innsending av artikler innen 1. mai 2026 = paper
        Tilbakemelding til forfattere: 1. juni 2026 = notification
        Endelig versjon: 1. juli 2026 = camera-ready
        Send inn foredrag innen 1. mai 2026 = proposal
        Frist for å sende inn forslag: 1. mai 2026 = proposal
        Påmeldingsfrist: 1. september 2026 = registration
        Påmelding innen 1. september 2026 = registration
        Meld deg på innen 1. september 2026 = registration
        Tidligpåmelding til 1. juli 2026 = early-bird
        Søknadsfrist er 1. mai 2026 = application
    """,
    "sv": """
        Sista dag för att skicka in abstract: 1 maj 2026 = abstract
        Inlämning av artiklar senast 1 maj 2026 = paper
        Besked till författare: 1 juni 2026 = notification
        Slutgiltig version: 1 juli 2026 = camera-ready
        Skicka in ditt förslag senast 1 maj 2026 = proposal
        Sista anmälningsdag: 1 september 2026 = registration
        Anmäl dig senast den 1 september 2026 = registration
        Anmälan senast 1 september 2026 = registration
        Sista dag för anmälan är 1 september 2026 = registration
        Tidig anmälan till och med 1 juli 2026 = early-bird
        Boka tidigt-pris till 1 juli 2026 = early-bird
        Sista ansökningsdag 1 maj 2026 = application
    """,
    "fi": """
        Abstraktien jättöaika päättyy 1.5.2026 = abstract
        Abstraktien määräaika: 1.5.2026 = abstract
        Artikkelien määräaika 1.5.2026 = paper
        Ilmoitus hyväksymisestä: 1.6.2026 = notification
        Lopullinen versio: 1.7.2026 = camera-ready
        Lähetä puhe-ehdotuksesi viimeistään 1.5.2026 = proposal
        Esitysehdotukset 1.5.2026 mennessä = proposal
        Ilmoittautuminen päättyy 1.9.2026 = registration
        Ilmoittaudu viimeistään 1.9.2026 = registration
        Ilmoittautumiset 1.9.2026 mennessä = registration
        Viimeinen ilmoittautumispäivä 1.9.2026 = registration
        Ennakkoilmoittautuminen 1.7.2026 asti = early-bird
        Hakuaika päättyy 1.5.2026 = application
    """,
    "hu": """
        Absztraktok beküldési határideje: 2026. május 1. = abstract
        Cikkek beküldése: 2026. május 1. = paper
        Értesítés az elfogadásról: 2026. június 1. = notification
        Végleges változat: 2026. július 1. = camera-ready
        Előadások beküldési határideje: 2026. május 1. = proposal
        Előadás jelentkezési határidő: 2026. május 1. = proposal
        Jelentkezési határidő: 2026. szeptember 1. = registration
        Regisztrációs határidő: 2026. szeptember 1. = registration
        Regisztráció: 2026. szeptember 1-ig = registration
        Kedvezményes regisztráció 2026. július 1-ig = early-bird
        Pályázati határidő: 2026. május 1. = application
    """,
    "el": """
        Υποβολή περιλήψεων έως 1 Μαΐου 2026 = abstract
        Προθεσμία υποβολής περιλήψεων: 1 Μαΐου 2026 = abstract
        Προθεσμία υποβολής εργασιών: 1 Μαΐου 2026 = paper
        Ενημέρωση για την αποδοχή: 1 Ιουνίου 2026 = notification
        Ανακοίνωση αποτελεσμάτων: 1 Ιουνίου 2026 = notification
        Υποβολή τελικών κειμένων: 1 Ιουλίου 2026 = camera-ready
        Υποβολή προτάσεων έως 1 Μαΐου 2026 = proposal
        Προθεσμία εγγραφών: 1 Σεπτεμβρίου 2026 = registration
        Εγγραφές έως 1 Σεπτεμβρίου 2026 = registration
        Δηλώσεις συμμετοχής έως τις 1 Σεπτεμβρίου 2026 = registration
        Μειωμένη εγγραφή έως 1 Ιουλίου 2026 = early-bird
        Υποβολή αιτήσεων έως 1 Μαΐου 2026 = application
    """,
    "tr": """
        Özet Gönderimi İçin Son Tarih: 1 Mayıs 2026 = abstract
        BİLDİRİ ÖZETİ SON GÖNDERİM TARİHİ: 1 MAYIS 2026 = abstract
        Tam metin gönderimi: 1 Mayıs 2026 = paper
        Kabul bildirimi: 1 Haziran 2026 = notification
        Bildiri sonuçlarının açıklanması: 1 Haziran 2026 = notification
        Kabul Edilen Bildirilerin Duyurulması: 1 Haziran 2026 = notification
        Nihai bildirilerin gönderilmesi: 1 Temmuz 2026 = camera-ready
        Konuşma önerileri için son tarih: 1 Mayıs 2026 = proposal
        SON KAYIT TARİHİ: 1 EYLÜL 2026 = registration
        Son kayıt: 1 Eylül 2026 = registration
        Kayıtlar 1 Eylül 2026 tarihinde sona erecektir = registration
        Erken kayıt için son tarih: 1 Temmuz 2026 = early-bird
        Erken kayıt son günü: 1 Temmuz 2026 = early-bird
        Son başvuru tarihi: 1 Mayıs 2026 = application
    """,
    "ru": """
        Приём тезисов до 1 мая 2026 = abstract
        Срок подачи тезисов: 1 мая 2026 года = abstract
        Последний срок подачи статей: 1 мая 2026 = paper
        Уведомление авторов о принятии докладов: 1 июня 2026 = notification
        Информирование о приёме докладов: 1 июня 2026 = notification
        Окончательные версии статей: 1 июля 2026 = camera-ready
        Приём заявок на доклады до 1 мая 2026 = proposal
        Подать доклад можно до 1 мая 2026 = proposal
        Регистрация до 1 сентября 2026 = registration
        Регистрация открыта до 1 сентября 2026 = registration
        Окончание регистрации: 1 сентября 2026 = registration
        Ранняя регистрация до 1 июля 2026 = early-bird
        Заявки на участие принимаются до 1 мая 2026 = application
    """,
    "uk": """
        Подання тез до 1 травня 2026 = abstract
        Термін подання тез: 1 травня 2026 року = abstract
        Термін подання статей: 1 травня 2026 = paper
        Повідомлення про прийняття: 1 червня 2026 = notification
        Остаточні версії статей: 1 липня 2026 = camera-ready
        Прийом доповідей до 1 травня 2026 = paper
        Заявки на доповіді до 1 травня 2026 = proposal
        Реєстрація до 1 вересня 2026 = registration
        Реєстрація триває до 1 вересня 2026 = registration
        Завершення реєстрації: 1 вересня 2026 = registration
        Рання реєстрація до 1 липня 2026 = early-bird
        Прийом заявок до 1 травня 2026 = application
    """,
    "ja": """
        アブストラクト提出締切：2026年5月1日 = abstract
        講演要旨の提出期限：2026年5月1日 = abstract
        論文投稿締切：2026年5月1日（金） = paper
        原稿提出〆切 2026年5月1日 = paper
        採否通知：2026年6月1日 = notification
        審査結果の通知：2026年6月1日 = notification
        当落発表：2026年6月1日 = notification
        カメラレディ原稿締切：2026年7月1日 = camera-ready
        発表申込締切：2026年5月1日 = proposal
        CFP締切：2026年5月1日 = proposal
        セッション応募締切：2026年5月1日 = proposal
        参加登録締切：2026年9月1日 = registration
        参加申し込みは2026年9月1日まで = registration
        申込締切日：2026年9月1日 = registration
        事前参加登録期限：2026年9月1日 = registration
        早期参加登録締切：2026年7月1日 = early-bird
        早割チケットは2026年7月1日まで = early-bird
        応募締切：2026年5月1日 = application
        2026年5月1日：応募終了 = application
    """,
    "zh": """
        摘要提交截止日期：2026年5月1日 = abstract
        论文提交截止：2026年5月1日 = paper
        全文截稿日期：2026年5月1日 = paper
        录用通知：2026年6月1日 = notification
        论文录用通知日期：2026年6月1日 = notification
        终稿提交截止日期：2026年7月1日 = camera-ready
        议题征集截止：2026年5月1日 = proposal
        演讲提案截止日期：2026年5月1日 = proposal
        报名截止时间：2026年9月1日 = registration
        注册截止日期：2026年9月1日 = registration
        请于2026年9月1日前报名 = registration
        早鸟票截止：2026年7月1日 = early-bird
        早鸟注册截止：2026年7月1日 = early-bird
        申请截止日期：2026年5月1日 = application
    """,
    "zh-TW": """
        摘要投稿截止：2026年5月1日 = abstract
        論文投稿截止日期：2026年5月1日 = paper
        全文截稿：2026年5月1日 = paper
        論文錄取通知：2026年6月1日 = notification
        審查結果公布：2026年6月1日 = notification
        定稿繳交截止：2026年7月1日 = camera-ready
        議程投稿截止：2026年5月1日 = proposal
        徵稿截止（講者徵求）：2026年5月1日 = proposal
        報名截止：2026年9月1日 = registration
        報名期限：即日起至2026年9月1日 = registration
        早鳥報名截止：2026年7月1日 = early-bird
        早鳥票販售至2026年7月1日 = early-bird
        申請截止：2026年5月1日 = application
    """,
    "ko": """
        초록 제출 마감일: 2026년 5월 1일 = abstract
        초록 접수 기한: 2026년 5월 1일 = abstract
        논문 제출 마감: 2026년 5월 1일 = paper
        논문 투고 마감: 2026년 5월 1일 = paper
        심사 결과 통보: 2026년 6월 1일 = notification
        채택 여부 통보: 2026년 6월 1일 = notification
        최종 논문 제출: 2026년 7월 1일 = camera-ready
        발표자 모집 마감: 2026년 5월 1일 = proposal
        발표 신청 기간: 2026년 4월 1일 ~ 5월 1일 = proposal
        참가 신청 마감: 2026년 9월 1일 = registration
        등록 마감일: 2026년 9월 1일 = registration
        사전등록 마감: 2026년 7월 1일 = early-bird
        얼리버드 티켓 판매: 2026년 7월 1일까지 = early-bird
        지원서 마감: 2026년 5월 1일 = application
    """,
}

NO_CALLS = {
    "de": """
        Anmeldung ab 1. Mai 2026 möglich
        Anmeldung geöffnet seit 1. Mai 2026
        Kostenlose Stornierung bis 1. September 2026
        Stand: 1. Mai 2026
        Der Call for Papers startet am 1. Mai 2026
    """,
    "fr": """
        Ouverture des inscriptions : 1er mai 2026
        Annulation possible jusqu'au 1er septembre 2026
        Mis à jour le 1er mai 2026
        Les inscriptions sont ouvertes depuis le 1er mai 2026
        Remboursement de l'inscription jusqu'au 1er septembre 2026
    """,
    "es": """
        Apertura de inscripciones: 1 de mayo de 2026
        Inicio del envío de propuestas: 1 de mayo de 2026
        Cancelaciones de inscripción hasta el 1 de septiembre de 2026
        Publicado el 1 de mayo de 2026
    """,
    "pt": """
        Abertura das inscrições: 1 de maio de 2026
        Início da submissão de trabalhos: 1 de maio de 2026
        Cancelamento da inscrição até 1 de setembro de 2026
        Inscrições a partir de 1 de maio de 2026
    """,
    "it": """
        Apertura iscrizioni: 1 maggio 2026
        Aperta la Call for Papers: 1 maggio 2026
        Cancellazione dell'iscrizione entro il 1 settembre 2026
        Iscrizioni aperte dal 1 maggio 2026
    """,
    "nl": """
        Inschrijving geopend vanaf 1 mei 2026
        Kosteloos annuleren van uw inschrijving kan tot 1 september 2026
        Start inschrijving: 1 mei 2026
    """,
    "pl": """
        Rozpoczęcie rejestracji: 1 maja 2026
        Rezygnacja z rejestracji do 1 września 2026
        Rejestracja od 1 maja 2026
    """,
    "cs": """
        Zahájení registrace: 1. května 2026
        Storno registrace do 1. září 2026
        Registrace od 1. května 2026
    """,
    "da": """
        Tilmeldingen åbner 1. maj 2026
        Afbestilling af tilmelding senest 1. september 2026
        Opdateret 1. maj 2026
    """,
    "nb": """
        Påmeldingen åpner 1. mai 2026
        Avmelding fra påmelding innen 1. september 2026
        Publisert 1. mai 2026
    """,
    "sv": """
        Anmälan öppnar 1 maj 2026
        Avbokning av anmälan senast 1 september 2026
        Publicerad 1 maj 2026
    """,
    "fi": """
        Ilmoittautuminen alkaa 1.5.2026
        Ilmoittautumisen peruutus viimeistään 1.9.2026
        Päivitetty 1.5.2026
    """,
    "hu": """
        Regisztráció megnyitása: 2026. május 1.
        A regisztráció lemondása 2026. szeptember 1-ig
        Közzétéve: 2026. május 1.
    """,
    "el": """
        Έναρξη εγγραφών: 1 Μαΐου 2026
        Ακύρωση εγγραφής έως 1 Σεπτεμβρίου 2026
        Τελευταία ενημέρωση: 1 Μαΐου 2026
    """,
    "tr": """
        Kayıt başlangıcı: 1 Mayıs 2026
        Kayıt iptali için son tarih: 1 Eylül 2026
        Son güncelleme: 1 Mayıs 2026
    """,
    "ru": """
        Начало регистрации: 1 мая 2026
        Отмена регистрации до 1 сентября 2026
        Опубликовано 1 мая 2026
        Регистрация открыта с 1 мая 2026
    """,
    "uk": """
        Початок реєстрації: 1 травня 2026
        Скасування реєстрації до 1 вересня 2026
        Опубліковано 1 травня 2026
    """,
    "ja": """
        参加登録開始：2026年5月1日
        2026年5月1日：応募開始日
        参加登録のキャンセル期限：2026年9月1日
        最終更新：2026年5月1日
        2026年5月1日より参加登録を受け付けます
        論文の公開日：2026年5月1日
    """,
    "zh": """
        开放注册：2026年5月1日
        2026年5月1日起接受报名
        退票截止：2026年9月1日
        发布时间：2026年5月1日
    """,
    "zh-TW": """
        開放報名：2026年5月1日
        報名開始：2026年5月1日
        退票截止：2026年9月1日
        最後更新：2026年5月1日
    """,
    "ko": """
        등록 시작: 2026년 5월 1일
        2026년 5월 1일부터 등록
        등록 취소 마감: 2026년 9월 1일
        작성일: 2026년 5월 1일
    """,
}


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    """Each language with each of its lines."""
    return [(language, line.strip()) for language, lines in table.items() for line in lines.strip().splitlines()]


def kinds(language: str, line: str) -> list[str]:
    """The kinds of the deadlines of a line."""
    page = survey(f"<ul><li>{line}</li></ul>", lang=language)
    return [fact.value.kind for fact in read_deadlines(Calls(page), EVENT)]


@pytest.mark.parametrize(("language", "row"), rows(CALLS))
def test_a_deadline_is_read_in_the_language_of_the_page(language: str, row: str) -> None:
    line, _, kind = row.rpartition(" = ")
    assert kinds(language, line) == [kind]


@pytest.mark.parametrize(("language", "line"), rows(NO_CALLS))
def test_a_date_on_which_something_opens_or_may_be_given_back_is_no_deadline(language: str, line: str) -> None:
    assert kinds(language, line) == []
