"""Sentence-transformers models: found by name, loaded without surprises, known by their weights."""

import hashlib
import logging
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import EncoderError, ModelError
from index.encoding.environment import changed_environment, silence_libraries
from index.encoding.http_variables import unusable_http_variables

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_HUB_OWNER = "sentence-transformers"
"""Whose model a name on the hub without an owner means."""
_HUB_PATIENCE = 5.0
"""Seconds for the hub to say that it has a model, before anything is downloaded."""
_KERNELS = "TORCHINDUCTOR_CACHE_DIR"
_REMEDY = (
    "--model takes a folder with a sentence-transformers model or the name of one on the "
    f"Hugging Face hub; without it, {DEFAULT_MODEL} is used, which needs no network."
)


def full_name(name: str) -> str:
    """Return the name that holds wherever the program is started: a folder's absolute path."""
    if name == DEFAULT_MODEL:
        return name
    folder = Path(name).expanduser()
    return str(folder.resolve()) if folder.is_dir() else name


def load_model(name: str) -> tuple["SentenceTransformer", str]:
    """Load a model, and give the SHA-256 of its weights with it. Raises `EncoderError`."""
    found = find_model(name, error=EncoderError, remedy=_REMEDY)
    model = _load(found)
    return model, _sha256_of_weights(model)


@dataclass(frozen=True, slots=True)
class ModelPlace:
    """Where a model is: a folder, or a name on the hub. `local` says that nothing is fetched."""

    path: str
    local: bool


def find_model(
    name: str, *, error: type[ModelError], remedy: str, owner: str = _HUB_OWNER
) -> ModelPlace:
    """Find a model by its name.

    A folder is taken as it is; a name on the hub is looked for in the local cache first,
    where nothing is sent. `owner` is whose model a name without an owner means. Raises
    `error`, whose message ends with `remedy`.
    """
    silence_libraries()
    if Path(name).is_dir():
        return ModelPlace(name, local=True)
    if not _HUB_NAME.fullmatch(name):
        raise error(f"There is no folder {name} to load a model from. Check the path: {remedy}")
    from huggingface_hub import HfApi, try_to_load_from_cache

    owned = name if "/" in name else f"{owner}/{name}"
    if isinstance(try_to_load_from_cache(owned, "config.json"), str):
        return ModelPlace(owned, local=True)
    # Without this, a hub that cannot be reached is tried again for more than a minute.
    try:
        HfApi().model_info(owned, timeout=_HUB_PATIENCE)
    except Exception as problem:  # whatever the client beneath it raises
        raise error(
            f"There is no folder {name}, and no model {owned} can be had from the hub: "
            f"{unusable_http_variables() or first_line(problem)}. Check the name and the "
            f"connection: {remedy}"
        ) from problem
    return ModelPlace(owned, local=False)


def quiet_libraries() -> None:
    """Import the libraries that load models: they make no folder, and print nothing."""
    # As it is imported, PyTorch makes the folder for kernels that it compiles, which here are
    # none. One that is there need not be made.
    folder = os.environ.get(_KERNELS, sys.prefix)
    with changed_environment({_KERNELS: folder}):
        import sentence_transformers  # noqa: F401
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    for library in ("sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.ERROR)


def _sha256_of_weights(model: "SentenceTransformer") -> str:
    state = hashlib.sha256()
    for key, weights in sorted(model.state_dict().items()):
        state.update(key.encode())
        state.update(weights.detach().cpu().float().numpy().tobytes())
    return state.hexdigest()


def _load(found: ModelPlace) -> "SentenceTransformer":
    quiet_libraries()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(found.path, device="cpu", local_files_only=found.local)
    except Exception as error:  # the libraries below raise whatever they like
        raise EncoderError(
            f"The model {found.path} cannot be loaded: {first_line(error)}. "
            f"Check that it is a sentence-transformers model: {_REMEDY}"
        ) from error


def first_line(error: Exception) -> str:
    """Return what an error says, shortly: some explain themselves over half a page."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
