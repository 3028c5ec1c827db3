"""Readers that others trained: cross-encoders and question-answering models, by name or folder."""

from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus.errors import ReaderError
from index.encoding.models import ModelPlace, find_model, first_line, quiet_libraries
from qa.reading.onnx_reader import DEFAULT_READER
from qa.reading.reader import Reader, Reading, Text, as_pairs
from qa.reading.span_decoding import best_leads, best_span

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_OWNER = "cross-encoder"
_LONGEST = 512
"""Tokens of a question and a passage that are read at most."""
_BATCH = 8
_NOTHING = -10.0
"""The score of a passage of which no word was read: the question left no room for it."""
_REMEDY = (
    "--reader takes a folder with a sentence-transformers cross-encoder or a transformers "
    "question-answering model, or the name of one on the Hugging Face hub; without it, "
    f"{DEFAULT_READER} is used, which needs no network, and `--reader none` uses none."
)


def hub_reader(name: str) -> Reader:
    """Return the reader for a model, by what it was made for. Raises `ReaderError`."""
    place = find_model(name, error=ReaderError, remedy=_REMEDY, owner=_OWNER)
    quiet_libraries()
    from transformers import AutoConfig

    try:
        config = AutoConfig.from_pretrained(place.path, local_files_only=place.local)
    except Exception as error:  # the library raises whatever it likes
        raise _unloadable(place, error) from error
    made_for = " ".join(config.architectures or [])
    if "ForQuestionAnswering" in made_for:
        return QuestionAnsweringReader(name, place)
    if "ForSequenceClassification" in made_for and config.num_labels == 1:
        return CrossEncoderReader(name, place)
    raise ReaderError(
        f"The model {place.path} is {made_for or 'of an unknown kind'}"
        f"{f' with {config.num_labels} labels' if 'Classification' in made_for else ''}, not a "
        f"cross-encoder with one score or a question-answering model: {_REMEDY}"
    )


class CrossEncoderReader:
    """Ranks passages by a sentence-transformers `CrossEncoder`; marks no words."""

    def __init__(self, name: str, place: ModelPlace) -> None:
        self.name = name
        self._place = place
        self._lock = Lock()

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Read each passage, in order. Raises `ReaderError`."""
        from torch.nn import Identity

        if not passages:
            return []
        with self._lock:
            scores = self._model.predict(
                as_pairs(question, passages),
                batch_size=_BATCH,
                activation_fn=Identity(),
                show_progress_bar=False,
            )
        return [Reading(float(score), float(score)) for score in scores]

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(
                self._place.path, device="cpu", local_files_only=self._place.local
            )
        except Exception as error:  # the library raises whatever it likes
            raise _unloadable(self._place, error) from error
        return model


class QuestionAnsweringReader:
    """Marks words by a transformers question-answering model, and ranks by how sure it is.

    A passage's score is the lead of its best span over the first token, which stands
    for no answer (Devlin et al. 2019).
    """

    def __init__(self, name: str, place: ModelPlace) -> None:
        self.name = name
        self._place = place
        self._lock = Lock()

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Read each passage, in order. Raises `ReaderError`."""
        with self._lock:
            return [
                self._read_one(pair, text)
                for pair, text in zip(as_pairs(question, passages), passages, strict=True)
            ]

    def _read_one(self, pair: tuple[str, str], text: Text) -> Reading:
        import torch

        tokenizer, model = self._model
        inputs = tokenizer(
            *pair,
            truncation="only_second",
            max_length=_LONGEST,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = inputs.pop("offset_mapping")[0].numpy()
        places = inputs.sequence_ids(0)
        with torch.inference_mode():
            output = model(**inputs)
        logits = torch.stack([output.start_logits[0], output.end_logits[0]], dim=1).numpy()
        inside = [place == 1 for place in places]
        heading = len(text.heading)
        span, score = best_span(logits, offsets, inside, heading=heading)
        leads = best_leads(logits, offsets, inside, heading=heading, pieces=text.pieces)
        lead = _NOTHING if score is None else score
        return Reading(lead, lead, span, score, leads=leads)

    @cached_property
    def _model(self) -> tuple[Any, Any]:
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        path, local = self._place.path, self._place.local
        try:
            tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=local, use_fast=True)
            model = AutoModelForQuestionAnswering.from_pretrained(path, local_files_only=local)
        except Exception as error:  # the library raises whatever it likes
            raise _unloadable(self._place, error) from error
        return tokenizer, model.eval()


def _unloadable(place: ModelPlace, error: Exception) -> ReaderError:
    return ReaderError(f"The model {place.path} cannot be loaded: {first_line(error)}. {_REMEDY}")
