"""Types in C by chance, and the same types as another kernel has them: for CO-RE.

The kernel's are changed as kernels change them: members move, go, come, grow, become signed or
another kind, slip into structs without names; types get flavours, lengths and values change.
A program asks everything of every member, so that each kind of relocation is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

INTEGERS = ("char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned",
            "long", "unsigned long", "_Bool", "u32", "s64")  # fmt: skip
TOP = """\
typedef unsigned int u32;
typedef long long s64;
typedef struct { int counter; } atomic_t;
struct list { struct list *next, *prev; };
union pair { int whole; short half[2]; };
"""


@dataclass(frozen=True)
class Member:
    """A member: *type* as C has it before the name, *after* it; *inside* if it is a nest."""

    name: str
    type: str = "int"
    after: str = ""
    inside: tuple[Member, ...] = ()

    def text(self) -> str:
        """Return the declaration."""
        if self.inside:
            body = " ".join(each.text() for each in self.inside)
            return f"{self.type} {{ {body} }} {self.name};"
        return f"{self.type} {self.name}{self.after};"


@dataclass(frozen=True)
class Composite:
    """A struct or union."""

    name: str
    members: tuple[Member, ...]
    kind: str = "struct"

    def text(self) -> str:
        """Return the definition."""
        body = "\n".join(f"\t{each.text()}" for each in self.members)
        return f"{self.kind} {self.name} {{\n{body}\n}};\n"


@dataclass(frozen=True)
class Enum:
    """An enum."""

    name: str
    values: tuple[tuple[str, int], ...]

    def text(self) -> str:
        """Return the definition."""
        body = ", ".join(f"{name} = {value}" for name, value in self.values)
        return f"enum {self.name} {{ {body} }};\n"


@dataclass
class Case:
    """A program's types, a kernel's, and the program."""

    local: list[Composite] = field(default_factory=list)
    target: list[Composite] = field(default_factory=list)
    enums: tuple[list[Enum], list[Enum]] = field(default_factory=lambda: ([], []))


def member(chance: Random, name: str, depth: int = 0) -> Member:
    """Return a member by chance."""
    kind = chance.random()
    if kind < 0.4:
        return Member(name, chance.choice(INTEGERS))
    if kind < 0.52:
        width = chance.randrange(1, 20)
        return Member(name, chance.choice(("int", "unsigned", "u32")), f" : {width}")
    if kind < 0.6:
        return Member(name, chance.choice(("void *", "struct list *", "char *", "atomic_t *")))
    if kind < 0.7:
        return Member(name, chance.choice(("int", "char", "struct list", "atomic_t")),
                      f"[{chance.randrange(1, 9)}]")  # fmt: skip
    if kind < 0.8:
        return Member(name, chance.choice(("atomic_t", "struct list", "union pair", "enum color")))
    if depth > 1:
        return Member(name, chance.choice(("const int", "volatile long", "int *const")))
    inside = tuple(member(chance, f"{name}{at}", depth + 1) for at in range(chance.randrange(1, 4)))
    shown = name if chance.random() < 0.4 else ""
    return Member(shown, chance.choice(("struct", "union")), inside=inside)


def changed(chance: Random, members: tuple[Member, ...], depth: int = 0) -> tuple[Member, ...]:
    """Return members as another kernel has them."""
    found = []
    for each in members:
        kind = chance.random()
        if each.inside and kind < 0.7:
            found.append(replace(each, inside=changed(chance, each.inside, depth + 1)))
        elif kind < 0.45:
            found.append(each)
        elif kind < 0.55:
            continue
        elif kind < 0.75 and each.name:
            found.append(member(chance, each.name, depth))
        elif kind < 0.85 and depth < 2:
            found.append(Member("", chance.choice(("struct", "union")), inside=(each,)))
        else:
            found += [Member(f"new{len(found)}_{depth}_{id(each) % 97}", "long"), each]
    if chance.random() < 0.5:
        chance.shuffle(found)
    return tuple(found) or (Member("nothing_else"),)


def case(seed: int) -> Case:
    """Return the case of *seed*."""
    chance = Random(seed)
    made = Case()
    values = tuple((f"C{at}", chance.randrange(-5, 100)) for at in range(4))
    other = tuple((name, value + chance.choice((0, 1, 300))) for name, value in values)
    other = tuple(pair for pair in other if chance.random() < 0.8) or other
    made.enums[0].append(Enum("color", values))
    made.enums[1].append(Enum("color", other))
    for number in range(4):
        members = tuple(member(chance, f"m{at}") for at in range(chance.randrange(1, 6)))
        kind = "union" if chance.random() < 0.15 else "struct"
        name = f"s{number}" + ("___mine" if chance.random() < 0.2 else "")
        made.local.append(Composite(name, members, kind))
        for flavour in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 1, 2))):
            theirs = f"s{number}" + (f"___v{flavour}" if flavour or chance.random() < 0.15 else "")
            kind = kind if chance.random() < 0.9 else "union"
            made.target.append(Composite(theirs, changed(chance, members), kind))
    return made


def paths(members: tuple[Member, ...], prefix: str = "") -> list[tuple[str, Member]]:
    """Return how C reaches each member."""
    found = []
    for each in members:
        at = f"{prefix}.{each.name}" if each.name else prefix
        if each.name:
            found.append((at, each))
        if each.inside:
            found += paths(each.inside, at)
        elif each.type == "atomic_t" and not each.after:
            found.append((f"{at}.counter", Member("counter")))
        elif each.type == "struct list":
            found.append((f"{at}{'[0]' if each.after else ''}.prev", Member("prev", "void *")))
    return found


def target(made: Case) -> str:
    """Return the C of the kernel's types."""
    text = TOP + "".join(each.text() for each in made.enums[1])
    text += "".join(each.text() for each in made.target)
    return (
        text
        + "".join(f"{each.kind} {each.name} v_{each.name};\n" for each in made.target)
        + (
            "".join(f"enum {each.name} v_{each.name};\n" for each in made.enums[1])
            + "struct list v_list; union pair v_pair; u32 v_u32; s64 v_s64;\n"
        )
    )


