"""Policies of filewatch: a TOML file of rules, of which the first that matches an access counts.

::

    [[rule]]
    name = "keys"                          # what a line shows
    paths = ["~/.ssh/**", "*.pem"]         # globs: * and ? stop at /, ** does not;
                                           # without a / first: in any folder
    operations = ["read", "write"]         # of read, write, exec, create, delete; without it: all
    comm = ["cat", "python*"]              # only tasks of such names
    uid = [1000]                           # only these users
    action = "alert"                       # allow, detect, alert, deny or kill
    hook = ["logger", "-t", "filewatch"]   # run for each match, with its JSON on standard input
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from beebox.errors import BeeboxError

OPERATIONS = ("read", "write", "exec", "create", "delete")
ACTIONS = ("allow", "detect", "alert", "deny", "kill")


class Rule(NamedTuple):
    """One rule; empty *comm* or *uid*: anyone."""

    name: str
    paths: tuple[re.Pattern[str], ...]
    operations: frozenset[str] = frozenset(OPERATIONS)
    comm: tuple[str, ...] = ()
    uid: frozenset[int] = frozenset()
    action: str = "detect"
    hook: tuple[str, ...] = ()

    def matches(self, operations: frozenset[str], paths: tuple[str, ...], who: Who) -> bool:
        """Say whether it is about this access: a file, by any of its names."""
        return (
            bool(operations & self.operations)
            and (not self.uid or who.uid in self.uid)
            and (not self.comm or any(fnmatchcase(who.comm, each) for each in self.comm))
            and any(pattern.fullmatch(path) for pattern in self.paths for path in paths)
        )


class Who(NamedTuple):
    """Who accesses a file."""

    comm: str
    uid: int


def load(path: str) -> list[Rule]:
    """Read a policy.

    Raises:
        BeeboxError: it cannot be read, or says what no policy says.
    """
    try:
        found = tomllib.loads(Path(path).read_text())
    except OSError as error:
        raise BeeboxError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BeeboxError(f"{path}: {error}") from error
    rules = found.pop("rule", None)
    if found or not isinstance(rules, list) or not rules:
        odd = f"has {', '.join(map(repr, found))}" if found else "has no rule"
        raise BeeboxError(f"{path}: it {odd}; a policy is made of [[rule]] tables")
    return [_rule(row, f"{path}: rule {number}") for number, row in enumerate(rules, 1)]


def _rule(row: dict[str, Any], where: str) -> Rule:
    """Check one table and make a rule of it."""
    _only(row, {"name", "paths", "operations", "comm", "uid", "action", "hook"}, where)
    action = row.get("action", "detect")
    _only([action], set(ACTIONS), f"{where}: action")
    operations = _texts(row, "operations", where) or OPERATIONS
    _only(operations, set(OPERATIONS), f"{where}: operations")
    paths = _texts(row, "paths", where)
    if not paths:
        raise BeeboxError(f'{where} has no paths: paths = ["/etc/shadow", "/srv/**"]')
    uid = row.get("uid", [])
    if not isinstance(uid, list) or not all(isinstance(each, int) for each in uid):
        raise BeeboxError(f"{where}: uid is a list of numbers, such as [0, 1000]")
    return Rule(
        str(row.get("name", where.rpartition(": ")[2])),
        tuple(map(glob, paths)),
        frozenset(operations),
        _texts(row, "comm", where),
        frozenset(uid),
        action,
        _texts(row, "hook", where),
    )


def _only(given: Any, known: set[str], where: str) -> None:
    odd = [each for each in given if each not in known]
    if odd:
        raise BeeboxError(f"{where}: {odd[0]!r} is none of {', '.join(sorted(known))}")


def _texts(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BeeboxError(f"{where}: {key} is a list of texts")
    return tuple(value)


@lru_cache
def glob(pattern: str) -> re.Pattern[str]:
    """Return what a glob matches: whole paths."""
    if pattern.startswith("~"):
        pattern = str(Path(pattern).expanduser())
    if not pattern.startswith("/"):
        pattern = f"/**/{pattern}"
    out = []
    for part in re.findall(r"/\*\*/|\*\*|.", pattern, re.DOTALL):
        known = {"/**/": "/(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        out.append(known.get(part) or re.escape(part))
    return re.compile("".join(out), re.DOTALL)


def decide(
    rules: list[Rule], operations: frozenset[str], paths: tuple[str, ...], who: Who
) -> Rule | None:
    """Return the rule that counts for an access; None: there is none, or it allows it."""
    for rule in rules:
        if rule.matches(operations, paths, who):
            return None if rule.action == "allow" else rule
    return None
