"""Whether Python finds Footnote's own packages, and not a user's folder of the same name."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

_OWN = ("corpus", "index", "qa", "ui")
_HOME = Path(__file__).resolve().parent.parent


def refuse_hidden_packages() -> None:
    """Raise ImportError where another folder or module hides one of Footnote's packages."""
    for name in _OWN:
        found = _find_package(name)
        if found is not None and found != _HOME / name:
            raise ImportError(
                f"{found} hides the package {name!r} that Footnote is made of (in {_HOME}). "
                f"Rename it, or start Python from another folder: {found.parent} comes first on "
                "the path on which Python looks for modules."
            )


def _find_package(name: str) -> Path | None:
    """Return the folder or file that `import NAME` gives, loaded or not; None if there is none."""
    loaded = sys.modules.get(name)
    spec = loaded.__spec__ if loaded is not None else PathFinder.find_spec(name)
    origin = spec.origin if spec is not None else getattr(loaded, "__file__", None)
    if origin is None:
        return None
    path = Path(origin).resolve()
    return path.parent if path.name == "__init__.py" else path
