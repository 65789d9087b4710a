"""Several servers give one feed: each post once, the newest version, and deletions by whom they count."""

from feeds_posts import NOON, post
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.deliveries import Created, Deleted, Edited, Gap
from buddy_console.feeds.merge import Merge

HOME, AWAY, FAR = "https://home.test", "https://away.test", "https://far.test"


def test_the_first_copy_counts_and_later_ones_are_counted() -> None:
    merge = Merge()
    assert merge.take("b", [Created(post(1, origin=AWAY))]) == [Created(post(1, origin=AWAY))]
    assert merge.take("a", [Created(post(1, origin=HOME)), Created(post(2))]) == [Created(post(2))]
    assert merge.take("b", [Created(post(1, origin=AWAY))]) == []
    assert dict(merge.counts) == {AWAY: 1, HOME: 2}
    assert merge.seen_via(post(1).key) == {AWAY, HOME}
    assert merge.seen_via("unknown") == frozenset()


def test_an_edit_counts_when_it_is_newer() -> None:
    merge = Merge()
    merge.take("a", [Created(post(1, "one", HOME))])
    assert merge.take("b", [Created(post(1, "two", AWAY, edited=5))]) == [Edited(post(1, "two", AWAY, edited=5))]
    assert merge.take("c", [Created(post(1, "one", FAR))]) == []
    assert merge.take("c", [Edited(post(1, "stale", FAR, edited=4))]) == []
    assert merge.take("c", [Edited(post(1, "two, says far", FAR, edited=5))]) == []
    home = Edited(post(1, "two, says home", HOME, edited=5))
    assert merge.take("a", [home]) == [home]
    assert merge.take("b", [Edited(post(1, "two, says away", AWAY, edited=5))]) == []


def test_an_edit_of_an_unknown_post_creates_it() -> None:
    assert Merge().take("a", [Edited(post(1, edited=3))]) == [Created(post(1, edited=3))]


def test_the_home_servers_deletion_counts_at_once_and_stays() -> None:
    merge = Merge()
    merge.take("away", [Created(post(1, origin=AWAY))])
    merge.take("home", [Created(post(1))])
    assert merge.take("home", [Deleted(post(1).key)]) == [Deleted(post(1).key)]
    assert merge.take("away", [Deleted(post(1).key)]) == []
    assert merge.take("far", [Created(post(1, origin=FAR))]) == []
    assert merge.take("home", [Created(post(1))]) == [Created(post(1))]


def test_another_servers_deletion_takes_its_copy_only() -> None:
    merge = Merge()
    for name, origin in (("home", HOME), ("away", AWAY), ("far", FAR)):
        merge.take(name, [Created(post(1, origin=origin))])
    assert merge.take("away", [Deleted(post(1).key)]) == []
    assert merge.seen_via(post(1).key) == {HOME, FAR}
    assert merge.take("away", [Deleted(post(1).key)]) == []
    assert merge.take("far", [Deleted(post(1).key)]) == []
    assert merge.take("home", [Deleted(post(1).key)]) == [Deleted(post(1).key)]


def test_without_the_home_server_the_last_copy_counts() -> None:
    merge = Merge()
    merge.take("away", [Created(post(1, origin=AWAY))])
    merge.take("far", [Created(post(1, origin=FAR))])
    assert merge.take("far", [Deleted(post(1).key)]) == []
    assert merge.take("away", [Deleted(post(1).key)]) == [Deleted(post(1).key)]


def test_one_servers_two_hashtags_do_not_delete_for_each_other_from_away() -> None:
    merge = Merge()
    merge.take("away#one", [Created(post(1, origin=AWAY))])
    merge.take("away#two", [Created(post(1, origin=AWAY))])
    assert merge.take("away#one", [Deleted(post(1).key)]) == []
    assert merge.take("away#two", [Deleted(post(1).key)]) == [Deleted(post(1).key)]


def test_everything_else_passes() -> None:
    gap = Gap("a", None, NOON)
    assert Merge().take("a", [gap]) == [gap]


def test_memory_is_bounded() -> None:
    merge = Merge(limit=10)
    merge.take("a", [Created(post(number)) for number in range(50)])
    assert merge.seen_via(post(49).key)
    assert not merge.seen_via(post(1).key)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from([("home", HOME), ("away", AWAY), ("far", FAR)]),
        st.integers(1, 3),
        st.one_of(st.none(), st.integers(0, 4)),
        st.booleans(),
    ),
    max_size=40,
)


@given(DEEDS)
def test_in_any_order_what_comes_out_makes_sense(deeds) -> None:
    merge = Merge()
    shown: dict[str, int] = {}
    for (name, origin), number, edited, is_deletion in deeds:
        one = post(number, f"version {edited}", origin, edited)
        for delivery in merge.take(name, [Deleted(one.key) if is_deletion else Created(one)]):
            if isinstance(delivery, Created):
                assert one.key not in shown
                shown[one.key] = -1 if edited is None else edited
            elif isinstance(delivery, Edited):
                assert shown[one.key] <= edited
                shown[one.key] = edited
            else:
                del shown[one.key]
    assert {key for key in shown if merge.seen_via(key)} == set(shown)
