"""The sentences: with names, true, and short."""

from hypothesis import given

from buddy_console.domain.accounts import MASTODON, Account
from buddy_console.domain.attendees import Attendee, Level, Place
from buddy_console.domain.pairing import explain
from buddy_console.domain.pairing.model import Pair, Wish, WishKind
from buddy_console.domain.pairing.propose import propose
from pairing_people import by_id, rooms, somebody

E, N = Level.EXPERIENCED, Level.NEWBIE


@given(rooms(fewest=2))
def test_every_pair_says_why_with_the_names_of_all_its_members(people: list[Attendee]) -> None:
    known = by_id(people)
    for pair in propose(people).pairs:
        said = str(pair.reason)
        assert all(known[member].name in said for member in pair.members)
        assert said.endswith(".")
        assert "{" not in said


def test_the_reasons_in_full() -> None:
    ana = somebody(
        1, E, table="4", languages=("german", "english"), accounts=(Account(MASTODON, "ana"),), interests=("maps",)
    )
    ben = somebody(
        2, N, table="4", languages=("german",), accounts=(Account(MASTODON, "ben"),), interests=("Maps",)
    )
    assert str(explain.reason([ana, ben])) == (
        "Person 0001 and Person 0002: at the same table (4), with a language in common (German) "
        "and on the same network (Mastodon)."
    )
    wish = Wish(WishKind.TOGETHER, (ana.id, ben.id))
    assert "to be kept together" in str(explain.reason([ana, ben], [wish]))


def test_without_anything_known_the_room_as_a_whole_is_the_reason() -> None:
    people = [somebody(1, E), somebody(2, N)]
    assert str(explain.reason(people)) == (
        "Person 0001 and Person 0002: with them together, the whole room fits best."
    )


def test_three_say_why_they_are_three() -> None:
    assert "more newbies" in str(explain.reason([somebody(1, E), somebody(2, N), somebody(3, N)]))
    assert "fewer newbies" in str(explain.reason([somebody(1, E), somebody(2, E), somebody(3, N)]))


def test_names_are_listed_as_people_list_them() -> None:
    people = [somebody(number, N) for number in range(4)]
    assert str(explain.names(people)) == "Person 0000, Person 0001, Person 0002 and Person 0003"
    assert str(explain.names(people[:1])) == "Person 0000"


def test_a_third_who_understands_one_of_two_buddies_is_no_misfit() -> None:
    people = [
        somebody(1, E, languages=("german",), place=Place.REMOTE),
        somebody(2, E, languages=("english",)),
        somebody(3, N, languages=("english",)),
    ]
    pair = Pair("p1", 1, tuple(person.id for person in people))
    said = [str(sentence) for sentence in explain.unmet([pair], by_id(people), (), frozenset())]
    assert said == [
        "Person 0001 has no language in common with Person 0003.",
        "Person 0001 joins from elsewhere, while Person 0003 is in the room: nobody else is left.",
    ]
