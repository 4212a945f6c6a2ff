"""``beebox completion SHELL``: a completion script, made from the parsers themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from shlex import quote

from beebox.cli.base import Parser
from beebox.cli.main import COMMANDS

EXAMPLES = """\
  eval "$(beebox completion bash)"
  beebox completion zsh > ~/.zfunc/_beebox
  beebox completion fish > ~/.config/fish/completions/beebox.fish
"""

BASH = """\
_beebox() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} word words=
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        if [[ $word == -- ]]; then COMPREPLY=(); compopt -o default; return; fi
    done
    if (( COMP_CWORD == 1 )); then
        words="{commands}"
    else
        case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{values}
        *) case ${{COMP_WORDS[1]}} in
{cases}
            esac ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    (( ${{#COMPREPLY[@]}} )) || compopt -o default
}}
complete -F _beebox beebox
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("completion", "Print the completion script of a shell.", EXAMPLES)
    made.add_argument("shell", choices=("bash", "zsh", "fish"))
    return made


def main(argv: list[str]) -> int:
    """Print the script."""
    shell = parser().parse_args(argv[1:]).shell
    print({"bash": bash, "zsh": zsh, "fish": fish}[shell](words()), end="")
    return 0


@dataclass(frozen=True)
class Words:
    """What may follow a command: words, options, and what an option takes if that is a choice."""

    choices: tuple[str, ...]
    options: Mapping[str, str]
    """with what each is for"""
    values: Mapping[str, tuple[str, ...]]


def words() -> dict[str, Words]:
    """Return, for each command, the words that may follow it."""
    found = {}
    for command in COMMANDS:
        module = import_module(command.module)
        tool = command.module.endswith(".tool")
        made: Parser = module.parser(command.name) if tool else module.parser()
        actions = made._actions  # noqa: SLF001 - argparse has no other way to ask
        chosen = [(action.option_strings, _texts(action.choices)) for action in actions]
        found[command.name] = Words(
            tuple(text for names, texts in chosen if not names for text in texts),
            {name: action.help or "" for action in actions for name in action.option_strings},
            {name: texts for names, texts in chosen if texts for name in names},
        )
    return found


def _texts(choices: Iterable[object] | None) -> tuple[str, ...]:
    return tuple(map(str, choices or ()))


def bash(known: Mapping[str, Words]) -> str:
    """Return the script for bash: options where a word begins so, else words, else files."""
    values, cases = [], []
    for name, each in known.items():
        values += [
            f'        "{name} {option}") words="{" ".join(texts)}" ;;'
            for option, texts in each.values.items()
        ]
        plain, options = " ".join(each.choices), " ".join(each.options)
        given = f'[[ $current == -* ]] && words="{options}" || words="{plain}"'
        cases.append(f"            {name}) {given} ;;")
    commands = " ".join(known)
    return BASH.format(commands=commands, values="\n".join(values), cases="\n".join(cases))


def zsh(known: Mapping[str, Words]) -> str:
    """Return the script for zsh: its own way to run bash's."""
    return "#compdef beebox\nautoload -U +X bashcompinit && bashcompinit\n" + bash(known)


def fish(known: Mapping[str, Words]) -> str:
    """Return the script for fish."""
    summaries = {command.name: command.summary for command in COMMANDS}
    lines = [
        f"complete -c beebox -n __fish_use_subcommand -a {name} -d {quote(summaries[name])}"
        for name in known
    ]
    for name, each in known.items():
        start = f"complete -c beebox -n '__fish_seen_subcommand_from {name}'"
        if each.choices:
            lines.append(f"{start} -a '{' '.join(each.choices)}'")
        for option, meaning in each.options.items():
            letter = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            takes = f" -x -a '{' '.join(each.values[option])}'" if option in each.values else ""
            lines.append(f"{start} {letter}{takes} -d {quote(meaning)}")
    return "\n".join(lines) + "\n"