def program(made: Case, *, matches: bool) -> str:
    """Return the C of a program that asks everything; *matches* is of newer compilers."""
    lines = []
    ask = "__builtin_preserve_field_info(p->{at}, {what})"
    for number, each in enumerate(made.local):
        lines.append(f"{{ {each.kind} {each.name} *p = (void *)ctx[{number}];")
        kind = f"{each.kind} {each.name}"
        tests = ["type_exists", "type_size", "type_id_local", "type_id_kernel"]
        lines += [f"\tout(bpf_core_{test}({kind}));" for test in tests]
        if matches:
            lines.append(f"\tout(bpf_core_type_matches({kind}));")
        for path, one in paths(each.members):
            at = path.lstrip(".")
            bits = " : " in one.after
            plain = one.type in INTEGERS and not one.after
            infos = range(6) if bits or plain else (0, 1, 2)
            lines += [f"\tout({ask.format(at=at, what=what)});" for what in infos]
            if "[" in one.after and not one.type.startswith(("struct", "atomic")):
                lines.append(f"\tout(p->{at}[0]);")
            elif not bits and not one.inside and not one.after and _scalar(one.type):
                lines += [f"\tout((long)p->{at});"]
                if "const" not in one.type and "*" not in one.type:
                    lines += [f"\tp->{at} = ctx[7];", f"\tp->{at} = 1;"]
        lines.append("}")
    for each in made.enums[0]:
        for name, _ in each.values:
            lines.append(f"out(bpf_core_enum_value_exists(enum {each.name}, {name}));")
            lines.append(f"out(bpf_core_enum_value(enum {each.name}, {name}));")
    types = TOP + "".join(each.text() for each in (*made.enums[0], *made.local))
    body = "\n\t".join(lines)
    return (
        f"#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_core_read.h>\n"
        "#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)\n"
        f"{types}#pragma clang attribute pop\n"
        "volatile long to;\n#define out(x) (to = (x))\n"
        f'SEC("raw_tp/sys_enter") int ask(long *ctx)\n{{\n\t{body}\n\treturn 0;\n}}\n'
        'char LICENSE[] SEC("license") = "GPL";\n'
    )


def _scalar(kind: str) -> bool:
    return kind not in ("atomic_t", "struct list", "union pair")
