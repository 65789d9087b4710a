"""What each column of a list holds."""

import pytest

from buddy_console.roster.columns import Columns, Field, column_letter, guess_columns
from buddy_console.roster.table import Table, parse_text

N, F, L, V = Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.LEVEL


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (
            "name,level,place,table,organisation,languages,network,handle",
            (N, V, Field.PLACE, Field.TABLE, Field.ORGANISATION, Field.LANGUAGES, Field.NETWORK, Field.HANDLE),
        ),
        ("First Name,LAST_NAME,Company,Experience?,E-Mail", (F, L, Field.ORGANISATION, V, None)),
        ("Nachname,Vorname,Niveau,Sprachen,Einwilligung", (L, F, None, Field.LANGUAGES, Field.CONSENT)),
        ("Name,Vorname,Neuling?,Tischnummer", (L, F, V, Field.TABLE)),
        ("Nom,Prénom,Débutant ?,Établissement", (L, F, V, Field.ORGANISATION)),
        ("Nombre,Apellidos,Idiomas,Red social,Usuario", (F, L, Field.LANGUAGES, Field.NETWORK, Field.HANDLE)),
        ("Nome,Cognome,Esperienza,Lingue,Interessi", (F, L, V, Field.LANGUAGES, Field.INTERESTS)),
        ("Nome completo,Nível,Organização,Línguas", (N, V, Field.ORGANISATION, Field.LANGUAGES)),
        ("Naam,Ervaring,Talen,Tafel,Toestemming", (N, V, Field.LANGUAGES, Field.TABLE, Field.CONSENT)),
        ("Name,Mastodon,Bluesky", (N, Field.HANDLE, Field.HANDLE)),
        (
            "Timestamp,What is your name?,Have you ever posted on a social network?,Your Mastodon handle (if any)",
            (None, N, V, Field.HANDLE),
        ),
    ],
)
def test_titles(titles: str, fields: tuple[Field | None, ...]):
    columns = guess_columns(Table((tuple(titles.split(",")), ("?",) * len(fields))))
    assert columns.fields == fields
    assert columns.title_row == 0


@pytest.mark.parametrize(
    ("pasted", "fields"),
    [
        ("Ana Silva\nBob", (N,)),
        ("Ana,Silva\nBob,Meier", (F, L)),
        ("Ana Silva,newbie\nBob,expert", (N, V)),
        ("newbie,Ana Silva\nbuddy,Bob", (V, N)),
        (
            "1\t@ana@x.org\tAna Silva\tTable 3\tzoom\tmastodon\n2\tn/a\tBob\tTable 4\there\tX",
            (None, Field.HANDLE, N, Field.TABLE, Field.PLACE, Field.NETWORK),
        ),
        ("ana@gmail.com,Ana Silva\nbob@web.de,Bob B", (None, N)),
    ],
)
def test_contents_without_titles(pasted: str, fields: tuple[Field | None, ...]):
    columns = guess_columns(parse_text(pasted))
    assert columns.fields == fields
    assert not columns.has_titles


def test_contents_help_where_a_title_is_unknown_but_not_where_it_is_of_no_use():
    table = parse_text("Name\tWhere to find me\tE-mail\nAna\t@ana@x.org\t@a@x.org\nBob\t@b\t@b@x.org")
    assert guess_columns(table).fields == (N, Field.HANDLE, None)


def test_a_town_is_not_a_place():
    assert guess_columns(parse_text("Name\tOrt\nAna\tBerlin")).fields == (N, None)
    assert guess_columns(parse_text("Name\tOrt\nAna\tvor Ort")).fields == (N, Field.PLACE)


def test_titles_below_a_heading():
    columns = guess_columns(parse_text("Sign-up 2025\t\n\t\nName\tLevel\nAna\tnewbie"))
    assert (columns.title_row, columns.fields) == (2, (N, V))


@pytest.mark.parametrize("first", ["Ana,newbie", "Ana,Table 5", "Newbie,Ana", "Ana,mastodon", "Bob,@name"])
def test_a_row_of_people_is_not_a_row_of_titles(first: str):
    assert guess_columns(parse_text(first + "\nBob,newbie")).title_row is None


def test_the_user_changes_a_column():
    table = parse_text("Name\tVorname\tText\nSilva\tAna\tx")
    columns = guess_columns(table)
    changed = columns.with_field(2, L)
    assert changed.fields == (None, F, L)
    assert changed.with_field(1, None).fields == (None, None, L)
    assert columns.with_field(0, Field.HANDLE).with_field(1, Field.HANDLE).of(Field.HANDLE) == (0, 1)
    assert [columns.with_titles(table, None).label(index) for index in (0, 2)] == ["A", "C"]
    assert columns.with_titles(table, None).with_titles(table, 0).label(0) == "Name"


def test_letters():
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_an_empty_table_has_no_columns():
    assert guess_columns(Table(())) == Columns(())
