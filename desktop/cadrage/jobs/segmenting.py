"""Units of texts, cut once when they are first needed and then kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cadrage.core.model import Segments
from cadrage.language import segments
from cadrage.store.project import Project

Report = Callable[[int, int], None]


def gather(project: Project, texts: Sequence[int], unit: str) -> tuple[Mapping[int, Segments], Mapping[int, str]]:
    """The units that are known, and the bodies of the texts that are still to be split, by text id."""
    known = project.texts.segments(texts, unit)
    missing = [text for text in texts if text not in known]
    return known, project.texts.bodies(missing)


def units(project: Project, texts: Sequence[int], unit: str, report: Report | None = None) -> Mapping[int, Segments]:
    """The units of the texts, by text id; new ones are kept where the project can be written."""
    known, bodies = gather(project, texts, unit)
    if not bodies:
        return known
    found = segments.split_many(bodies, unit, report)
    project.texts.keep_segments(found)
    return {**known, **found}
