"""Several arrays in one file: fewer files to check, to link and to map."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_ALIGNED = 64
"""Bytes: each array begins at a multiple, so that it can be used where it lies."""


def arrays_to_bytes(arrays: Iterable[NDArray[Any]]) -> memoryview:
    """Return the content of a file that holds arrays, each as NumPy's own format has it."""
    buffer = BytesIO()
    for array in arrays:
        buffer.write(bytes(-buffer.tell() % _ALIGNED))
        npy.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
    return buffer.getbuffer()


def read_arrays(path: Path, names: Sequence[str], *, mapped_from: int = 0) -> dict[str, Any]:
    """Read the arrays of a file in their order, and name them.

    A file of at least `mapped_from` bytes is memory-mapped, once for all its arrays.
    """
    mapped = path.stat().st_size >= mapped_from
    # As a plain array: each slice of a memmap object costs microseconds more.
    content = np.asarray(np.memmap(path, np.uint8, "r")) if mapped else np.fromfile(path, np.uint8)
    with path.open("rb") as file:
        return _arrays_in(content, file, names)


def arrays_from_bytes(data: bytes, names: Sequence[str]) -> dict[str, Any]:
    """Read the arrays of what `arrays_to_bytes` gave in their order, and name them."""
    # A copy begins where arrays of every kind may begin.
    return _arrays_in(np.frombuffer(data, np.uint8).copy(), BytesIO(data), names)


def _arrays_in(content: NDArray[np.uint8], file: BinaryIO, names: Sequence[str]) -> dict[str, Any]:
    """Return views of the content of `file`, which tells where they are."""
    arrays = {}
    for name in names:
        file.seek(-file.tell() % _ALIGNED, 1)
        npy.read_magic(file)
        shape, _, dtype = npy.read_array_header_1_0(file)
        start = file.tell()
        size = dtype.itemsize * int(np.prod(shape))
        arrays[name] = content[start : start + size].view(dtype).reshape(shape)
        file.seek(size, 1)
    return arrays


def smallest(numbers: NDArray[np.integer[Any]]) -> NDArray[np.integer[Any]]:
    """Return numbers from 0 on in as few bytes as the largest of them takes."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def is_mapped(array: NDArray[Any]) -> bool:
    """Whether an array that was read lies in a mapped file."""
    base: object = array
    while isinstance(base, np.ndarray) and not isinstance(base, np.memmap):
        base = base.base
    return isinstance(base, np.memmap)
