"""Agreement on one variable: codes that exclude each other, an attribute of codings, a judgement of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from cadrage.agreement.comparison import own_members
from cadrage.agreement.group_study import attribute_agreement, group_agreement, judgement_agreement
from cadrage.agreement.groups import Valued
from cadrage.agreement.intervals import few_documents
from cadrage.agreement.rating_table import category_name
from cadrage.core.agreement import CodeGroup
from cadrage.core.errors import UserError
from cadrage.core.group_agreement import AttributeAgreement, GroupAgreement, GroupCircumstances
from cadrage.core.model import Layer, Scope, Span, Variable, VariableKind
from cadrage.jobs import agreement
from cadrage.jobs.agreement import Question, Report, Study
from cadrage.store.project import Project

Answer = GroupAgreement | AttributeAgreement
_FEWEST = 2  # codes that can exclude each other, values that can differ
_ORDERED = (VariableKind.ORDINAL, VariableKind.NUMBER, VariableKind.DATE)


class Kind(StrEnum):
    """What is one variable: a code's sub-codes, a named set of codes, an attribute, a judgement."""

    FAMILY = "family"
    SET = "set"
    ATTRIBUTE = "attribute"
    JUDGEMENT = "judgement"


_SCOPES = {Kind.ATTRIBUTE: Scope.CODING, Kind.JUDGEMENT: Scope.JUDGEMENT}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be compared as one variable, by the id of its code, set or variable."""

    kind: Kind
    id: int
    label: str

    @property
    def key(self) -> tuple[Kind, int]:
        """What stays the same when it is renamed."""
        return self.kind, self.id

    @property
    def on_units(self) -> bool:
        """Whether units are compared, and not codings or documents."""
        return self.kind in (Kind.FAMILY, Kind.SET)


@dataclass(frozen=True, slots=True)
class GroupStudy:
    """The gathered material of one variable: values only, so that a Task may work on it.

    `values` in their order and whether that means more and less, for attributes and judgements; `codings` for
    attributes, `answers` by (document, coder's name) for judgements.
    """

    study: Study
    subject: Subject
    codings: tuple[Valued, ...] = ()
    answers: Mapping[tuple[int, str], str] | None = None
    values: tuple[str, ...] = ()
    ordered: bool = False
    notes: tuple[str, ...] = ()


# What can be compared.


def subjects(project: Project) -> tuple[Subject, ...]:
    """Families with two sub-codes or more, sets of codes, attributes and judgements, in this order."""
    codebook = project.codes.codebook()
    families = [
        Subject(Kind.FAMILY, node.code.id, node.code.label)
        for node in codebook.nodes
        if len(codebook.children(node.code.id)) >= _FEWEST
    ]
    sets = [Subject(Kind.SET, each.id, each.name) for each in project.sets.codes.all() if len(each.members) >= _FEWEST]
    variables = [
        Subject(kind, variable.id, variable.label or variable.name)
        for kind, scope in _SCOPES.items()
        for variable in project.variables.all(scope)
        if variable.kind is not VariableKind.TEXT
    ]
    return (*families, *sets, *variables)


def named_group(project: Project, name: str) -> Subject:
    """The family of the code, or else the set of codes, that is called so. Raises UserError for neither."""
    code = project.codes.codebook().find(name)
    if code is not None:
        return Subject(Kind.FAMILY, code.id, code.label)
    found = project.sets.codes.find(name)
    if found is None:
        raise UserError(f"There is no code and no set of codes “{name}” in this project. Name a code with sub-codes.")
    return Subject(Kind.SET, found.id, found.name)


def named_variable(project: Project, kind: Kind, name: str) -> Subject:
    """The attribute or judgement of this name. Raises UserError naming those there are."""
    found = project.variables.find(_SCOPES[kind], name)
    if found is None:
        names = ", ".join(f"“{each.name}”" for each in project.variables.all(_SCOPES[kind])) or "none"
        raise UserError(f"There is no {kind} “{name}” in this project. There are: {names}.")
    return Subject(kind, found.id, found.label or found.name)


# Gather.


def gather(project: Project, question: Question, subject: Subject, report: Report | None = None) -> GroupStudy:
    """What the question is about, for one variable. Raises UserError where it has nothing to tell apart."""
    if subject.on_units:
        groups = _exclusive(project, question, subject)
        study = agreement.gather(project, replace(question, codes=()), report)
        return GroupStudy(replace(study, codes=groups), subject, notes=_own_codings(study, subject))
    variable = project.variables.get(subject.id)
    if variable is None:
        raise UserError(f"“{subject.label}” is no longer there. Choose something else to compare.")
    # Neither depends on units.
    study = agreement.gather(project, replace(question, unit="document"), report)
    if subject.kind is Kind.ATTRIBUTE:
        codings = tuple(
            replace(coding, value=_told_apart(variable, coding.value)) if coding.value else coding
            for coding in _codings(project, study, variable)
        )
        values, ordered = _values(variable, (coding.value for coding in codings if coding.value))
        return GroupStudy(study, subject, codings=codings, values=values, ordered=ordered)
    answers = {place: _told_apart(variable, value) for place, value in _answers(project, study, variable).items()}
    values, ordered = _values(variable, answers.values())
    return GroupStudy(study, subject, answers=answers, values=values, ordered=ordered)


def _exclusive(project: Project, question: Question, subject: Subject) -> tuple[CodeGroup, ...]:
    """The codes of a group, each with its sub-codes and none within another."""
    codebook = project.codes.codebook()
    if subject.kind is Kind.FAMILY:
        ids = [code.id for code in codebook.children(subject.id)]
        lack = f"“{subject.label}” has fewer than two sub-codes. Choose a code with sub-codes that exclude each other."
    else:
        ids = list(project.sets.codes.get(subject.id).members)
        lack = f"The set “{subject.label}” has fewer than two codes. Put codes into it that exclude each other."
    left = project.filtering.codes(question.filter)
    groups = codebook.groups([code for code in ids if left is None or code in left])
    if len(groups) < _FEWEST:
        raise UserError(lack if left is None else f"{lack} Or take the filter off.")
    return tuple(replace(group, members=own) for group, own in zip(groups, own_members(groups), strict=True))


def _own_codings(study: Study, subject: Subject) -> tuple[str, ...]:
    """What to say where coders put a family's parent code itself."""
    if subject.kind is not Kind.FAMILY:
        return ()
    own = sum(len(spans) for each in study.documents for (_, code), spans in each.spans.items() if code == subject.id)
    if not own:
        return ()
    carry = "1 coding carries" if own == 1 else f"{own:,} codings carry"
    return (f"{carry} {subject.label} itself and none of its sub-codes: here such a coding counts as none of them.",)


def _codings(project: Project, study: Study, variable: Variable) -> tuple[Valued, ...]:
    """The compared coders' codings in the documents they completed, with what they noted; not-article left out."""
    round_ = agreement.asked_round(project, study.question)
    documents = {document.document: document for document in study.documents}
    members = {code for group in study.codes for code in group.members}
    names = {coder.id: coder.name for coder in project.coders.all()}
    noted = project.variables.of_codings()
    found = []
    for coding in project.codings.all(round=round_.id):
        document = documents.get(coding.document)
        coder = names[coding.coder]
        if document is None or coding.layer is not Layer.CODER or coder not in document.coders:
            continue
        if coding.code in members and not _inside(coding.span, document.excluded):
            value = noted.get((coding.id, variable.name))
            found.append(Valued(coding.document, coder, coding.code, coding.span, value))
    return tuple(found)


def _inside(span: Span, regions: Sequence[Span]) -> bool:
    return any(region.start <= span.start and span.end <= region.end for region in regions)


def _answers(project: Project, study: Study, variable: Variable) -> Mapping[tuple[int, str], str]:
    """The answers of coders about the documents that they completed."""
    round_ = agreement.asked_round(project, study.question)
    complete = {document.document: document.coders for document in study.documents}
    names = {coder.id: coder.name for coder in project.coders.all()}
    return {
        (document, names[coder]): value
        for (document, coder, name), value in project.variables.judgements(round=round_.id).items()
        if name == variable.name and names[coder] in complete.get(document, ())
    }


def _told_apart(variable: Variable, value: str) -> str:
    """The value as it is compared: 1, 1.0 and 1.00 are one number."""
    return category_name(value) if variable.kind is VariableKind.NUMBER else value


def _values(variable: Variable, used: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The values that can be told apart, in order, and whether the order counts.

    Those of the list of choices; of an open variable those in use, by size where they are numbers.
    """
    listed = tuple(choice.value for choice in variable.choices)
    if listed and variable.kind in (VariableKind.CHOICE, VariableKind.ORDINAL):
        return listed, variable.kind is VariableKind.ORDINAL
    found = sorted(set(used))
    try:
        found.sort(key=float)
    except ValueError:
        return tuple(found), variable.kind is VariableKind.DATE
    return tuple(found), variable.kind in _ORDERED


# Compute.


def compute(material: GroupStudy, report: Report | None = None) -> Answer:
    """The agreement on the variable, with everything needed to report it."""
    if report:
        report(0, 1)
    study, question = material.study, material.study.question
    found: Answer
    if material.subject.on_units:
        found = group_agreement(
            material.subject.label,
            study.documents,
            study.codes,
            study.coders,
            question.unit,
            interval=question.interval,
            seed=question.seed,
            least=question.least,
        )
    else:
        found = _of_values(material)(
            study.coders, material.values, ordered=material.ordered, interval=question.interval, seed=question.seed
        )
    if report:
        report(1, 1)
    return replace(found, circumstances=_circumstances(material, found))


def _of_values(material: GroupStudy) -> Callable[..., AttributeAgreement]:
    if material.answers is not None:
        return partial(judgement_agreement, material.subject.label, material.answers)
    return partial(attribute_agreement, material.subject.label, material.codings)


def _circumstances(material: GroupStudy, found: Answer) -> GroupCircumstances:
    study, question = material.study, material.study.question
    few = few_documents(found.documents) if found.documents else None
    return GroupCircumstances(
        round=study.round,
        seed=question.seed if question.interval == "bootstrap" else None,
        least=question.least if isinstance(found, GroupAgreement) else 0.0,
        filters=study.filters,
        notes=(*material.notes, *([few] if few else [])),
    )


def answer(project: Project, question: Question, subject: Subject, report: Report | None = None) -> Answer:
    """Gather and compute in one call."""
    return compute(gather(project, question, subject, report))
