"""Finding people by any part of a name or a handle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee, Level, Place, fold, matches

ANA = Attendee("1", "Ana-Łucja O’Brien Işık", Level.NEWBIE, accounts=(Account("mastodon", "ana_b@server.social"),))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("ŁUCJA ØRSTED", "lucja orsted"),
        ("İSTANBUL ışık", "istanbul isik"),
        ("Đặng", "dang"),
        ("Þór Æsir Œuvre", "thor aesir oeuvre"),
        ("Straße", "strasse"),
        ("ＡＢＣ", "abc"),
        ("O’Brien", "o'brien"),
        ("Jean‑Paul", "jean-paul"),
        ("A\u200bn\u00ada", "ana"),
        ("Zoé", "zoe"),
    ],
)
def test_fold(typed: str, folded: str):
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_case_never_matters(text: str):
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()).casefold() == fold(fold(text.upper()))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_plain_letters_take_the_short_way_to_the_same_form(text: str):
    assert fold(text + "é") == fold(text) + "e"


@pytest.mark.parametrize(
    "typed", ["", "ana", "LUCJA", "o'brien", "isik ana", "@ana_b", "server.soc", "@", "ana-l"]
)
def test_matches_any_part(typed: str):
    assert matches(ANA, typed)


@pytest.mark.parametrize("typed", ["bob", "ana bob", "anab", "@bob"])
def test_every_word_must_match(typed: str):
    assert not matches(ANA, typed)


def test_the_other_level_and_place():
    assert Level.NEWBIE.other is Level.EXPERIENCED
    assert Level.EXPERIENCED.other is Level.NEWBIE
    assert Place.IN_ROOM.other is Place.REMOTE
    assert Place.REMOTE.other is Place.IN_ROOM
