"""What is open; by hand, with two normal periods closing a finding and news up to the third."""

import numpy as np

from phantich.warning.ongoing import known_already, open_since


def test_a_finding_is_open_until_two_normal_periods() -> None:
    found = np.array([[0, 1, 0, 1, 0, 0, 1, 1]], dtype=bool)
    assert open_since(found).tolist() == [[-1, -1, 1, 1, 1, 1, -1, 6]]


def test_what_began_three_periods_ago_is_known() -> None:
    since = np.array([[-1, 0, 0, 0, 0, -1, -1]])
    assert known_already(since).tolist() == [[False, False, False, True, True, False, False]]
