"""Units of texts, cut once when they are first needed and then kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cadrage.core.model import Segments
from cadrage.language import segments
from cadrage.store.project import Project

Report = Callable[[int, int], None]


def gather(project: Project, texts: Sequence[int], unit: str) -> tuple[Mapping[int, Segments], Mapping[int, str]]:
    """The units that are known, and the bodies of the texts that are still to be split, by text id."""
    known = project.texts.segments(texts, unit)
    missing = [text for text in texts if text not in known]
    return known, project.texts.bodies(missing)


def cutting(project: Project, bodies: Mapping[int, str], unit: str) -> Callable[[Report | None], dict[int, Segments]]:
    """The work of splitting the texts in the languages that are known of them, for a Task."""
    languages = project.documents.text_languages()
    known = {text: languages[text] for text in bodies if text in languages}
    return partial(_split, dict(bodies), unit, known)


def _split(
    bodies: Mapping[int, str], unit: str, languages: Mapping[int, str], report: Report | None
) -> dict[int, Segments]:
    return segments.split_many(bodies, unit, report, languages)


def units(project: Project, texts: Sequence[int], unit: str, report: Report | None = None) -> Mapping[int, Segments]:
    """The units of the texts, by text id; new ones are kept where the project can be written."""
    known, bodies = gather(project, texts, unit)
    if not bodies:
        return known
    found = cutting(project, bodies, unit)(report)
    project.texts.keep_segments(found)
    return {**known, **found}
