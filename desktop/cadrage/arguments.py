"""What the command line takes: its commands and their options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cadrage import __version__
from cadrage.core.agreement import INTERVALS, UNITS
from cadrage.core.exporting import PARTS
from cadrage.core.reliability import METRICS, WEIGHTS

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

RESULT_MEASURES = ("count", "documents", "codings", "row", "column", "words", "share_words", "per_thousand")
CHART_KINDS = ("bars", "grouped", "stacked", "stacked-100", "lines", "heat-map", "network", "dispersion")
REPORT_PARTS = ("title", "codebook", "frequencies", "results", "exemplars", "agreement", "memos", "documents")
_ENDINGS = """endings of OUT:
  .xlsx              Excel workbook
  none               a folder of CSV files, with scripts that read them into R, SPSS and Stata
  .qdpx              REFI-QDA project, for ATLAS.ti, MAXQDA, NVivo, QualCoder
  .qdc               REFI-QDA codebook
  .csv .json         the codebook alone, with --what codebook
  .html .docx .pdf   report for readers"""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    whole = argparse.ArgumentParser(
        prog="cadrage",
        description="Framing analysis of news texts. Without a command: the window.",
        epilog="cadrage PROJECT opens a project; ./new opens a file named like a command.",
    )
    whole.add_argument("--version", action="version", version=f"cadrage {__version__}")
    whole.add_argument("--sample", action="store_true", help="open your copy of the sample project")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    _add_tour(commands)
    _add_new(commands)
    _add_import(commands)
    _add_codings(commands)
    _add_codebook(commands)
    _add_agreement(commands)
    _add_reliability(commands)
    _add_search(commands)
    _add_results(commands)
    _add_export(commands)
    _add_package(commands)
    _add_check(commands)
    return whole


def _seed(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"“{given}” is not a whole number from 0 on")
    return int(given)


def _share(given: str) -> float:
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"“{given}” is not a share from 0 to 1")
    return share


def _add_tour(commands: _Commands) -> None:
    tour = commands.add_parser("tour", help="the main job on a copy of the sample corpus, through the window")
    tour.add_argument("--out", metavar="DIR", type=Path, help="where the results go (default: a new folder)")


def _add_new(commands: _Commands) -> None:
    new = commands.add_parser("new", help="make a project")
    new.add_argument("project", metavar="PROJECT", type=Path)
    content = new.add_mutually_exclusive_group()
    content.add_argument("--codebook", metavar="X", help="a shipped template's name, or a .xlsx .csv .json .qdc file")
    content.add_argument(
        "--from", metavar="FILE", type=Path, dest="study", help="a study of another tool, such as a .qdpx"
    )


def _add_import(commands: _Commands) -> None:
    command = commands.add_parser("import", help="import articles and other tools' studies, folders recursively")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("paths", metavar="PATH", type=Path, nargs="+")
    command.add_argument("--format", metavar="F", help="read every file as this format (txt, docx, pdf …)")
    command.add_argument("--encoding", metavar="E", help="read every text in this encoding")
    command.add_argument("--metadata", metavar="TABLE", type=Path, help="variables by file name, .csv or .xlsx")
    command.add_argument("--names", metavar="PATTERN", help="variables in file names, such as {outlet}_{date}_{title}")
    command.add_argument("--value", metavar="NAME=VALUE", action="append", help="a variable of every document")
    command.add_argument("--headlines", action="store_true", help="titles of databases' articles as first lines")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    command.add_argument("--json", action="store_true")


def _add_codings(commands: _Commands) -> None:
    codings = commands.add_parser("codings", help="codings from a table of spans")
    verbs = codings.add_subparsers(dest="verb", metavar="import", required=True)
    command = verbs.add_parser("import", help="columns doc,coder,code,start,end and attributes")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("spans", metavar="SPANS.csv", type=Path)
    command.add_argument("--complete", action="store_true", help="every document is complete for these coders")
    command.add_argument("--skip-bad", action="store_true", help="import the good rows, report the bad ones")
    command.add_argument("--json", action="store_true")


def _add_codebook(commands: _Commands) -> None:
    codebook = commands.add_parser("codebook", help="a codebook that was edited outside, back into the project")
    verbs = codebook.add_subparsers(dest="verb", metavar="import", required=True)
    command = verbs.add_parser("import", help="take over what a .xlsx .csv .qdc .json file changes")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
    command.add_argument("--retire-missing", action="store_true", help="retire codes that are not in the file")
    command.add_argument("--reorder", action="store_true", help="take the order of a file that seems to be sorted")
    command.add_argument("--json", action="store_true")


def _add_agreement(commands: _Commands) -> None:
    command = commands.add_parser("agreement", help="agreement between coders, per code and overall")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("--unit", choices=UNITS, default="sentence", help="default: sentence")
    command.add_argument(
        "--least", metavar="SHARE", type=_share, default=0.0, help="of a unit to be coded; default: 0, any overlap"
    )
    command.add_argument("--coders", metavar="A,B,…", default="", help="default: all with a complete document")
    command.add_argument("--codes", metavar="X,…", default="", help="default: all")
    command.add_argument("--round", metavar="R", default="", help="default: the latest")
    command.add_argument("--interval", choices=INTERVALS, default="jackknife", help="default: jackknife")
    command.add_argument("--seed", metavar="N", type=_seed, default=0, help="of the bootstrap; default: 0")
    one = command.add_mutually_exclusive_group()
    one.add_argument("--group", metavar="CODE", default="", help="its sub-codes, or a set of codes, as one variable")
    one.add_argument("--attribute", metavar="NAME", default="", help="of codings that match")
    one.add_argument("--judgement", metavar="NAME", default="", help="of whole documents")
    _add_filter(command)
    command.add_argument("--json", action="store_true")
    command.add_argument("--out", metavar="FILE.xlsx", type=Path)


def _add_filter(command: argparse.ArgumentParser) -> None:
    command.add_argument("--set", metavar="NAME", action="append", default=[], help="a set of documents or codes")
    command.add_argument(
        "--where", metavar="VARIABLE=VALUE", action="append", default=[], help="also FROM..TO, and VARIABLE= for none"
    )


def _add_reliability(commands: _Commands) -> None:
    command = commands.add_parser("reliability", help="coefficients of a table of units × coders, or of spans")
    command.add_argument("table", metavar="TABLE.csv", type=Path, nargs="?", help="first row: the coders' names")
    command.add_argument("--metric", choices=METRICS, default="nominal", help="of α; default: nominal")
    command.add_argument("--weights", choices=WEIGHTS, default="unweighted", help="of the weighted forms")
    command.add_argument("--categories", metavar="a,b,c", default="", help="all of the codebook; default: those used")
    command.add_argument("--spans", metavar="SPANS.csv", type=Path, help="columns doc,coder,code,start,end")
    command.add_argument("--lengths", metavar="LENGTHS.csv", type=Path, help="columns doc,length and maybe coders")
    command.add_argument("--interval", choices=INTERVALS, default="jackknife", help="of spans; default: jackknife")
    command.add_argument("--seed", metavar="N", type=_seed, default=0, help="of the bootstrap; default: 0")
    command.add_argument("--json", action="store_true")


def _add_search(commands: _Commands) -> None:
    command = commands.add_parser("search", help="words, “phrases”, prefixes*, AND, OR, NOT, or a regular expression")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("query", metavar="QUERY", help="behind -- where it begins with -")
    command.add_argument("--regex", action="store_true", help="QUERY is a regular expression, without regard to case")
    command.add_argument("--limit", metavar="N", type=_limit, help="print the first N hits; default: all")
    command.add_argument("--duplicates", action="store_true", help="also in documents marked as duplicates")
    command.add_argument("--not-article", action="store_true", help="also where a text is marked as not article")
    _add_filter(command)
    command.add_argument("--json", action="store_true")


def _limit(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"“{given}” is not a whole number")
    return int(given)


def _add_results(commands: _Commands) -> None:
    command = commands.add_parser("results", help="what the codings say: tables, co-occurrence, tests")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("--rows", metavar="WHAT,…", default="", help="default: code; also family, document, coder …")
    command.add_argument(
        "--by", metavar="WHAT,…", help="columns, then tables; a variable, month, week …; default: outlet,month"
    )
    command.add_argument("--measure", choices=RESULT_MEASURES, default="count", help="default: count")
    command.add_argument("--unit", choices=("documents", "codings"), default="", help="default: documents")
    command.add_argument("--apart", action="store_true", help="codes without their sub-codes")
    command.add_argument("--near", metavar="N", default="", help="pairs of codes: words, sentence, paragraph, document")
    command.add_argument("--any-coder", action="store_true", help="pairs of different coders' codings, too")
    command.add_argument("--tests", action="store_true", help="a test for each code over the columns")
    command.add_argument("--saved", metavar="NAME", default="", help="a result that is kept in the project")
    command.add_argument("--coders", metavar="A,B,…", default="", help="default: all")
    command.add_argument("--round", metavar="R", default="", help="default: all")
    command.add_argument("--layer", choices=("coder", "gold", "all"), default="coder", help="default: coder")
    _add_filter(command)
    command.add_argument("--json", action="store_true")
    command.add_argument("--out", metavar="FILE.xlsx", type=Path, help="a workbook; without ending, a folder")
    command.add_argument("--chart", metavar="FILE", type=Path, help="a chart: .svg, .pdf or .png")
    command.add_argument("--kind", choices=CHART_KINDS, default="", help="of the chart; default: what fits best")
    command.add_argument("--width", metavar="MM", type=float, default=170.0, help="of the chart; default: 170")


def _add_export(commands: _Commands) -> None:
    command = commands.add_parser(
        "export",
        help="a workbook, CSV folder, REFI-QDA project, codebook or report",
        description="Write the project in the format of OUT's ending. What was there stays until the new is whole.",
        epilog=_ENDINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("out", metavar="OUT", type=Path, help="its ending says the format, see below")
    command.add_argument("--what", choices=PARTS, default="all", help="default: all that the format can hold")
    command.add_argument("--coders", metavar="A,B,…", default="", help="their codings alone; default: everybody's")
    _add_filter(command)
    report = command.add_argument_group("reports")
    report.add_argument("--parts", metavar="X,Y,…", default="", help=f"of {', '.join(REPORT_PARTS)}; default: all")
    report.add_argument("--extracts", action="store_true", help="of documents the coded passages, not whole texts")
    report.add_argument("--quotations", metavar="N", type=_limit, help="for each code at most; default: 3")


def _add_package(commands: _Commands) -> None:
    package = commands.add_parser("package", help="a study for others to repeat, without its texts")
    verbs = package.add_subparsers(dest="verb", metavar="VERB", required=True)
    make = verbs.add_parser("make", help="codes, positions, hashes and agreement, coders under pseudonyms")
    make.add_argument("project", metavar="PROJECT", type=Path)
    make.add_argument("out", metavar="OUT", type=Path, help="a folder, or a file ending in .zip")
    make.add_argument("--titles", action="store_true", help="with titles, file names and addresses of documents")
    make.add_argument("--memos", action="store_true", help="with memos")
    make.add_argument("--free-text", action="store_true", help="with free text of documents and codings, and actors")
    make.add_argument("--unit", choices=UNITS, default="sentence", help="default: sentence")
    make.add_argument("--round", metavar="R", default="", help="default: the latest one")
    make.add_argument("--interval", choices=INTERVALS, default="jackknife", help="default: jackknife")
    make.add_argument("--seed", metavar="N", type=_seed, default=0, help="of the bootstrap; default: 0")
    make.add_argument("--least", metavar="SHARE", type=_share, default=0.0, help="as in “cadrage agreement”")
    attach = verbs.add_parser("attach", help="a project again, from a package and its texts, found by hash")
    attach.add_argument("package", metavar="PACKAGE", type=Path)
    attach.add_argument("project", metavar="PROJECT", type=Path, help="the project to make")
    attach.add_argument("texts", metavar="TEXT", type=Path, nargs="+", help="files, or folders with them")
    attach.add_argument("--key", metavar="KEY.csv", type=Path, help="the coders' names")
    attach.add_argument("--partial", action="store_true", help="leave out documents whose text is missing")
    attach.add_argument("--encoding", metavar="E", help="read every text in this encoding")
    attach.add_argument("--json", action="store_true")


def _add_check(commands: _Commands) -> None:
    command = commands.add_parser("check", help="is the project file sound?")
    command.add_argument("project", metavar="PROJECT", type=Path)
    command.add_argument("--json", action="store_true")
