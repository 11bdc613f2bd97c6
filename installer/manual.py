"""The man pages, from what `cadrage --help` knows: `python -m installer.manual DIR`."""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path

from installer import facts

_WINDOW = """.SH NAME
cadrage\\-window \\- framing analysis of news texts
.SH SYNOPSIS
.B cadrage\\-window
[\\fIPROJECT\\fR]
.SH DESCRIPTION
Opens the window of Cadrage, on a project where one is named. What goes wrong is shown in the window.
.SH SEE ALSO
.BR cadrage (1)
"""
_CLOSING = """.SH EXIT STATUS
.TP
0
done
.TP
1
something has to be put right; the message says what
.TP
2
the command was not understood
.SH FILES
.TP
.I *.cadrage
A project: one SQLite database with texts, codebook, codings and their history.
.TP
.I *.cadrage.lock
Held beside a project while somebody has it open for writing.
.SH SEE ALSO
.BR cadrage\\-window (1)
.PP
The handbook opens in the window with F1.
"""


def pages(whole: argparse.ArgumentParser) -> dict[str, str]:
    """Each page by its file's name."""
    return {"cadrage.1": _page("cadrage", _manual(whole)), "cadrage-window.1": _page("cadrage-window", _WINDOW)}


def write(folder: Path) -> None:
    """The pages, packed as systems keep them; two builds of one version are alike."""
    from cadrage.arguments import parser

    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages(parser()).items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(page.encode(), 9, mtime=0))


def _page(name: str, body: str) -> str:
    day = facts.build_time().date().isoformat()
    return f'.TH {_said(name.upper())} 1 {day} "Cadrage {facts.version()}" "User Commands"\n{body}'


def _manual(whole: argparse.ArgumentParser) -> str:
    lines = [
        ".SH NAME",
        "cadrage \\- framing analysis of news texts",
        ".SH SYNOPSIS",
        ".B cadrage",
        "[\\fIPROJECT\\fR]",
        ".br",
        ".B cadrage",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        _said(whole.description or ""),
        ".PP",
        _said(whole.epilog or ""),
        ".SH OPTIONS",
        *_options(whole),
        ".SH COMMANDS",
        *_commands(whole),
    ]
    return "\n".join(lines) + "\n" + _CLOSING


def _commands(parser: argparse.ArgumentParser, about: str = "") -> Iterator[str]:
    """A section for each command; one that has verbs gives a section for each of them."""
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, command in action.choices.items():
            words = "; ".join(filter(None, (about, helps.get(name, ""))))
            if any(isinstance(each, argparse._SubParsersAction) for each in command._actions):
                yield from _commands(command, words)
            else:
                yield from _command(command, words)


def _command(command: argparse.ArgumentParser, words: str) -> Iterator[str]:
    yield f".SS {_said(' '.join([command.prog, *_operands(command)]))}"
    yield _said(_sentence(words))
    yield from _options(command)


def _operands(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        if not action.option_strings:
            name = str(action.metavar or action.dest)
            many = f"{name} …" if action.nargs in ("+", "*") else name
            yield f"[{many}]" if action.nargs in ("?", "*") else many


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every operand and option that has something to say, as tagged paragraphs."""
    for action in parser._actions:
        hidden = action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction)
        if hidden or isinstance(action, argparse._HelpAction) or not (action.option_strings or action.help):
            continue
        yield ".TP"
        yield _tag(action)
        yield _said(_sentence(_expanded(action, parser) or _usual(action)))


def _tag(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"\\fI{_said(str(action.metavar or action.dest))}\\fR"
    names = ", ".join(f"\\fB{_said(name)}\\fR" for name in action.option_strings)
    if action.nargs == 0:
        return names
    value = str(action.metavar) if action.metavar else "|".join(map(str, action.choices or [action.dest.upper()]))
    return f"{names} \\fI{_said(value)}\\fR"


def _expanded(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    return (action.help or "") % {**vars(action), "prog": parser.prog}


def _usual(action: argparse.Action) -> str:
    """For what explains itself on the command line."""
    if action.dest == "json":
        return "print the result as one JSON document"
    if action.choices:
        return f"default: {action.default}"
    return f"see {action.option_strings[0]} of “cadrage agreement”" if action.option_strings else action.dest


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "…")) else ".")


def _said(words: str) -> str:
    """Words as roff takes them: nothing in them is a command."""
    safe = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer.manual", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    write(parser.parse_args().folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
