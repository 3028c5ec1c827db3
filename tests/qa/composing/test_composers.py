"""Which composer answers which kind, found when it is needed."""

import subprocess
import sys

from qa.composing.composers import COMPOSERS, composer_of
from qa.understanding.kinds.classifier import Kind


def test_every_named_composer_is_there() -> None:
    """A name that does not resolve would fail only when its kind is asked for."""
    assert all(callable(composer_of(kind)) for kind in COMPOSERS)


def test_plain_kinds_have_no_composer_of_their_own() -> None:
    """A plain fact is told by the plain composer, which every kind falls back on."""
    assert composer_of(Kind.FACT) is None


def test_no_composer_of_another_kind_is_imported_to_answer() -> None:
    """Composers are heavy to import: a question pays for its own alone."""
    names = "composers._DOCUMENTS, composers._GATHERED"
    code = (
        "import sys; from qa.composing import composers;"
        "composers.composer_of(composers.Kind.YES_NO);"
        f"print([m for m in sys.modules if m.startswith(({names}))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
