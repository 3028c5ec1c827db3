"""Product quantisation: a vector in parts, each told by the nearest of 256 (Jégou et al. 2011)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import FloatMatrix

_ROWS_AT_ONCE = 4_096
"""Rows that are coded or compared together, so that what is between lies in the cache."""
_COLUMNS = 16
"""Rows of `wanted` that are compared together."""


@dataclass(frozen=True, slots=True)
class ProductCode:
    """A byte for each part of a vector. `centroids` has shape (parts, 256, part's components)."""

    centroids: NDArray[np.float32]

    def encode(self, rows: FloatMatrix) -> NDArray[np.uint8]:
        """Return the numbers of the nearest centroids, shape (row count, parts)."""
        parts, _, size = self.centroids.shape
        codes = np.empty((len(rows), parts), dtype=np.uint8)
        halves = np.einsum("pks,pks->pk", self.centroids, self.centroids) / 2
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[first : first + _ROWS_AT_ONCE]
            for part, (centroids, half) in enumerate(zip(self.centroids, halves, strict=True)):
                own = np.ascontiguousarray(block[:, part * size : (part + 1) * size])
                nearness = own @ centroids.T - half
                codes[first : first + len(block), part] = np.argmax(nearness, axis=1)
        return codes

    def decode(self, codes: NDArray[np.uint8]) -> FloatMatrix:
        """Return the rows that codes stand for."""
        parts, count, size = self.centroids.shape
        places = codes + np.arange(0, parts * count, count)
        return self.centroids.reshape(-1, size).take(places, axis=0).reshape(len(codes), -1)

    def similarities(
        self, codes: NDArray[np.uint8], wanted: FloatMatrix, out: NDArray[np.float32]
    ) -> None:
        """Add the inner products of coded rows with the rows of `wanted` to `out`.

        `out` has shape (code count, wanted count). The products with all centroids are computed
        once and looked up, as 16-bit integers of a scale at which no sum overflows (as André et al.
        2015 do with eight): half the bytes, and rows of 32 bytes are the fastest to look up.
        """
        parts, _, size = self.centroids.shape
        split = wanted.reshape(len(wanted), parts, size).transpose(1, 2, 0)
        longest = np.sqrt(np.einsum("pks,pks->pk", self.centroids, self.centroids).max(axis=1))
        largest = float((longest @ np.linalg.norm(split, axis=1)).max(initial=1e-9))
        scale = np.float32((np.iinfo(np.int16).max - parts) / largest)
        for first in range(0, len(wanted), _COLUMNS):
            own = split[:, :, first : first + _COLUMNS]
            padded = np.zeros((parts, size, _COLUMNS), dtype=np.float32)
            np.multiply(own, scale, out=padded[:, :, : own.shape[2]])
            tables = self.centroids @ padded
            shorts = np.rint(tables, out=tables).astype(np.int16)
            _add_found(codes, shorts, 1 / scale, out[:, first : first + _COLUMNS])


def _add_found(
    codes: NDArray[np.uint8],
    tables: NDArray[np.int16],
    unit: np.float32,
    out: NDArray[np.float32],
) -> None:
    """Add what the tables of all parts have for coded rows, times `unit`, to `out`."""
    found = np.empty((_ROWS_AT_ONCE, _COLUMNS), dtype=np.int16)
    total = np.empty_like(found)
    for first in range(0, len(codes), _ROWS_AT_ONCE):
        block = codes[first : first + _ROWS_AT_ONCE].T.astype(np.intp)
        rows = block.shape[1]
        total[:rows] = 0
        for table, numbers in zip(tables, block, strict=True):
            np.take(table, numbers, axis=0, out=found[:rows], mode="clip")
            total[:rows] += found[:rows]
        out[first : first + rows] += total[:rows, : out.shape[1]] * unit
