"""Histograms: their bars, their text as bcc's, their sections."""

from typing import NamedTuple

from beebox.tools import histogram


def test_powers_of_two_as_text():
    drawn = list(histogram.lines(histogram.log2({1: 2, 3: 4, 4: 1}), "usecs"))
    assert drawn == [
        "     usecs               : count     distribution",
        "         0 -> 1          : 2        |********************                    |",
        "         2 -> 3          : 0        |                                        |",
        "         4 -> 7          : 4        |****************************************|",
        "         8 -> 15         : 1        |**********                              |",
    ]


def test_large_values_have_wide_rows_and_fewer_stars():
    drawn = list(histogram.lines(histogram.log2({64: 1}), "nsecs"))
    assert drawn[0] == "               nsecs                         : count     distribution"
    assert drawn[-1] == (
        " 9223372036854775808 -> 18446744073709551615 : 1        |********************|"
    )
    assert len({line.index("|") for line in drawn[1:]}) == 1


def test_single_numbers_as_text():
    drawn = list(histogram.lines(histogram.linear({2: 1, 4: 2}), "size"))
    assert drawn == [
        "     size          : count     distribution",
        "        2          : 1        |********************                    |",
        "        3          : 0        |                                        |",
        "        4          : 2        |****************************************|",
    ]


def test_bars_of_any_step():
    assert histogram.linear({1: 3, 2: 1}, 10) == [(10, 19, 3), (20, 29, 1)]
    assert histogram.log2({}) == histogram.linear({}) == []
    assert histogram.record(histogram.log2({2: 5})) == [{"low": 2, "high": 3, "count": 5}]


class Key(NamedTuple):
    """A key as a map gives it."""

    pid: int
    slot: int


def test_what_has_most_comes_last():
    items = iter([(Key(1, 2), 3), (Key(2, 2), 2), (Key(1, 4), 1)])
    assert histogram.sections(items, lambda key: (("pid", key.pid),)) == [
        ((("pid", 2),), {2: 2}),
        ((("pid", 1),), {2: 3, 4: 1}),
    ]
