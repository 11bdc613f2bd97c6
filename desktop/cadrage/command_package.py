"""`cadrage package`: a study for others to repeat, without its texts, and such a study again from them."""

from __future__ import annotations

import argparse

from cadrage.console import counted, print_json, print_out, progress, say
from cadrage.console_tables import as_text


def run(options: argparse.Namespace) -> int:
    return _make(options) if options.verb == "make" else _attach(options)


def _make(options: argparse.Namespace) -> int:
    from cadrage.jobs import replication
    from cadrage.jobs.agreement import Question
    from cadrage.store.project import Project

    question = Question(
        unit=options.unit,
        round=options.round,
        interval=options.interval,
        seed=options.seed,
        least=options.least,
    )
    wanted = replication.Wanted(options.titles, options.memos, options.free_text)
    with Project.open_reading(options.project) as project:
        made = replication.make(project, options.out, wanted=wanted, question=question, report=progress("Comparing"))
    print_out(
        f"Wrote {made.path}: {counted(made.documents, 'document')}, {counted(made.codings, 'coding')}, "
        f"{counted(made.coders, 'coder')}."
    )
    print_out(f"The coders' names are in {made.key} alone: keep that file, and do not pass it on.")
    for name in made.named:
        say(
            f"“{name}” still stands in the package, in the codebook or a name of something: look before you pass it on."
        )
    print_out("Left out:")
    for each in made.left_out:
        print_out(f"  {each}")
    return 0


def _attach(options: argparse.Namespace) -> int:
    from cadrage.jobs import replication_attaching

    done = replication_attaching.attach(
        options.package,
        options.project,
        options.texts,
        key=options.key,
        partial=options.partial,
        encoding=options.encoding,
        report=progress("Reading"),
    )
    for each in done.missing:
        say(f"no text for {each}")
    for each in done.unknown:
        say(f"in no document: {each}")
    if options.json:
        print_json(done.as_json())
        return 0
    print_out(f"Made {done.path}: {counted(done.documents, 'document')}, {counted(done.codings, 'coding')}.")
    if done.table is not None:
        print_out(as_text(done.table))
    print_out(f"\n{_verdict(same=done.same)}")
    return 0


def _verdict(*, same: bool | None) -> str:
    if same is None:
        return "The agreement was not compared with that of the package: texts are missing."
    if same:
        return "The agreement is that of the package, in every number."
    return "The agreement is not that of the package. See agreement.json there."
