"""Readers by the name that `--reader` takes."""

from qa.reading.onnx_reader import DEFAULT_READER, OnnxReader
from qa.reading.reader import Reader

NO_READER = "none"


def make_reader(name: str = DEFAULT_READER) -> Reader | None:
    """Return the reader of a name; its model is loaded with the first passage.

    None for `NO_READER`. Raises `ReaderError` where a model is not found.
    """
    if name == NO_READER:
        return None
    if name == DEFAULT_READER:
        return OnnxReader()
    from qa.reading.hub_readers import hub_reader

    return hub_reader(name)
