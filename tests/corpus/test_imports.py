import subprocess
import sys

import corpus


def modules_after(code: str) -> set[str]:
    """Run code in a fresh interpreter and give the modules it loaded."""
    program = f"import sys; {code}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_the_values_loads_no_reader() -> None:
    """The package is its values and errors; readers come when a file is read."""
    loaded = modules_after("import corpus, corpus.formats, corpus.passages")
    assert "corpus.paper" in loaded
    heavy = {"nltk", "markdown_it", "spellchecker", "Stemmer", "yaml", "corpus.formats.text"}
    assert heavy & loaded == set()


def test_importing_the_readers_loads_no_library() -> None:
    """The libraries are loaded by the functions that need them."""
    loaded = modules_after("import corpus.formats.text, corpus.formats.markdown")
    assert {"nltk", "markdown_it", "spellchecker", "Stemmer", "yaml"} & loaded == set()


def test_the_public_names_are_there() -> None:
    """What the package says it has, it has."""
    assert [name for name in corpus.__all__ if not hasattr(corpus, name)] == []
