"""What a forecast says of series that are too short for a model."""

import pytest

from phantich.forecast import notes


@pytest.mark.parametrize(("periods", "said"), [(5, "giữ giá trị cuối"), (12, "giữ giá trị cuối"),
                                                (13, "lặp lại mùa vụ năm trước")])  # fmt: skip
def test_a_season_that_was_never_seen_is_not_repeated(periods: int, said: str) -> None:
    note = notes.short(periods, 36, 12)
    assert note.vi.endswith(said)
    assert f"({periods} periods, the model needs 36)" in note.en
