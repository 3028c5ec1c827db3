"""The texts that the reader learns from: tokenised English put together again."""

import pytest
from reader.contexts import with_spaces_mended


@pytest.mark.parametrize(
    ("tokenised", "mended"),
    [
        ("there were 2. 2 billion in 2010.", "there were 2.2 billion in 2010."),
        ("self - made and lower - ranked", "self-made and lower-ranked"),
        ('he " opened " it .', 'he "opened" it.'),
        ("paid $1, 900 (us )", "paid $1,900 (us)"),
    ],
)
def test_spaces_are_mended(tokenised: str, mended: str) -> None:
    """Sentences would end inside numbers, and answers would not be found."""
    assert with_spaces_mended(tokenised) == mended
