"""Language models by their settings, and the answerers that they write for."""

import os
from dataclasses import replace
from urllib.parse import urlsplit

from index.encoding.encoder import Encoder
from index.snapshot import Snapshot
from qa.answer import Mode
from qa.composing.extractive import ExtractiveAnswerer
from qa.llm.answerer import LLMAnswerer
from qa.llm.checking import SentenceChecker
from qa.llm.endpoint import Endpoint
from qa.llm.local import LocalModel
from qa.llm.model import LLM
from qa.llm.quotes import QuoteFinder
from qa.llm.settings import LLMSettings
from qa.support.check import SupportCheck, make_support_check

KEY_VARIABLE = "FOOTNOTE_LLM_KEY"
_OPENAI_HOST = "api.openai.com"


class Writer:
    """A language model with the check of what it writes, which serve every snapshot."""

    def __init__(self, settings: LLMSettings) -> None:
        self.settings = settings
        self._llm = open_llm(settings)
        self._check: SupportCheck | None = None

    def answerer(
        self,
        extractive: ExtractiveAnswerer,
        snapshot: Snapshot,
        encoder: Encoder,
        *,
        mode: Mode | None = None,
    ) -> LLMAnswerer:
        """Return the answerer over a snapshot, in another `mode` than that of the settings."""
        if self._check is None:
            self._check = make_support_check(encoder)
        return LLMAnswerer(
            extractive,
            snapshot,
            self._llm,
            SentenceChecker(QuoteFinder(snapshot, encoder), self._check),
            settings=self.settings if mode is None else replace(self.settings, mode=mode),
        )


def open_llm(settings: LLMSettings) -> LLM:
    """Return the model; nothing is loaded or sent before it is asked something."""
    if settings.file is not None:
        return LocalModel(settings.file, timeout=settings.timeout, context=settings.context)
    return Endpoint(
        settings.address,
        model=settings.model,
        key=_key_for(settings.address),
        timeout=settings.timeout,
        context=settings.context,
    )


def _key_for(address: str) -> str | None:
    """Return the key from the environment; OpenAI's own goes to OpenAI only."""
    key = os.environ.get(KEY_VARIABLE)
    if not key and urlsplit(address).hostname == _OPENAI_HOST:
        key = os.environ.get("OPENAI_API_KEY")
    return key or None
