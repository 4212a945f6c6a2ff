"""``beebox completion SHELL``: a completion script, made from the parsers themselves."""

from __future__ import annotations

from importlib import import_module

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
        case ${{COMP_WORDS[1]}} in
{cases}
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


def words() -> dict[str, list[str]]:
    """Return, for each command, the words that may follow it: verbs and options."""
    found = {}
    for command in COMMANDS:
        module = import_module(command.module)
        tool = command.module.endswith(".tool")
        made: Parser = module.parser(command.name) if tool else module.parser()
        options = [name for action in made._actions for name in action.option_strings]  # noqa: SLF001 - argparse has no other way to ask
        choices = [
            str(choice)
            for action in made._actions  # noqa: SLF001 - as above
            if not action.option_strings
            for choice in action.choices or ()
        ]
        found[command.name] = choices + options
    return found


def bash(known: dict[str, list[str]]) -> str:
    """Return the script for bash."""
    cases = "\n".join(
        f'            {name}) words="{" ".join(rest)}" ;;' for name, rest in known.items()
    )
    return BASH.format(commands=" ".join(known), cases=cases)


def zsh(known: dict[str, list[str]]) -> str:
    """Return the script for zsh: its own way to run bash's."""
    return "#compdef beebox\nautoload -U +X bashcompinit && bashcompinit\n" + bash(known)


def fish(known: dict[str, list[str]]) -> str:
    """Return the script for fish."""
    summaries = {command.name: command.summary for command in COMMANDS}
    lines = [
        f"complete -c beebox -n __fish_use_subcommand -a {name} -d {summaries[name]!r}"
        for name in known
    ]
    for name, rest in known.items():
        plain = " ".join(word for word in rest if not word.startswith("-"))
        if plain:
            lines.append(f"complete -c beebox -n '__fish_seen_subcommand_from {name}' -a '{plain}'")
        lines += [
            f"complete -c beebox -n '__fish_seen_subcommand_from {name}' -l {word[2:]}"
            for word in rest
            if word.startswith("--")
        ]
    return "\n".join(lines) + "\n"
