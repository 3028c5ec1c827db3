"""Whether Python finds Footnote's own packages, and not a user's folder of the same name."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

_OWN = ("corpus", "index", "qa", "ui")
_HOME = Path(__file__).resolve().parent.parent


def refuse_hidden_packages() -> None:
    """Raise ImportError where another folder or module hides one of Footnote's packages."""
    for name in _OWN:
        place = _place_of(name)
        if place is not None and place != _HOME / name:
            raise ImportError(
                f"{place} hides the package {name!r} that Footnote is made of (in {_HOME}). "
                f"Rename it, or start Python from another folder: {place.parent} comes first on "
                "the path on which Python looks for modules."
            )


def _place_of(name: str) -> Path | None:
    """Return the folder or file that `import NAME` gives, loaded or not; None if there is none."""
    loaded = sys.modules.get(name)
    spec = loaded.__spec__ if loaded is not None else PathFinder.find_spec(name)
    origin = spec.origin if spec is not None else getattr(loaded, "__file__", None)
    if origin is None:
        return None
    place = Path(origin).resolve()
    return place.parent if place.name == "__init__.py" else place
