"""Whether the installation is in order: packages, models, the folder that is written to."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from corpus.errors import FootnoteError
from corpus.installing import PACKAGE, extra_command, pip_command
from qa.workspace import default_library
from ui.upkeep.findings import Finding, State, sound

_OPTIONAL = {
    "qdrant": "libraries in Qdrant",
    "mcp": "tools for assistants (`footnote mcp`)",
    "llm": "answers by a language model behind an endpoint",
    "local": "answers by a language model in this process",
}
_LITTLE_ROOM = 2**30
"""Bytes of a disk below which adding papers may soon fail."""


def examine_packages() -> Iterator[Finding]:
    """Compare the packages that are installed with those that are required."""
    from packaging.requirements import Requirement

    needed = [Requirement(text) for text in requires(PACKAGE) or ()]
    core = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    unfit = [told for one in core if (told := _unfit(one.name, str(one.specifier))) is not None]
    if unfit:
        yield Finding(
            "packages",
            State.WRONG,
            f"Packages that are missing or do not fit: {'; '.join(unfit)}.",
            f"Install what is required: `{pip_command('--upgrade', PACKAGE)}`.",
        )
    else:
        yield sound("packages", f"All {len(core)} packages that are required fit.")
    for extra, what_for in _OPTIONAL.items():
        wanted = [one for one in needed if one.marker and _is_of(one.marker, extra)]
        missing = [one.name for one in wanted if _unfit(one.name, str(one.specifier)) is not None]
        if missing:
            fact = f"Not installed: {', '.join(missing)}, for {what_for}."
            remedy = f"If you want that: `{extra_command(extra)}`."
            yield Finding(extra, State.ADVICE, fact, remedy)
        else:
            yield sound(extra, f"Installed, for {what_for}.")


def _is_of(marker: object, extra: str) -> bool:
    from packaging.markers import Marker

    assert isinstance(marker, Marker)  # noqa: S101 - packaging gives nothing else
    return marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""})


def _unfit(name: str, wanted: str) -> str | None:
    """Return what is wrong with a package; None if it fits."""
    from packaging.specifiers import SpecifierSet

    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    if SpecifierSet(wanted).contains(found, prereleases=True):
        return None
    return f"{name} is {found}, not {wanted}"


def examine_models() -> Iterator[Finding]:
    """Load the models that come with Footnote, and have each read a sentence."""
    from index.encoding.encoders import make_encoder
    from index.encoding.models import DEFAULT_MODEL
    from qa.reading.reader import Text
    from qa.reading.readers import make_reader
    from qa.settings import default_reader

    name = default_reader()
    try:
        (encoded,) = make_encoder(DEFAULT_MODEL).encode(["Is everything in order?"])
        yield sound("encoder", f"{DEFAULT_MODEL} gives vectors of {len(encoded.vector)} numbers.")
    except (FootnoteError, OSError) as error:
        yield Finding("encoder", State.WRONG, str(error), "Install Footnote anew.")
    try:
        reader = make_reader(name)
        if reader is not None:
            reader.read("Is it in order?", [Text("", "Everything is in order.")])
        yield sound("reader", f"{name} reads." if reader else "None is used, as is asked for.")
    except (FootnoteError, OSError) as error:
        remedy = "Name another with FOOTNOTE_READER, or unset it."
        yield Finding("reader", State.WRONG, str(error), remedy)


def examine_home() -> Iterator[Finding]:
    """Write a file where Footnote keeps what it keeps, and see how much room there is."""
    home = default_library().parent
    there = next(folder for folder in (home, *home.absolute().parents) if folder.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"1")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        fact = f"Nothing can be written into {there}: {error.strerror}."
        remedy = "Set FOOTNOTE_HOME to a folder that may be written to."
        yield Finding("home", State.WRONG, fact, remedy)
        return
    yield sound("home", f"{home} may be written to.")
    yield _room_in(there)


def _room_in(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    fact = f"{free / 2**30:.1f} GB are free where Footnote writes."
    if free >= _LITTLE_ROOM:
        return sound("disk", fact)
    remedy = "Make room, or set FOOTNOTE_HOME to a folder of another disk."
    return Finding("disk", State.ADVICE, fact, remedy)


def examine_tesseract() -> Iterator[Finding]:
    """Look for what recognises scans."""
    from corpus.formats.pdf.scans.tesseract import HOW_TO_INSTALL, Tesseract

    found = Tesseract.find()
    if found is None:
        fact = "Tesseract is not installed: pages that are pictures are not recognised."
        yield Finding("tesseract", State.ADVICE, fact, f"If you have scans: {HOW_TO_INSTALL}.")
    else:
        languages = ", ".join(sorted(found.languages - {"osd"}))
        yield sound("tesseract", f"Scans are recognised in these languages: {languages}.")
