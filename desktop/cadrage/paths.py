"""Where shipped files lie, in a checkout as in an installed package, and where the user's files go."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _CHECKOUT / name


def resources() -> Path:
    """Codebook templates, the handbook, icons."""
    return _shipped("resources")


def corpus() -> Path:
    """The sample articles, their metadata and their codings."""
    return _shipped("corpus")


def codebook_templates() -> dict[str, Path]:
    """Shipped codebooks by the name that `cadrage new --codebook` takes."""
    return {path.stem: path for path in sorted((resources() / "codebooks").glob("*.json"))}


def user_data() -> Path:
    """The user's own folder for Cadrage: settings, log, copy of the sample project."""
    from platformdirs import user_data_path

    return user_data_path("Cadrage", appauthor=False, ensure_exists=True)


def user_pipelines() -> Path:
    """Where users put trained pipelines of spaCy's, whether it is there or not: an installed program has no pip."""
    from platformdirs import user_data_path

    return user_data_path("Cadrage", appauthor=False) / "pipelines"


def user_cache(name: str) -> Path:
    """A folder for what can be made again at any time."""
    from platformdirs import user_cache_path

    folder = user_cache_path("Cadrage", appauthor=False) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
