"""From rows to attendees, with a sentence for every doubt."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Consent, Level, Place
from buddy_console.roster.columns import Columns, Field, guess_columns
from buddy_console.roster.people import Preview, read_people
from buddy_console.roster.table import RosterError, Table, parse_text


def read(*lines: str, **options) -> Preview:
    table = Table(tuple(tuple(line.split("|")) for line in lines))
    numbers = itertools.count(1)
    return read_people(table, guess_columns(table), new_id=lambda: f"id{next(numbers)}", **options)


def sentences(preview: Preview) -> list[tuple[int, str, str, bool]]:
    return [(p.row, p.column, str(p.sentence), p.fatal) for p in preview.problems]


def test_a_whole_person():
    preview = read(
        "name|level|place|table|organisation|languages|network|handle|interests|consent",
        " Ana \u00a0 Silva |Experienced|remote|3|ACME|English; Français,english|Twitter|@Ana|bees, Bread|"
        "handle only",
    )
    assert preview.problems == ()
    (ana,) = preview.people
    assert (ana.id, ana.name, ana.level, ana.place) == ("id1", "Ana Silva", Level.EXPERIENCED, Place.REMOTE)
    assert (ana.table, ana.organisation, ana.languages) == ("3", "ACME", ("english", "français"))
    assert ana.accounts == (Account("x", "ana"),)
    assert (ana.interests, ana.consent) == (("bees", "Bread"), Consent.HANDLE_ONLY)


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        *[
            ("level", word, Level.NEWBIE)
            for word in ("newbie", "NEW", "beginner", "never posted", "I am a novice")
        ],
        *[
            ("level", word, Level.NEWBIE)
            for word in ("Neuling", "Anfängerin", "débutante", "principiante", "nuevo")
        ],
        *[("level", word, Level.NEWBIE) for word in ("iniciante", "nieuw", "no experience", "unerfahren", "")],
        *[
            ("level", word, Level.EXPERIENCED)
            for word in ("experienced", "Buddy", "expert", "erfahren", "expérimentée")
        ],
        *[("level", word, Level.EXPERIENCED) for word in ("experto", "esperta", "experiente", "ervaren")],
        ("Experienced?", "yes", Level.EXPERIENCED),
        ("Experienced?", "Nein", Level.NEWBIE),
        ("Have you posted before?", "Yes, every day", Level.EXPERIENCED),
        ("Newbie?", "ja", Level.NEWBIE),
        ("Newbie?", "FALSE", Level.EXPERIENCED),
        ("Débutant ?", "non", Level.EXPERIENCED),
        ("Newbie", "yes, I am new", Level.NEWBIE),
        ("First time?", "✓", Level.NEWBIE),
    ],
)
def test_levels(title: str, text: str, level: Level):
    preview = read(f"name|{title}", f"Ana|{text}", "Bob|other")
    assert preview.people[0].level is level
    assert [p.row for p in preview.problems] == [3]


def test_ticks_make_a_blank_a_no():
    preview = read("name|experienced", "Ana|x", "Bob|", "Cleo|X")
    assert [person.level.value for person in preview.people] == ["experienced", "newbie", "experienced"]
    preview = read("name|newbie?", "Ana|x", "Bob|")
    assert [person.level.value for person in preview.people] == ["newbie", "experienced"]
    assert preview.problems == ()


def test_an_unknown_level_is_the_default_with_a_problem():
    preview = read("name|level", "Ana|wizard", "Bob|not new", "Cleo|", default_level=Level.EXPERIENCED)
    assert [person.level for person in preview.people] == [Level.EXPERIENCED] * 3
    assert sentences(preview) == [
        (2, "level", "“wizard” is not a known level. Taken as experienced.", False),
        (3, "level", "“not new” is not a known level. Taken as experienced.", False),
    ]


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        *[
            ("place", word, Place.REMOTE)
            for word in ("remote", "Online", "via Zoom", "à distance", "en línea", "thuis")
        ],
        *[
            ("place", word, Place.IN_ROOM)
            for word in ("", "in room", "in_room", "On-site", "vor Ort", "présentiel")
        ],
        ("Remote?", "yes", Place.REMOTE),
        ("Online", "nein", Place.IN_ROOM),
        ("In person?", "no", Place.REMOTE),
    ],
)
def test_places(title: str, text: str, place: Place):
    preview = read(f"name|{title}", f"Ana|{text}", "Bob|moon")
    assert preview.people[0].place is place
    assert [p.row for p in preview.problems] == [3]


@pytest.mark.parametrize(
    ("title", "text", "consent"),
    [
        ("consent", "yes", Consent.FULL),
        ("consent", "Nein", Consent.NOT_ON_RECORD),
        ("May we show you on the screen? Consent", "no", Consent.NOT_ON_SCREEN),
        ("consent", "not on screen", Consent.NOT_ON_SCREEN),
        ("consent", "off the record", Consent.NOT_ON_RECORD),
        ("consent", "perhaps", Consent.NOT_ON_SCREEN),
        ("consent", "", Consent.NOT_ON_SCREEN),
    ],
)
def test_no_clear_answer_about_consent_is_not_a_yes(title: str, text: str, consent: Consent):
    preview = read(f"name|{title}", f"Ana|{text}", "Bob|all")
    assert preview.people[0].consent is consent
    assert len(preview.problems) == (text in {"perhaps", ""})


def test_a_bad_handle_costs_the_handle_only():
    preview = read("name|handle", "Ana|a@b@c", "Bob|ana@gmail.com", "Cleo|not sure yet what", "Dora|n/a", "Eve|–")
    assert [person.accounts for person in preview.people] == [()] * 5
    assert [(p.row, p.column, p.fatal) for p in preview.problems] == [(n, "handle", False) for n in (2, 3, 4)]


def test_several_handles_and_networks():
    preview = read(
        "name|Mastodon|Bluesky|handle|network",
        "Ana|@ana@x.org|ana|@u:m.org;@a_b|matrix; X",
        "Bob|@bob @server.social|||",
        "Cleo|@c @c_2||@c|Orkut",
    )
    assert [[(a.network, a.handle) for a in person.accounts] for person in preview.people] == [
        [("mastodon", "ana@x.org"), ("bluesky", "ana.bsky.social"), ("matrix", "@u:m.org"), ("x", "a_b")],
        [("mastodon", "bob@server.social")],
        [("mastodon", "c"), ("mastodon", "c_2"), ("orkut", "c")],
    ]
    assert sentences(preview) == [
        (4, "handle", "“orkut” is not Mastodon, Bluesky, X or Matrix. “c” was kept as typed.", False)
    ]


def test_a_default_server_and_a_server_in_the_column_of_networks():
    preview = read("name|handle|network", "Ana|@a|", "Bob|@b|other.org", default_server="home.social")
    assert [person.accounts[0].handle for person in preview.people] == ["a@home.social", "b@other.org"]


def test_rows_without_a_name_are_left_out():
    preview = read("name|level", "|newbie", "\u200b\u202e|new", "—|new", "Ana|new", "|")
    assert [person.id for person in preview.people] == ["id1"]
    assert sentences(preview) == [(n, "name", "This row has no name and was left out.", True) for n in (2, 3, 4)]


def test_hostile_names():
    preview = read(
        "name", "A\0na\x07", "\u202eBob", "x" * 10_000, "=cmd|' /C calc'!A0".replace("|", "!"), "'=guarded"
    )
    assert [person.name for person in preview.people] == [
        "Ana",
        "Bob",
        "x" * 200,
        "=cmd!' /C calc'!A0",
        "=guarded",
    ]
    assert [str(p.sentence) for p in preview.problems] == [
        "Hidden characters were taken out of “Ana”.",
        "Hidden characters were taken out of “Bob”.",
        "The name is longer than 200 characters and was cut.",
        "“=cmd!' /C calc'!A0” begins like a formula. It is kept as plain text.",
        "“=guarded” begins like a formula. It is kept as plain text.",
    ]
    assert not any(p.fatal for p in preview.problems)


def test_invisible_marks_go_but_joiners_stay():
    preview = read("name", "\ufeffA\u200bna\u200f", "می\u200cخواهم", "👩\u200d🚀", "Zoe\u0301")
    assert [person.name for person in preview.people] == ["Ana", "می\u200cخواهم", "👩\u200d🚀", "Zoé"]
    assert preview.problems == ()


def test_formulas_in_other_cells():
    preview = read("name|organisation|handle|interests", "Ana|@SUM(A1)|@ana|+1; bees", "Bob|-|@b|-")
    assert [(p.row, p.column) for p in preview.problems] == [(2, "organisation"), (2, "interests")]
    assert preview.people[0].organisation == "@SUM(A1)"
    assert (preview.people[1].organisation, preview.people[1].interests) == ("", ())


def test_the_same_name_is_two_people_unless_the_handle_is_the_same_too():
    preview = read("name|handle", "Zoé|@z", "zoe|", "Zoé|@other", "ZOE|@Z", "Ana|@z")
    assert [person.name for person in preview.people] == ["Zoé", "zoe", "Zoé", "Ana"]
    assert sentences(preview) == [
        (3, "name", "“zoe” is also in row 2. Rows 2 and 3 are two people.", False),
        (4, "name", "“Zoé” is also in row 3. Rows 3 and 4 are two people.", False),
        (5, "name", "“ZOE” is already in row 2 with the same handle. Left out.", True),
        (6, "handle", "“z” is also the handle in row 2.", False),
    ]


def test_first_and_last_names():
    preview = read("Nom|Prénom", "Silva|Ana", "|Bob", "Durand|")
    assert [person.name for person in preview.people] == ["Ana Silva", "Bob", "Durand"]
    assert read("name|first name|last name", "Ani|Ana|Silva", "|Bob|B").people[1].name == "Bob B"


def test_rows_are_counted_as_in_a_spreadsheet():
    preview = read("Sign-up 2025", "", "name|level", "", "Ana|wizard", "Bob|new|stray")
    assert sentences(preview) == [
        (1, "name", "This row above the titles was left out.", True),
        (5, "level", "“wizard” is not a known level. Taken as newbie.", False),
        (6, "C", "“stray” stands behind the last title and was not used.", False),
    ]


def test_no_column_of_names():
    with pytest.raises(RosterError, match=r"The titles are “Level”, “Handle”\. Call one of them “Name”"):
        read("Level|Handle", "newbie|@ana")
    with pytest.raises(RosterError, match="Say which column holds the names"):
        read("@ana@x.org", "@bob@x.org")


def test_unused_columns_are_named():
    assert [str(note) for note in read("name|Shoe size", "Ana|39").notes] == ["Columns not used: “Shoe size”."]


def test_a_sentence_survives_braces():
    preview = read("name|level|handle", "{x}|{level}|{a b}")
    assert preview.people[0].name == "{x}"
    assert "“{level}”" in str(preview.problems[-1].sentence)


_CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "Ana", "ana", "@ana", "name", "newbie", "yes", "x", "=1+1", "@a;@b", "https://[", "\0", "Table 5"]
    ),
)
_ROWS = st.lists(st.lists(_CELLS, max_size=5).map(tuple), max_size=8).map(tuple)


def accounted(preview: Preview, table: Table, title_row: int | None) -> None:
    filled = [n for n, row in enumerate(table.rows) if n != title_row and any(cell.strip() for cell in row)]
    fatal = [problem.row - 1 for problem in preview.problems if problem.fatal]
    assert len(set(fatal)) == len(fatal)
    assert set(fatal) <= set(filled)
    assert len(preview.people) + len(fatal) == len(filled)
    assert len({person.id for person in preview.people}) == len(preview.people)
    for person in preview.people:
        assert 0 < len(person.name) <= 200
        assert person.name.encode()
        assert "\0" not in person.name
    assert all(str(problem.sentence) and problem.column for problem in preview.problems)


@given(_ROWS)
def test_every_filled_row_is_a_person_or_a_fatal_problem(rows: tuple[tuple[str, ...], ...]):
    table = Table(rows)
    columns = guess_columns(table)
    ids = map(str, itertools.count())
    if not columns.has_name:
        with pytest.raises(RosterError, match="No column of names"):
            read_people(table, columns, new_id=lambda: next(ids))
        return
    preview = read_people(table, columns, new_id=lambda: next(ids))
    accounted(preview, table, columns.title_row)


@given(_ROWS, st.lists(st.sampled_from([None, *Field]), max_size=6), st.one_of(st.none(), st.integers(0, 7)))
def test_whatever_the_user_says_about_the_columns(rows, fields, title_row):
    table = Table(rows)
    titles = rows[title_row] if title_row is not None and title_row < len(rows) else ()
    columns = Columns((Field.NAME, *fields), title_row, titles)
    ids = map(str, itertools.count())
    accounted(read_people(table, columns, new_id=lambda: next(ids)), table, title_row)


def test_five_hundred_rows_take_far_less_than_a_tenth_of_a_second():
    head = "name;level;place;table;organisation;languages;network;handle\n"
    body = "\n".join(
        f"Zoë Müller {n};{'newbie' if n % 2 else 'erfahren'};in room;{n % 12};Société {n};"
        f"français;mastodon;@z{n}@x.org"
        for n in range(500)
    )
    taken = []
    for _ in range(5):
        start = time.process_time()
        table = parse_text(head + body)
        preview = read_people(table, guess_columns(table), new_id=iter(map(str, range(500))).__next__)
        taken.append(time.process_time() - start)
    assert len(preview.people) == 500
    assert preview.problems == ()
    assert min(taken) < 0.1


@settings(max_examples=30)
@given(st.text(alphabet="@#.=;, \nab<>|/:", max_size=4000))
def test_no_cell_takes_long(text: str):
    table = Table((("name", "handle", "level", "languages"), ("Ana", text, text, text)))
    assert len(read_people(table, guess_columns(table), new_id=lambda: "1").people) == 1
