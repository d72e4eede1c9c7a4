// What owners write from habit, in an otherwise right guideline: there is one error, its help is pasted, and the
// guideline then means what they would have written had they known the language. Conditions, names, numbers, lines.
#include "tests/unit/check/owners_habits.hpp"

namespace {

using namespace spanne;
using namespace spanne::tests;

const OwnersHabit conditions[] = {
    {"a: standorte größer als 10 -> +0.1 FTE", "a: standorte > 10 -> +0.1 FTE"},
    {"a: standorte ist größer als 10 -> +0.1 FTE", "a: standorte > 10 -> +0.1 FTE"},
    {"a: standorte is greater than 10 -> +0.1 FTE", "a: standorte > 10 -> +0.1 FTE"},
    {"a: standorte mindestens 10 -> +0.1 FTE", "a: standorte >= 10 -> +0.1 FTE"},
    {"a: standorte größer gleich 10 -> +0.1 FTE", "a: standorte >= 10 -> +0.1 FTE"},
    {"a: standorte höchstens 10 -> +0.1 FTE", "a: standorte <= 10 -> +0.1 FTE"},
    {"a: standorte gleich 10 -> +0.1 FTE", "a: standorte = 10 -> +0.1 FTE"},
    {"a: standorte ist gleich 10 -> +0.1 FTE", "a: standorte = 10 -> +0.1 FTE"},
    {"a: standorte ungleich 10 -> +0.1 FTE", "a: standorte != 10 -> +0.1 FTE"},
    {"a: reach ist global -> +0.1 FTE", "a: reach = global -> +0.1 FTE"},
    {"a: reach is not global -> +0.1 FTE", "a: reach != global -> +0.1 FTE"},
    {"a: reach ist nicht global -> +0.1 FTE", "a: reach != global -> +0.1 FTE"},
    {"a: betreuer ist leer -> +0.1 FTE", "a: betreuer is missing -> +0.1 FTE"},
    {"a: betreuer ist bekannt -> +0.1 FTE", "a: betreuer is known -> +0.1 FTE"},
    {"a: standorte größer 10 -> +0.1 FTE", "a: standorte > 10 -> +0.1 FTE"},
    {"a: standorte kleiner oder gleich 10 -> +0.1 FTE", "a: standorte <= 10 -> +0.1 FTE"},
    {"a: !dezentral -> +0.1 FTE", "a: not dezentral -> +0.1 FTE"},
    {"a: standorte in (3; 4; 5) -> +0.1 FTE", "a: standorte in (3, 4, 5) -> +0.1 FTE"},
    {"a: name in (Bonn, Kiel) -> +0.1 FTE", "a: name in (\"Bonn\", \"Kiel\") -> +0.1 FTE"},
    {"a: standorte zwischen 3 und 10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: umsatz größer als 5 M EUR -> +0.1 FTE", "a: umsatz > 5 M EUR -> +0.1 FTE"},
    {"a: standorte > 10 und dezentral -> +0.1 FTE", "a: standorte > 10 and dezentral -> +0.1 FTE"},
    {"a: nicht dezentral -> +0.1 FTE", "a: not dezentral -> +0.1 FTE"},
    {"a: dezentral = ja -> +0.1 FTE", "a: dezentral = yes -> +0.1 FTE"},
    {"a: dezentral = WAHR -> +0.1 FTE", "a: dezentral = yes -> +0.1 FTE"},
    {"a: wenn dezentral dann +0.1 FTE", "a: dezentral -> +0.1 FTE"},
    {"a: if dezentral then +0.1 FTE", "a: dezentral -> +0.1 FTE"},
    {"a: 3 < standorte < 10 -> +0.1 FTE", "a: 3 < standorte and standorte < 10 -> +0.1 FTE"},
    {"a: standorte > 3 and < 10 -> +0.1 FTE", "a: standorte > 3 and standorte < 10 -> +0.1 FTE"},
    {"a: standorte = 3 .. 10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: reach = national or global -> +0.1 FTE", "a: reach in (national, global) -> +0.1 FTE"},
    {"a: standorte = 3 or 4 or 5 -> +0.1 FTE", "a: standorte in (3, 4, 5) -> +0.1 FTE"},
    {"a: reach in national, global -> +0.1 FTE", "a: reach in (national, global) -> +0.1 FTE"},
    {"a: dezentral, standorte > 3 -> +0.1 FTE", "a: dezentral and standorte > 3 -> +0.1 FTE"},
    {"a: reach = \"national\" and name = Stadtwerke -> +0.1 FTE",
     "a: reach = \"national\" and name = \"Stadtwerke\" -> +0.1 FTE"},
    {"a: name = Stadtwerke Bonn -> +0.1 FTE", "a: name = \"Stadtwerke Bonn\" -> +0.1 FTE"},
    {"a: name starts \"Stadt\" -> +0.1 FTE", "a: name starts with \"Stadt\" -> +0.1 FTE"},
    {"a: name beginnt mit \"Stadt\" -> +0.1 FTE", "a: name starts with \"Stadt\" -> +0.1 FTE"},
    {"a: standorte / 8 >= 133 % -> +0.1 FTE", "a: standorte / 8 >= 1.33 -> +0.1 FTE"},
    {"a: growth > 15 % -> +0.1 FTE", "a: growth is known and growth > 15 % -> +0.1 FTE"},
    {"a: dezentral or growth > 15 % -> +0.1 FTE", "a: dezentral or growth is known and growth > 15 % -> +0.1 FTE"},
    {"a: not growth > 15 % -> +0.1 FTE", "a: not (growth is known and growth > 15 %) -> +0.1 FTE"},
    {"a: growth in 5 .. 15 % -> +0.1 FTE", "a: growth is known and growth in 5 .. 15 % -> +0.1 FTE"},
    {"a: agreed -> +0.1 FTE", "a: agreed is known and agreed -> +0.1 FTE"},
    {"a: not agreed -> +0.1 FTE", "a: not (agreed is known and agreed) -> +0.1 FTE"},
    {"a: dezentral -> +(contacts * 2) h/month", "a: dezentral and contacts is known -> +(contacts * 2) h/month"},
    {"a: always -> exactly (contacts) FTE", "a: contacts is known -> exactly (contacts) FTE"},
    {"a: dezentral or standorte > 3 -> x contacts",
     "a: (dezentral or standorte > 3) and contacts is known -> x contacts"},
    {"a: dezentral -> +1 h/month per contacts", "a: dezentral and contacts is known -> +1 h/month per contacts"},
    {"a: growth = missing -> +0.1 FTE", "a: growth is missing -> +0.1 FTE"},
    {"a: growth is empty -> +0.1 FTE", "a: growth is missing -> +0.1 FTE"},
    {"a: growth is not missing -> +0.1 FTE", "a: growth is known -> +0.1 FTE"},
    {"a: betreuer = leer -> +0.1 FTE", "a: betreuer is missing -> +0.1 FTE"},
    {"a: share > 15 -> +0.1 FTE", "a: share > 15 % -> +0.1 FTE"},
    {"a: share > 0.15 -> +0.1 FTE", "a: share > 15 % -> +0.1 FTE"},
    {"a: umsatz > 5_000_000 -> +0.1 FTE", "a: umsatz > 5_000_000 EUR -> +0.1 FTE"},
    {"a: seit < 01.07.2026 -> +0.1 FTE", "a: seit < 2026-07-01 -> +0.1 FTE"},
    {"a: seit < \"2026-07-01\" -> +0.1 FTE", "a: seit < 2026-07-01 -> +0.1 FTE"},
    {"a: global -> +0.1 FTE", "a: reach = global -> +0.1 FTE"},
    {"a: standorte >= 5 && dezentral -> +0.1 FTE", "a: standorte >= 5 and dezentral -> +0.1 FTE"},
    {"a: standorte <> 5 -> +0.1 FTE", "a: standorte != 5 -> +0.1 FTE"},
    {"a: standorte == 5 -> +0.1 FTE", "a: standorte = 5 -> +0.1 FTE"},
    {"a: standorte ≥ 5 -> +0.1 FTE", "a: standorte >= 5 -> +0.1 FTE"},
    {"a: standort > 5 -> +0.1 FTE", "a: standorte > 5 -> +0.1 FTE"},
    {"a: dezentral -> +0.1 FTE if standorte > 3", "a: dezentral and standorte > 3 -> +0.1 FTE"},
    {"a: always -> +0.1 FTE when dezentral", "a: dezentral -> +0.1 FTE"},
    {"a: dezentral -> +0.1 FTE wenn standorte > 3 because \"x\"",
     "a: dezentral and standorte > 3 -> +0.1 FTE because \"x\""},
    {"define m = 3 if dezentral else 5", "define m = if dezentral then 3 else 5"},
};

const OwnersHabit everyday[] = {
    {"a: dezentral ja -> +0.1 FTE", "a: dezentral = yes -> +0.1 FTE"},
    {"a: dezentral nein -> +0.1 FTE", "a: dezentral = no -> +0.1 FTE"},
    {"a: dezentral ist ja -> +0.1 FTE", "a: dezentral = yes -> +0.1 FTE"},
    {"a: standorte from 3 to 10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: standorte von 3 bis 10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: reach in [global; national] -> +0.1 FTE", "a: reach in (global, national) -> +0.1 FTE"},
    {"a: seit vor 2025-01-01 -> +0.1 FTE", "a: seit < 2025-01-01 -> +0.1 FTE"},
    {"a: umsatz > 5 Millionen Euro -> +0.1 FTE", "a: umsatz > 5 M EUR -> +0.1 FTE"},
    {"define m = standorte x 2", "define m = standorte * 2"},
    {"define m = standorte mal 2", "define m = standorte * 2"},
    {"define m := 3", "define m = 3"},
    {"define q = 1\nWENN dezentral DANN +0.1 FTE", "define q = 1\ndezentral -> +0.1 FTE"},
    {"a: dezentral -> +0.1 FTE per standorte > 2", "a: dezentral -> +0.1 FTE per standorte above 2"},
    {"a: dezentral -> nicht weniger als 0.2 FTE", "a: dezentral -> at least 0.2 FTE"},
    {"a: dezentral -> no more than 2 FTE", "a: dezentral -> at most 2 FTE"},
    {"a: dezentral -> mind. 1 FTE", "a: dezentral -> at least 1 FTE"},
    {"a: dezentral -> = 1 FTE", "a: dezentral -> exactly 1 FTE"},
    {"a: dezentral -> flag: \"x\"", "a: dezentral -> flag \"x\""},
    {"a: dezentral -> +0.1 FTE \"x\"", "a: dezentral -> +0.1 FTE because \"x\""},
    {"a: dezentral -> 20 % mehr", "a: dezentral -> +20 %"},
    {"a: dezentral -> 20 % less", "a: dezentral -> -20 %"},
};

const OwnersHabit names[] = {
    {"a: Kundentermine pro Jahr > 12 -> +0.1 FTE", "a: termine > 12 -> +0.1 FTE"},
    {"a: Termine je Kunde > 12 -> +0.1 FTE", "a: termine > 12 -> +0.1 FTE"},
    {"a: dezentral and Kundentermine pro Jahr > 12 -> +0.1 FTE", "a: dezentral and termine > 12 -> +0.1 FTE"},
    {"a: Zahl der Schüler > 12 -> +0.1 FTE", "a: schueler > 12 -> +0.1 FTE"},
    {"a: Standorte > 12 -> +0.1 FTE", "a: standorte > 12 -> +0.1 FTE"},
    {"a: Umsatz (EUR) > 5 M EUR -> +0.1 FTE", "a: umsatz > 5 M EUR -> +0.1 FTE"},
    {"a: dezentral -> +0.1 FTE per Standorte", "a: dezentral -> +0.1 FTE per standorte"},
    {"a: dezentral -> flag \"{Standorte} Standorte\"", "a: dezentral -> flag \"{standorte} Standorte\""},
    {"property \"p\": fte never falls as Standorte rises", "property \"p\": fte never falls as standorte rises"},
    {"test \"t\"\n  given Standorte = 3\n  expect fte = 0.1 FTE",
     "test \"t\"\n  given standorte = 3\n  expect fte = 0.1 FTE"},
    {"test \"t\"\n  given Kundentermine pro Jahr = 3\n  expect fte = 0.1 FTE",
     "test \"t\"\n  given termine = 3\n  expect fte = 0.1 FTE"},
    {"cluster Größe mittel \"Mittel\": otherwise -> 0.1 FTE", "cluster Größe_mittel \"Mittel\": otherwise -> 0.1 FTE"},
    {"cluster Größe mittel: otherwise -> 0.1 FTE", "cluster Größe_mittel: otherwise -> 0.1 FTE"},
    {"viele Standorte: dezentral -> +0.1 FTE", "viele_Standorte: dezentral -> +0.1 FTE"},
    {"define große Kunden = standorte > 10", "define große_Kunden = standorte > 10"},
    {"table Aufwand je Standort \"x\"\n  | standorte || + FTE |\n  | > 3 || 0.1 |",
     "table Aufwand_je_Standort \"x\"\n  | standorte || + FTE |\n  | > 3 || 0.1 |"},
    {"cluster rest otherwise -> 0.1 FTE", "cluster rest: otherwise -> 0.1 FTE"},
};

const OwnersHabit numbers[] = {
    {"a: umsatz > 1 Mrd. EUR -> +0.1 FTE", "a: umsatz > 1 Mrd EUR -> +0.1 FTE"},
    {"a: umsatz > 1 Mio. EUR -> +0.1 FTE", "a: umsatz > 1 Mio EUR -> +0.1 FTE"},
    {"a: umsatz > 1 Mio. € -> +0.1 FTE", "a: umsatz > 1 Mio EUR -> +0.1 FTE"},
    {"a: umsatz > 1 Mio. Euro -> +0.1 FTE", "a: umsatz > 1 Mio EUR -> +0.1 FTE"},
    {"a: umsatz > 5 T€ -> +0.1 FTE", "a: umsatz > 5 k EUR -> +0.1 FTE"},
    {"a: umsatz > 5 TEUR -> +0.1 FTE", "a: umsatz > 5 k EUR -> +0.1 FTE"},
    {"a: umsatz > 5 Mio € -> +0.1 FTE", "a: umsatz > 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz > € 5 Mio -> +0.1 FTE", "a: umsatz > 5 Mio EUR -> +0.1 FTE"},
    {"a: umsatz > EUR 5 M -> +0.1 FTE", "a: umsatz > 5 M EUR -> +0.1 FTE"},
    {"a: umsatz > 5.000.000 EUR -> +0.1 FTE", "a: umsatz > 5_000_000 EUR -> +0.1 FTE"},
    {"a: umsatz > 5 000 000 EUR -> +0.1 FTE", "a: umsatz > 5_000_000 EUR -> +0.1 FTE"},
    {"a: umsatz > 5'000'000 EUR -> +0.1 FTE", "a: umsatz > 5_000_000 EUR -> +0.1 FTE"},
    {"a: umsatz > 5.000,50 EUR -> +0.1 FTE", "a: umsatz > 5_000.50 EUR -> +0.1 FTE"},
    {"a: umsatz > 1,5 M EUR -> +0.1 FTE", "a: umsatz > 1.5 M EUR -> +0.1 FTE"},
    {"a: standorte in 3-10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: standorte in 3 bis 10 -> +0.1 FTE", "a: standorte in 3 .. 10 -> +0.1 FTE"},
    {"a: share > 15 Prozent -> +0.1 FTE", "a: share > 15 % -> +0.1 FTE"},
};

const OwnersHabit lines[] = {
    {"a: dezentral -> +0.1 FTE weil \"x\"", "a: dezentral -> +0.1 FTE because \"x\""},
    {"a: dezentral -> +0.1 FTE\n   weil \"x\"", "a: dezentral -> +0.1 FTE\n   because \"x\""},
    {"a: dezentral -> x 1.4 weil \"x\"", "a: dezentral -> x 1.4 because \"x\""},
    {"a: dezentral -> flag \"y\" weil \"x\"", "a: dezentral -> flag \"y\" because \"x\""},
    {"a: dezentral -> +(standorte) h/month weil \"x\"", "a: dezentral -> +(standorte) h/month because \"x\""},
    {"cluster rest: otherwise -> 0.1 FTE weil \"x\"", "cluster rest: otherwise -> 0.1 FTE because \"x\""},
    {"a: dezentral -> +0.1 FTE ab 2026-07-01", "a: dezentral -> +0.1 FTE from 2026-07-01"},
    {"a: dezentral -> +0.1 FTE bis 2026-07-01", "a: dezentral -> +0.1 FTE until 2026-07-01"},
    {"define m = standorte\n  + termine", "define m = standorte + termine"},
    {"define m = standorte\n  * 2", "define m = standorte * 2"},
    {"define m = standorte\n  - termine", "define m = standorte - termine"},
    {"a: dezentral -> +0.1 FTE\n  + 20 %", "a: dezentral -> +0.1 FTE, + 20 %"},
    {"a: standorte\n   + termine > 3 -> +0.1 FTE", "a: standorte + termine > 3 -> +0.1 FTE"},
    {"a: standorte\n   > 3 -> +0.1 FTE", "a: standorte > 3 -> +0.1 FTE"},
    {"define m = standorte\n  + termine\n  + schueler", "define m = standorte + termine + schueler"},
    {"a: dezentral -> +0.1 FTE\n  + 20 %\n  + 0.2 FTE external",
     "a: dezentral -> +0.1 FTE, + 20 %, + 0.2 FTE external"},
    {"- a: dezentral -> +0.1 FTE", "a: dezentral -> +0.1 FTE"},
    {"a: dezentral => +0.1 FTE", "a: dezentral -> +0.1 FTE"},
    {"a: dezentral +0.1 FTE", "a: dezentral -> +0.1 FTE"},
    {"a: dezentral -> flag „Viele“", "a: dezentral -> flag \"Viele\""},
    {"a: dezentral -> \"Viele\"", "a: dezentral -> flag \"Viele\""},
    {"a: dezentral -> hinweis \"Viele\"", "a: dezentral -> flag \"Viele\""},
    {"a: dezentral -> flag \"Viele", "a: dezentral -> flag \"Viele\""},
    {"Tabelle t\n  | standorte || + FTE |\n  | > 3 || 0.1 |", "table t\n  | standorte || + FTE |\n  | > 3 || 0.1 |"},
    {"table t\n  | standorte | + FTE |\n  | > 3 || 0.1 |", "table t\n  | standorte || + FTE |\n  | > 3 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | ab 3 || 0.1 |", "table t\n  | standorte || + FTE |\n  | >= 3 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | 3 .. || 0.1 |", "table t\n  | standorte || + FTE |\n  | >= 3 || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | 10+ || 0.1 |", "table t\n  | standorte || + FTE |\n  | >= 10 || 0.1 |"},
    {"table t\n  | reach || + FTE |\n  | national oder global || 0.1 |",
     "table t\n  | reach || + FTE |\n  | national, global || 0.1 |"},
    {"table t\n  | reach || + FTE |\n  | egal || 0.1 |", "table t\n  | reach || + FTE |\n  | - || 0.1 |"},
    {"table t\n  | standorte || + FTE |\n  | > 3 || +0.1 |", "table t\n  | standorte || + FTE |\n  | > 3 || 0.1 |"},
    {"table t\n  standorte\tFTE\n  1-3\t0,1\n  > 3\t0,2",
     "table t\n  | standorte || + FTE |\n  | 1 .. 3 || 0.1 |\n  | > 3 || 0.2 |"},
    {"table t\n  Standorte\tAufwand (VZÄ)\tBegründung\n  1-3\t0,1\tWenig\n  ab 4\t0,2\tViel",
     "table t\n  | standorte || + VZÄ | because |\n  | 1 .. 3 || 0.1 | \"Wenig\" |\n  | >= 4 || 0.2 | \"Viel\" |"},
};

const OwnersHabit tests[] = {
    {"test \"t\"\n  given reach ist global\n  expect fte = 0.1 FTE",
     "test \"t\"\n  given reach = global\n  expect fte = 0.1 FTE"},
    {"test \"t\"\n  given standorte = 3\n  expect cluster ist rest",
     "test \"t\"\n  given standorte = 3\n  expect cluster = rest"},
    {"test \"t\"\n  given standorte = 3\n  expect cluster: rest",
     "test \"t\"\n  given standorte = 3\n  expect cluster = rest"},
    {"test \"t\"\n  given standorte = 3\n  expect cluster ist rest, fte = 0.1 FTE",
     "test \"t\"\n  given standorte = 3\n  expect cluster = rest, fte = 0.1 FTE"},
    {"test \"t\"\n  given standorte = 3, dezentral = ja\n  expect fte = 0.1 FTE",
     "test \"t\"\n  given standorte = 3, dezentral = yes\n  expect fte = 0.1 FTE"},
    {"test \"t\"\n  given standorte = drei\n  expect fte = 0.1 FTE",
     "test \"t\"\n  given standorte = 3\n  expect fte = 0.1 FTE"},
    {"property \"p\": fte rises as standorte rises", "property \"p\": fte never falls as standorte rises"},
    {"property \"p\": fte never falls when standorte rises", "property \"p\": fte never falls as standorte rises"},
};

/// A declaration, and what uses it: a mistake in it is told once.
const OwnersHabit declarations[] = {
    {"wichtig  boolean  default nein", "wichtig  boolean  default no"},
    {"wichtig  boolean  default falsch", "wichtig  boolean  default no"},
    {"zahl  integer  default zwei", "zahl  integer  default 2"},
    {"zahl  integer  1 .. 5.000  default 300", "zahl  integer  1 .. 5_000  default 300"},
    {"zahl  integer  1.000 .. 5.000  default 3_000", "zahl  integer  1_000 .. 5_000  default 3_000"},
    {"zahl  integer  1 .. 5.000.000  default 300", "zahl  integer  1 .. 5_000_000  default 300"},
    {"zahl  integer  1 .. 5'000  default 300", "zahl  integer  1 .. 5_000  default 300"},
    {"zahl  integer  1 bis 5  default 3", "zahl  integer  1 .. 5  default 3"},
    {"zahl  integer  1-5  default 3", "zahl  integer  1 .. 5  default 3"},
    {"zahl  Ganzzahl  default 3", "zahl  integer  default 3"},
    {"zahl  int  default 3", "zahl  integer  default 3"},
    {"wichtig  ja/nein  default no", "wichtig  boolean  default no"},
    {"zahl: integer  default 3", "zahl  integer  default 3"},
    {"zahl  integer = 3", "zahl  integer  default 3"},
    {"betrag  money EUR  0 .. 5 Mio.  default 3 EUR", "betrag  money EUR  0 .. 5 Mio  default 3 EUR"},
    {"betrag  money EUR in Mio.  default 3 EUR", "betrag  money EUR in M  default 3 EUR"},
    {"betrag  money in M EUR  default 3 EUR", "betrag  money EUR in M  default 3 EUR"},
    {"art  one of (a, b)  default a", "art  one of a, b  default a"},
    {"art  one of a / b / c  default a", "art  one of a, b, c  default a"},
    {"art  one of a < b, c  default a", "art  one of a < b < c  default a"},
    {"art  enum a, b  default a", "art  one of a, b  default a"},
    {"große Zahl  integer  default 3", "große_Zahl  integer  default 3"},
    {"zahl  integer  column \"A\", \"B\"  default 3", "zahl  integer  column \"A\" or \"B\"  default 3"},
};

std::string declaring(const std::string& attribute) {
  return "ruleset \"Betreuung\" version 1.0.0\nattributes\n  kunde  text  key\n  " + attribute +
         "\ncluster rest: otherwise -> 0.1 FTE\ntest \"Eins\"\n  given kunde = \"A\"\n  expect fte = 0.1 FTE\n"
         "test \"Zwei\"\n  given kunde = \"B\"\n  expect fte = 0.1 FTE\n";
}

BOOST_AUTO_TEST_SUITE(pasted_helps)

BOOST_DATA_TEST_CASE(of_declarations, boost::unit_test::data::make(declarations), habit) {
  const std::string written = declaring(habit.written), meant = declaring(habit.meant);
  expect_meaning({written.c_str(), meant.c_str(), habit.which});
}

BOOST_AUTO_TEST_CASE(an_order_is_declared_with_the_authors_own_values) {
  const auto file = [](const std::string& values) {
    return "ruleset \"Betreuung\" version 1.0.0\nattributes\n  kunde  text  key\n  reach  one of " + values +
           "  default regional\ncluster rest: otherwise -> 0.1 FTE\na: reach >= national -> +0.1 FTE\n";
  };
  const std::string written = file("regional as \"R\" or \"Reg\", national, global"),
                    meant = file("regional as \"R\" or \"Reg\" < national < global");
  expect_meaning({written.c_str(), meant.c_str()});
}

BOOST_DATA_TEST_CASE(of_conditions, boost::unit_test::data::make(conditions), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_everyday_words, boost::unit_test::data::make(everyday), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_names, boost::unit_test::data::make(names), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_numbers, boost::unit_test::data::make(numbers), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_lines, boost::unit_test::data::make(lines), habit) { expect_meaning(habit); }
BOOST_DATA_TEST_CASE(of_tests, boost::unit_test::data::make(tests), habit) { expect_meaning(habit); }

BOOST_AUTO_TEST_CASE(what_may_begin_with_a_sign_is_no_line_that_goes_on) {
  for (const char* lines :
       {"define m = standorte\n-standorte < -3 -> +0.1 FTE", "cluster x: dezentral\n-standorte < -3 -> +0.1 FTE",
        "a: dezentral -> +0.1 FTE\n-standorte < -3 -> +0.1 FTE"})
    BOOST_TEST(check_text(whole(lines)).errors() == 0U, shown(check_text(whole(lines))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
