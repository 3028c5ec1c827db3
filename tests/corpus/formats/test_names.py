"""Several people in one string."""

import pytest

from corpus.formats.names import split_names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ann Lee and Ben Roe", ["Ann Lee", "Ben Roe"]),
        ("Ann B. Lee, Jan de Boer & Eve Roe", ["Ann B. Lee", "Jan de Boer", "Eve Roe"]),
        ("Lee, A.; Roe, B.", ["Lee, A.", "Roe, B."]),
        ("Lee, Ann", ["Lee, Ann"]),
        ("Ortega y Gasset, José", ["Ortega y Gasset, José"]),
        ("Ministry of Health and Welfare", ["Ministry of Health and Welfare"]),
        (" ; ", []),
    ],
)
def test_names_are_told_apart(written: str, names: list[str]) -> None:
    """Full names are parted; what may be one name, or that of a body, stays whole."""
    assert split_names(written) == names
