"""A made-up study that is hard to show: forty codes on three levels, long names, six codings on one passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from cadrage.core.model import Choice, Code, DocumentDraft, ExampleKind, Scope, Span, State, Subject, VariableDraft
from cadrage.core.model import VariableKind as Kind
from cadrage.store.codings import NewCoding
from cadrage.store.project import Project

ME = "Wilhelmina Featherstonehaugh-Montgomerie"
OTHERS = ("Bartholomew Ravensworth-Castlereagh III", "Noor", "李")
CROWDED = "the toll on the Halvard bridge would be raised twice before the winter"
Tree = Sequence[tuple[str, str, Sequence[tuple[str, str, Sequence[tuple[str, str]]]]]]

# Names of sixty characters stand beside names of four.
CODEBOOK: Tree = (
    ("RESP", "Responsibility", (
        ("GOV", "Responsibility of a government, a ministry or an official", (
            ("NAT", "National government"), ("REG", "Regional and municipal bodies, elected or merely appointed"))),
        ("IND", "Individuals", (("USE", "Users who drive where they could walk"), ("OWN", "Owners"))),
        ("MKT", "Market and firms", (("CON", "Contractors"),)),
    )),
    ("CONF", "Conflict between persons, parties, places or whole classes", (
        ("PAR", "Parties", (("WIN", "Winners and losers of a vote"),)),
        ("CTR", "Centre against periphery", (("FOR", "Forgotten"), ("PAY", "Those who pay without being asked"))),
        ("PRO", "Protest", (("PEA", "Peaceful"), ("DIS", "Disorder"))),
    )),
    ("ECON", "Economic consequences", (
        ("COST", "Costs", (("HOU", "Households"), ("BUS", "Business, trade and the whole of the haulage industry"))),
        ("GAIN", "Gains", ()),
        ("WORK", "Work and wages", ()),
    )),
    ("HUM", "Human interest", (
        ("FACE", "A face and a name", (("OLD", "Old people"),)),
        ("FEEL", "Emotion", ()),
        ("DAY", "Everyday life of one family, told from morning to evening", ()),
    )),
    ("MOR", "Morality", (
        ("FAIR", "Fairness", (("AGE", "Between generations"),)),
        ("DUTY", "Duty", ()),
        ("GOD", "Faith", ()),
    )),
    ("PROC", "Procedure", (
        ("LAW", "Law and courts", (("APP", "Appeals"),)),
        ("VOTE", "Votes and majorities, as they were counted and as they felt", ()),
        ("EXP", "Experts", ()),
        ("TIME", "Deadlines", ()),
    )),
)  # fmt: skip

_TITLES = (
    "Twice before the winter: how a crossing that had been free for ninety years became the most disputed kilometre"
    " of road between the two halves of the county",
    "Islanders ask who pays",
    "Council votes at midnight",
    "“We were never asked”: letters on the toll",
    "A bridge, a bill and a bishop",
    "Contractor denies delay",
)
_OPENINGS = (
    f"The county council said on Tuesday that {CROWDED}, and that nobody who lives on the island would be exempt.",
    "On the island the news came with the evening ferry, and by nine the hall behind the church was full.",
    "It was past midnight when the mayor counted the hands a second time and found one more than before.",
    "The letters began to arrive before the vote and have not stopped since; a selection follows.",
    "Bishop Aldous Brandt has crossed the bridge on foot every Sunday for thirty years, and will go on doing so.",
    "The firm that repairs the bridge rejected the charge that it had let the summer pass without work.",
)
_REST = (
    "“We have paid for this road with our taxes and with our patience,” said Ingrid Solheim, who drives a school bus"
    " across it four times a day. “Now we are to pay for it with our wages.”",
    "Officials answered that the alternative was worse. Without new steel the bridge would have to be closed to"
    " lorries within two years, and everything that the island eats would have to come by boat.",
    "Economists at the regional institute put the cost for a family with one commuter at four hundred a year. For the"
    " haulage firms, they wrote, the sum is larger, but they can pass it on.",
    "The opposition speaks of a tax on distance. Those who decide live on the mainland, its leader said, and those"
    " who pay have one vote in nine.",
    "Whether the toll is lawful at all will be decided by the administrative court. Until then the machines stand"
    " under grey covers at both ends of the bridge, and children have begun to write their names on them.",
    "An older man who did not want to be named said that he had helped to build the thing. “It was meant to bring us"
    " together,” he said, and looked at the water for a while.",
)
_CROWD = ("RESP-GOV", "CONF-CTR-PAY", "ECON-COST", "ECON-COST-HOU", "MOR-FAIR", "HUM-DAY")


def build(path: Path) -> Project:
    """A new project at `path`, with this machine's coder as `ME`. Raises UserError where the path is taken."""
    project = Project.create(path, name="The Halvard bridge: two newsrooms, one toll, a pilot", coder=ME)
    with project.change("Build the study"):
        codes = _add_codes(project)
        documents = _add_documents(project)
        _describe(project, codes)
        _code(project, codes, documents)
        _set_values(project, documents)
        _add_sets(project, codes, documents)
        _write_memos(project, codes, documents)
    return project


def _add_codes(project: Project) -> dict[str, Code]:
    """All codes by their short ids."""
    found: dict[str, Code] = {}

    def add(short_id: str, name: str, parent: str | None) -> None:
        above = found[parent].id if parent is not None else None
        found[short_id] = project.codes.add(name, short_id=short_id, parent=above)

    for family, family_name, middle in CODEBOOK:
        add(family, family_name, None)
        for part, name, leaves in middle:
            add(f"{family}-{part}", name, family)
            for leaf, leaf_name in leaves:
                add(f"{family}-{part}-{leaf}", leaf_name, f"{family}-{part}")
    return found


