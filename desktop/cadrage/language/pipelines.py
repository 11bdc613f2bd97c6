"""Trained pipelines of spaCy's, where some are installed or lie in the user's folder. Nothing is ever downloaded."""

from __future__ import annotations

import logging
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from cadrage import paths

if TYPE_CHECKING:
    from spacy.language import Language

log = logging.getLogger("cadrage")

_SIZES = ("sm", "md", "lg", "trf")
_SPARED = ("ner", "lemmatizer")
_ALL_BUT_SENTENCES = ("parser", "tagger", "attribute_ruler", "morphologizer", *_SPARED)


@cache
def with_sentences(language: str) -> Language | None:
    """The smallest installed pipeline of the language that finds sentences, all else in it switched off."""
    for pipeline in _loaded(language, _ALL_BUT_SENTENCES):
        if "senter" not in pipeline.pipe_names and "senter" in pipeline.disabled:
            pipeline.enable_pipe("senter")
        if "senter" in pipeline.pipe_names:
            return pipeline
    return None


@cache
def with_parser(language: str) -> Language | None:
    """The smallest installed pipeline of the language that finds subjects."""
    return next((pipeline for pipeline in _loaded(language, _SPARED) if "parser" in pipeline.pipe_names), None)


def _loaded(language: str, disabled: tuple[str, ...]) -> Iterator[Language]:
    _look_in_own_folder()
    # Asked of the packages themselves: spaCy would import every pipeline that is announced, damaged ones too.
    installed = {point.name for point in entry_points(group="spacy_models")}
    names = sorted((name for name in installed if language and name.startswith(f"{language}_")), key=_size_of)
    if not names:
        return
    import spacy

    for name in names:
        try:
            yield spacy.load(name, disable=list(disabled))
        except (OSError, ImportError, ValueError):
            continue  # made for another version of spaCy, or damaged


def _look_in_own_folder() -> None:
    """Let packages in the user's folder be found, behind all others; wheels that were put there are unpacked first."""
    try:
        folder = paths.user_pipelines()
        for wheel in sorted(folder.glob("*.whl")):
            _unpack(wheel)
    except OSError:
        return  # no folder can be had: then nothing lies in it
    if folder.is_dir() and str(folder) not in sys.path:
        sys.path.append(str(folder))


def _unpack(wheel: Path) -> None:
    """Put a wheel's content beside it, once: it is known by its folder of metadata, which is written last."""
    about = f"{'-'.join(wheel.stem.split('-')[:2])}.dist-info"
    if (wheel.parent / about).is_dir():
        return
    try:
        with ZipFile(wheel) as packed:
            names = packed.namelist()
            for name in sorted(names, key=lambda name: name.startswith(f"{about}/")):
                packed.extract(name, wheel.parent)
    except (BadZipFile, zlib.error):
        log.warning("a file in the folder of pipelines is no wheel")


def _size_of(name: str) -> tuple[int, str]:
    ending = name.rpartition("_")[2]
    return _SIZES.index(ending) if ending in _SIZES else len(_SIZES), name
