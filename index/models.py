"""Sentence-transformers models: found by name, loaded without surprises, known by their weights."""

import hashlib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_HUB_OWNER = "sentence-transformers"
"""Whose model a name on the hub without an owner means."""
_HUB_PATIENCE = 5.0
"""Seconds for the hub to say that it has a model, before anything is downloaded."""


def full_name(name: str) -> str:
    """Give the name that holds wherever the program is started: a folder's absolute path."""
    if name == DEFAULT_MODEL:
        return name
    folder = Path(name).expanduser()
    return str(folder.resolve()) if folder.is_dir() else name


def load_model(name: str) -> tuple["SentenceTransformer", str]:
    """Load a model, and give the SHA-256 of its weights with it.

    A folder is taken as it is; a name on the hub is looked for in the local cache first,
    where nothing is sent. Raises `EncoderError`.
    """
    if Path(name).is_dir():
        model = _load(name, local=True)
    elif _HUB_NAME.fullmatch(name):
        model = _load_from_hub(name)
    else:
        raise EncoderError(
            f"There is no folder {name} to load a model from. {_remedy('Check the path')}"
        )
    return model, _sha256_of_weights(model)


def _sha256_of_weights(model: "SentenceTransformer") -> str:
    state = hashlib.sha256()
    for key, weights in sorted(model.state_dict().items()):
        state.update(key.encode())
        state.update(weights.detach().cpu().float().numpy().tobytes())
    return state.hexdigest()


def _load_from_hub(name: str) -> "SentenceTransformer":
    from huggingface_hub import HfApi, try_to_load_from_cache

    owned = name if "/" in name else f"{_HUB_OWNER}/{name}"
    if isinstance(try_to_load_from_cache(owned, "config.json"), str):
        return _load(owned, local=True)
    # Without this, a hub that cannot be reached is tried again for more than a minute.
    try:
        HfApi().model_info(owned, timeout=_HUB_PATIENCE)
    except Exception as error:  # whatever the client beneath it raises
        raise EncoderError(
            f"There is no folder {name}, and no model {owned} can be had from the hub: "
            f"{_first_line(error)}. {_remedy('Check the name and the connection')}"
        ) from error
    return _load(owned, local=False)


def _load(path: str, *, local: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    for library in ("sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.ERROR)
    try:
        return SentenceTransformer(path, device="cpu", local_files_only=local)
    except Exception as error:  # the libraries below raise whatever they like
        raise EncoderError(
            f"The model {path} cannot be loaded: {_first_line(error)}. "
            f"{_remedy('Check that it is a sentence-transformers model')}"
        ) from error


def _remedy(first: str) -> str:
    return (
        f"{first}: --model takes a folder with a sentence-transformers model or the name of one "
        f"on the Hugging Face hub; without it, {DEFAULT_MODEL} is used, which needs no network."
    )


def _first_line(error: Exception) -> str:
    """Give what an error says, shortly: some explain themselves over half a page."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
