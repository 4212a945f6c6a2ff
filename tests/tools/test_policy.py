"""Policies of filewatch: what they match, and what is wrong with them."""

from __future__ import annotations

import pytest

from beebox.errors import BeeboxError
from beebox.tools import policy
from beebox.tools.policy import Who, glob


@pytest.mark.parametrize(
    ("pattern", "matches", "does_not"),
    [
        ("/etc/shadow", ["/etc/shadow"], ["/etc/shadow-", "/x/etc/shadow", "/etc/shadow/x"]),
        ("/srv/*", ["/srv/a", "/srv/.b"], ["/srv", "/srv/a/b"]),
        ("/srv/**", ["/srv/a", "/srv/a/b/c"], ["/srv", "/srvx/a"]),
        ("/a/**/z", ["/a/z", "/a/b/z", "/a/b/c/z"], ["/a/bz", "/az"]),
        ("*.pem", ["/x.pem", "/a/b/x.pem", "/a/.pem"], ["/x.pem2", "/x.pem/y"]),
        ("keys/*", ["/keys/a", "/x/keys/a"], ["/x/keys/a/b"]),
        ("/a?c", ["/abc"], ["/ac", "/a/c"]),
        ("/a.[c]", ["/a.[c]"], ["/a.c", "/axc"]),
        ("/new\nline*", ["/new\nline", "/new\nline\n"], ["/newline"]),
    ],
)
def test_globs(pattern: str, matches: list[str], does_not: list[str]) -> None:
    assert all(glob(pattern).fullmatch(path) for path in matches)
    assert not any(glob(pattern).fullmatch(path) for path in does_not)


def test_a_tilde_is_home(monkeypatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert glob("~/.ssh/**").fullmatch("/home/me/.ssh/id")


POLICY = """
[[rule]]
name = "backup"
paths = ["/srv/**"]
comm = ["back*"]
uid = [0, 7]
action = "allow"

[[rule]]
paths = ["/srv/secret/**", "*.key"]
operations = ["read", "write"]
action = "deny"

[[rule]]
paths = ["/srv/**"]
"""


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "p.toml").write_text(POLICY)
    return policy.load(str(tmp_path / "p.toml"))


@pytest.mark.parametrize(
    ("operation", "paths", "who", "action"),
    [
        ("read", ("/srv/secret/a",), Who("cat", 7), "deny"),
        ("read", ("/tmp/link", "/srv/secret/a"), Who("cat", 7), "deny"),
        ("read", ("/srv/secret/a",), Who("backup", 7), None),
        ("read", ("/srv/secret/a",), Who("backup", 8), "deny"),
        ("delete", ("/srv/secret/a",), Who("cat", 7), "detect"),
        ("write", ("/x.key",), Who("cat", 7), "deny"),
        ("delete", ("/x.key",), Who("cat", 7), None),
    ],
)
def test_the_first_rule_counts(rules, operation, paths, who, action) -> None:
    found = policy.decide(rules, frozenset({operation}), paths, who)
    assert (found and found.action) == action


def test_rules_have_names(rules) -> None:
    assert [rule.name for rule in rules] == ["backup", "rule 2", "rule 3"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no rule"),
        ("[rules]\n", "has 'rules'"),
        ("rule = 3", "has no rule"),
        ("[[rule]\n", "p.toml: "),
        ("[[rule]]\nname = 'x'", "rule 1 has no paths"),
        ("[[rule]]\npath = ['/x']", "'path' is none of"),
        ("[[rule]]\npaths = '/x'", "paths is a list of texts"),
        ("[[rule]]\npaths = ['/x']\naction = 'forbid'", "'forbid' is none of"),
        ("[[rule]]\npaths = ['/x']\noperations = ['see']", "'see' is none of"),
        ("[[rule]]\npaths = ['/x']\nuid = ['root']", "uid is a list of numbers"),
    ],
)
def test_what_is_no_policy(tmp_path, text, says) -> None:
    (tmp_path / "p.toml").write_text(text)
    with pytest.raises(BeeboxError) as caught:
        policy.load(str(tmp_path / "p.toml"))
    assert says in str(caught.value)


def test_a_policy_that_is_not_there() -> None:
    with pytest.raises(BeeboxError, match=r"/nowhere/p\.toml: No such file"):
        policy.load("/nowhere/p.toml")
