"""Fitting the codes of tokens: means that few occurrences draw to zero, and even shares."""

import numpy as np
from fit_token_code import SHRINKAGE, _balanced_rotation, _shrunk_means


def test_means_of_rare_pieces_are_drawn_to_zero() -> None:
    """By as much as the constant says; a piece that does not occur has none."""
    rows = np.array([[1.0], [3.0], [6.0]], dtype=np.float32)
    means = _shrunk_means(rows, np.array([2, 2, 0]), 4)
    expected = [6 / (1 + SHRINKAGE), 0.0, 4 / (2 + SHRINKAGE), 0.0]
    np.testing.assert_allclose(means[:, 0], expected, rtol=1e-6)


def test_a_rotation_gives_groups_even_shares() -> None:
    """It turns rows and changes no length; the largest variances come into different groups."""
    draw = np.random.default_rng(0)
    rows = (draw.standard_normal((500, 8)) * [9, 8, 7, 6, 1, 1, 1, 1]).astype(np.float32)
    rotation = _balanced_rotation(rows, 4)
    np.testing.assert_allclose(rotation.T @ rotation, np.eye(8), atol=1e-5)
    variances = np.log((rows @ rotation).var(axis=0)).reshape(4, 2)
    assert (variances.max(axis=1) > 3).all()