def _describe(project: Project, codes: dict[str, Code]) -> None:
    """One code with every field, one with some, the others with none."""
    whole = codes["ECON-COST"].id
    project.codes.edit(
        whole,
        brief="Money that the toll takes from somebody, named or counted.",
        definition="A passage that says what the toll costs a person, a firm or the county, in a sum or in words.",
        when_to_use="Also where the cost is denied (“nobody will notice”), since denying it puts it on the table.",
        when_not="Not the price of the repair itself: that is background, unless somebody is said to bear it.",
        notes="Discussed on 3 March; the second half of the rule for denials is new.",
    )
    project.codes.edit(codes["RESP-GOV"].id, brief="Somebody in office is held to account.")
    project.codes.add_example(whole, "the cost for a family with one commuter at four hundred a year")
    project.codes.add_example(whole, "they can pass it on", kind=ExampleKind.BORDERLINE)


def _add_documents(project: Project) -> tuple[int, ...]:
    drafts = []
    for number, (title, opening) in enumerate(zip(_TITLES, _OPENINGS, strict=True)):
        rest = (*_REST[number:], *_REST[:number])
        text = "\n\n".join((opening, *rest, *rest[:3]))
        values = {"outlet": ("The Halvard Messenger", "Island Post")[number % 2], "published": f"2014-03-{12 + number}"}
        drafts.append(DocumentDraft(title, f"{number + 1:02}.txt", text, "txt", "utf-8", text.encode(), values))
    return project.documents.add(drafts)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    while (end := text.find(". ", start)) >= 0:
        if end - start > 30:
            yield Span(start, end + 1)
        start = end + 2


def _code(project: Project, codes: dict[str, Code], documents: Sequence[int]) -> None:
    """Six codings of mine on one passage, and a trail of them, of every coder, through all texts."""
    coders = [project.me.id, *(project.coders.add(name).id for name in OTHERS)]
    round_ = project.rounds.latest.id
    at = project.documents.body(documents[0]).index(CROWDED)
    crowd = [
        NewCoding(documents[0], Span(at + 4 * step, at + len(CROWDED) - 3 * step), codes[code].id, coders[0], round_)
        for step, code in enumerate(_CROWD)
    ]
    labels = [label for label in codes if label not in _CROWD]
    trail = []
    for coder_number, coder in enumerate(coders[:3]):
        for document in documents:
            for number, span in zip(count(), _sentences(project.documents.body(document))):
                if (number + coder_number) % 4 != 3:
                    label = labels[(number * 5 + document + (number % 7 == coder_number)) % len(labels)]
                    trail.append(NewCoding(document, span, codes[label].id, coder, round_))
    project.codings.add_many([*crowd, *trail])
    project.statuses.complete_many([(each, coder) for each in documents[:4] for coder in coders[:3]], round_)
    project.statuses.set(documents[4], State.PROGRESS)


def _set_values(project: Project, documents: Sequence[int]) -> None:
    """Variables of every kind; the crowded passage's codings have them all."""
    choices = (Choice("none"), Choice("some", "some blame, between the lines"), Choice("much", "much and by name"))
    tone = project.variables.add(VariableDraft(Scope.CODING, "blame", Kind.ORDINAL, "How much blame", choices))
    speaker = project.variables.add(VariableDraft(Scope.CODING, "speaker", Kind.ACTOR, "Who says it"))
    sum_ = project.variables.add(VariableDraft(Scope.CODING, "sum", Kind.NUMBER, "Sum named, in crowns a year"))
    project.variables.add(VariableDraft(Scope.JUDGEMENT, "stance", Kind.CHOICE, "Stance of the whole article", choices))
    actor = project.actors.add("Regional Institute for Transport and Spatial Economics", role="expert")
    project.actors.add_alias(actor.id, "the institute")
    project.actors.add("Ingrid Solheim", role="resident")
    for coding in project.codings.of_document(documents[0], coders=[project.me.id])[:9]:
        project.variables.set_for_coding(coding.id, tone, "some")
        project.variables.set_for_coding(coding.id, speaker, actor.name)
        project.variables.set_for_coding(coding.id, sum_, "400")


def _add_sets(project: Project, codes: dict[str, Code], documents: Sequence[int]) -> None:
    project.sets.documents.add("Halvard Messenger, first week of the dispute", documents[::2])
    project.sets.documents.add("Pilot", documents[:2])
    money = [code.id for label, code in codes.items() if label.startswith("ECON")]
    project.sets.codes.add("All that has to do with money", money)


def _write_memos(project: Project, codes: dict[str, Code], documents: Sequence[int]) -> None:
    texts = {document.id: document.guid for document in project.documents.all()}
    project.memos.set(Subject.DOCUMENT, texts[documents[0]], "Compare with the agency’s report of the same day.")
    project.memos.set(Subject.CODE, codes["ECON-COST"].guid, "Is a cost that is denied a cost? Ask the group.")
    first = project.codings.of_document(documents[0], coders=[project.me.id])[0]
    project.memos.set(Subject.CODING, first.guid, "Speaks of the council as one person. Seen in three other articles.")
    project.codings.mark_important(first.id, important=True)
