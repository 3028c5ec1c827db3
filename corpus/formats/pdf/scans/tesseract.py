"""Tesseract, a program that reads pictures of text: found, and run on one picture."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.errors import UnreadableFile

DOTS_PER_INCH = 300
"""How finely pages are drawn: what Tesseract was trained on."""
HOW_TO_INSTALL = (
    "Install Tesseract (on Debian and Ubuntu `apt install tesseract-ocr`, on macOS `brew install "
    "tesseract`, for Windows see https://tesseract-ocr.github.io)"
)
_MOST_SECONDS = 120
"""For one page: fifty times what it takes."""
_SCRIPT = re.compile(rb"^Script: (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Tesseract:
    """The program at a path."""

    program: str

    @classmethod
    def find(cls) -> "Tesseract | None":
        """Return the program that is installed, None if there is none."""
        found = shutil.which("tesseract")
        return cls(found) if found else None

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that are installed, as Tesseract calls them, such as “deu”."""
        listed = self._run(["--list-langs"], b"").decode("utf-8", "replace").splitlines()
        return frozenset(line.strip() for line in listed if "/" not in line and " " not in line)

    def script(self, picture: bytes) -> str:
        """Return the script of a picture, such as “Latin”; "" if it cannot be told."""
        if "osd" not in self.languages:
            return ""
        try:
            told = self._run(["stdin", "stdout", "--psm", "0"], picture)
        except UnreadableFile:  # too few letters to tell
            return ""
        match = _SCRIPT.search(told)
        return match[1].decode("ascii") if match else ""

    def recognise(
        self, picture: bytes, languages: Sequence[str], *, dots: int = DOTS_PER_INCH
    ) -> bytes:
        """Return the text of a picture (PNG) with its places, as hOCR. Raises `UnreadableFile`.

        `dots` are those of an inch.
        """
        options = ["--dpi", str(dots), "--psm", "1", "-c", "hocr_char_boxes=1"]
        return self._run(["stdin", "stdout", "-l", "+".join(languages), *options, "hocr"], picture)

    def read_figures(self, picture: bytes) -> bytes:
        """Return the figures in a picture that has nothing else, as hOCR."""
        options = ["--dpi", str(DOTS_PER_INCH), "--psm", "6"]
        only = ["-c", "tessedit_char_whitelist=0123456789"]
        return self._run(["stdin", "stdout", "-l", "eng", *options, *only, "hocr"], picture)

    def _run(self, arguments: Sequence[str], given: bytes) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - the program that was found
                [self.program, *arguments],
                input=given,
                capture_output=True,
                timeout=_MOST_SECONDS,
                check=True,
                # Pages are recognised side by side: each by one thread.
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.CalledProcessError as error:
            lines = error.stderr.decode("utf-8", "replace").split("\n")
            reason = next((line.strip() for line in lines if line.strip()), "no reason given")
            raise UnreadableFile(f"Tesseract failed: {reason}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableFile(f"Tesseract did not come to an end: {error}") from error
        return done.stdout
