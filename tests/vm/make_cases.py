"""Write tests/data/isa/*.data: programs from the tables below, results from the Linux at hand.

Run as root: ``python tests/vm/make_cases.py``. The files are checked in; a difference after a run
on another kernel is news.
"""

import isa_linux
import isa_roles
from isa_cases import DATA, Case, Run, spell, words, write

MAX = "0xffffffffffffffff"
EDGES = [
    ("0x0", "0x0"),
    ("0x1", "0x2"),
    ("0x7", "0x0"),
    ("0x5", MAX),
    (MAX, "0x3"),
    (MAX, MAX),
    ("0x8000000000000000", MAX),
    ("0x80000000", "0xffffffff"),
    ("0xffffffff80000000", "0xfffffffeffffffff"),
    ("0x7fffffffffffffff", "0x1"),
    ("0x7fffffff", "0x100000001"),
    ("0xfedcba9876543210", "0x123456789"),
    ("0x123456789abcdef", "0xfffffffffffffff9"),
    ("0xdeadbeef00000009", "0x9"),
]
COUNTS = [0, 1, 7, 31, 32, 33, 63, 64, 65, 127, 255, 0xFFFFFFFF, 0x100000003]
IMMEDIATES = [0, 1, -1, 2, 7, 8, 127, -128, 128, 1000, 0x7FFFFFFF, -0x80000000]
PAIRS = [(0, 3), (3, 0), (4, 7), (9, 4), (6, 6)]
SIGNS = ["+=", "-=", "*=", "/=", "s/=", "|=", "&=", "%=", "s%=", "^=", "="]
SHIFTS = ["<<=", ">>=", "s>>="]
COMPARES = ["==", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<=", "&"]
HEAD = "# Made by tests/vm/make_cases.py from what Linux does. r1: the memory; r2: its size.\n"


def case(name, asm, inputs):
    """A case with the results that Linux gives."""
    from beebox.isa.asm import assemble

    asm = "".join(line.strip() + "\n" for line in asm.strip().splitlines())
    insns = assemble(asm)
    runs = []
    for text in inputs:
        memory = words(text)
        runs.append(Run(memory, *isa_linux.run(insns, memory)))
    return Case(name, asm, tuple(runs))


def binary(body, dst, src, epilogue=""):
    """Load two words to *dst* and *src*, do *body*, return *dst*."""
    first = f"r{dst} = *(u64 *)(r5 + 0)\nr{src} = *(u64 *)(r5 + 8)"
    if dst == src:
        first = f"r{dst} = *(u64 *)(r5 + 0)"
    move = f"r0 = r{dst}\n" if dst else ""
    return f"r5 = r1\n{first}\n{body}\n{epilogue}{move}exit"


def alu(width):
    letter = "r" if width == 64 else "w"
    cases = []
    for sign in SIGNS + SHIFTS:
        inputs = [" ".join(pair) for pair in EDGES]
        if sign in SHIFTS:
            values = ["0xfedcba9876543210", "0x8000000080000001"]
            inputs = [f"{value} {count:#x}" for value in values for count in COUNTS]
        for dst, src in PAIRS:
            body = f"{letter}{dst} {sign} {letter}{src}"
            cases.append(case(body, binary(body, dst, src), inputs))
        firsts = sorted({pair[0] for pair in EDGES})
        for number, imm in enumerate(IMMEDIATES):
            count = imm % width if sign in SHIFTS else imm
            if not imm and sign in ("/=", "s/=", "%=", "s%="):
                continue  # refused, with reason
            dst = (0, 3, 4, 8)[number % 4]
            body = f"{letter}{dst} {sign} {count}"
            cases.append(case(body, binary(body, dst, dst), firsts))
    for dst in (0, 1, 9):
        body = f"{letter}{dst} = -{letter}{dst}"
        cases.append(case(body, binary(body, dst, dst), [pair[0] for pair in EDGES]))
    for dst, src in PAIRS:
        for bits in (8, 16) if width == 32 else (8, 16, 32):
            body = f"{letter}{dst} = (s{bits}){letter}{src}"
            patterns = ["0x7f", "0x80", "0x7fff", "0x8000", "0x7fffffff", "0x80000000", MAX]
            inputs = [f"{value} {value}" for value in patterns] + ["0x11223344556677f8 0x9"]
            cases.append(case(body, binary(body, dst, src), inputs))
    return cases


def end():
    cases = []
    for kind in ("le", "be", "bswap"):
        for bits in (16, 32, 64):
            for dst in (0, 4, 9):
                body = f"r{dst} = {kind}{bits} r{dst}"
                inputs = ["0x0", "0x1122334455667788", "0xfffefdfcfbfaf9f8"]
                cases.append(case(body, binary(body, dst, dst), inputs))
    return cases


def jumps(width):
    letter = "r" if width == 64 else "w"
    cases = []
    for sign in COMPARES:
        for dst, src in PAIRS:
            cond = f"{letter}{dst} {sign} {letter}{src}"
            first = f"r{src} = *(u64 *)(r5 + 8)\n" if dst != src else ""
            asm = f"""
                r5 = r1
                r{dst} = *(u64 *)(r5 + 0)
                {first}if {cond} goto yes
                r0 = 1
                exit
                yes:
                r0 = 2
                exit"""
            cases.append(case(f"if {cond}", asm, [" ".join(pair) for pair in EDGES]))
        for number, imm in enumerate(IMMEDIATES):
            dst = (0, 3, 4, 8)[number % 4]
            cond = f"{letter}{dst} {sign} {imm}"
            asm = f"""
                r{dst} = *(u64 *)(r1 + 0)
                if {cond} goto yes
                r0 = 1
                exit
                yes:
                r0 = 2
                exit"""
            inputs = [*sorted({pair[0] for pair in EDGES}), f"{imm & 0xFFFFFFFFFFFFFFFF:#x}"]
            cases.append(case(f"if {cond}", asm, inputs))
    return cases


def memory():
    cases = []
    image = "0x8899aabbccddeeff 0x0123456789abcdef 0xfffffffffffffffe"
    for base, dst in ((1, 0), (1, 1), (7, 4), (8, 9)):
        for kind in ("u8", "u16", "u32", "u64", "s8", "s16", "s32"):
            for offset in (0, 1, 7, 11):
                asm = f"r{base} = r1\nr{dst} = *({kind} *)(r{base} + {offset})\nr0 = r{dst}\nexit"
                if base == 1:
                    asm = asm.partition("\n")[2]
                cases.append(case(f"r{dst} = *({kind} *)(r{base} + {offset})", asm, [image]))
    for base, src in ((1, 2), (6, 1), (9, 8), (1, 7), (7, 2)):
        for kind in ("u8", "u16", "u32", "u64"):
            asm = f"r{base} = r1\nr{src} = 0xfedcba98f6543210 ll\n*({kind} *)(r{base} + 5) = r{src}\nr0 = 0\nexit"
            if base == 1:
                asm = asm.partition("\n")[2]
            cases.append(case(f"*({kind} *)(r{base} + 5) = r{src}", asm, [image]))
    for kind in ("u8", "u16", "u32", "u64"):
        for imm in (0, -1, 0x12345678, -0x76543211, 128):
            asm = f"*({kind} *)(r1 + 9) = {imm}\nr0 = 0\nexit"
            cases.append(case(f"*({kind} *)(r1 + 9) = {imm}", asm, [image]))
            asm = f"r4 = r10\nr4 += -24\n*(u64 *)(r10 - 8) = 0\n*(u64 *)(r10 - 16) = 0\n*(u64 *)(r10 - 24) = 0\n*({kind} *)(r4 + 8) = {imm}\nr0 = *(u64 *)(r10 - 16)\nexit"
            cases.append(case(f"*({kind} *)(r4 + 8) = {imm} on the stack", asm, [""]))
    far = "r3 = *(u64 *)(r1 + 0)\nr3 &= 15\nr1 += r3\nr0 = *(u8 *)(r1 - 0)\nr1 -= r3\nexit"
    cases.append(case("a variable offset", far, [f"{n:#x} {MAX} 0x77" for n in (0, 9, 15)]))
    deep = "r1 += 20\nr0 = *(u16 *)(r1 - 19)\nexit"
    cases.append(case("a negative offset", deep, [image]))
    full = "*(u64 *)(r10 - 512) = 7\nr0 = *(u64 *)(r10 - 512)\nexit"
    cases.append(case("the far end of the stack", full, [""]))
    return cases


def atomics():
    cases = []
    inputs = ["0x8899aabbccddeeff 0x1122334455667788 0x5", f"{MAX} 0x1 0x0", "0x5 0x7 0x5"]
    for bits in (32, 64):
        for base, src in ((1, 2), (1, 0), (6, 3), (0, 4), (8, 9), (0, 0)):
            setup = f"r5 = r1\nr0 = *(u64 *)(r5 + 16)\nr{base} = r5\nr{src} = *(u64 *)(r5 + 8)"
            at = f"*(u{bits} *)(r{base} + 0)"
            if base == src:
                continue
            for sign in ("+=", "|=", "&=", "^="):
                body = f"lock {at} {sign} r{src}"
                cases.append(case(body, f"{setup}\n{body}\nr0 = r{src}\nexit", inputs))
            prefix = "atomic64" if bits == 64 else "atomic"
            for word in ("fetch_add", "fetch_or", "fetch_and", "fetch_xor"):
                body = f"r{src} = {prefix}_{word}((u{bits} *)(r{base} + 0), r{src})"
                cases.append(case(body, f"{setup}\n{body}\nr0 = r{src}\nexit", inputs))
            body = f"r{src} = {prefix}_xchg((u{bits} *)(r{base} + 0), r{src})"
            cases.append(case(body, f"{setup}\n{body}\nr0 = r{src}\nexit", inputs))
            if base != 0:
                body = f"r0 = {prefix}_cmpxchg((u{bits} *)(r{base} + 0), r0, r{src})"
                cases.append(case(body, f"{setup}\n{body}\nexit", inputs))
    for bits in (8, 16, 32, 64):
        for base, other in ((1, 0), (7, 4), (1, 1)):
            first = f"r{base} = r1\n" if base != 1 else ""
            body = f"r{other} = load_acquire((u{bits} *)(r{base} + 0))"
            cases.append(case(body, f"{first}{body}\nr0 = r{other}\nexit", inputs[:1]))
            if other == base:
                continue
            body = f"store_release((u{bits} *)(r{base} + 0), r{other})"
            asm = f"r{other} = *(u64 *)(r1 + 8)\n{first}{body}\nr0 = 0\nexit"
            cases.append(case(body, asm, inputs[:1]))
    return cases


def control():
    """Programs as wholes: calls, loops, far jumps, wide immediates."""
    cases = [
        case("lddw " + text, f"r{reg} = {text} ll\nr0 = r{reg}\nexit", [""])
        for text in (
            "0x0",
            "0x1",
            "0x7fffffff",
            "0x80000000",
            "0xffffffff",
            "0x100000000",
            "0xffffffff80000000",
            "0xffffffff7fffffff",
            "0x123456789abcdef0",
            MAX,
        )
        for reg in (0, 9)
    ]
    cases.append(
        case(
            "a call keeps r6 to r9",
            """
        r6 = 1
        r7 = 2
        r8 = 3
        r9 = 4
        r1 = *(u64 *)(r1 + 0)
        call twice
        r0 += r6
        r0 += r7
        r0 += r8
        r0 += r9
        exit
        twice:
        r6 = r1
        r7 = r1
        r8 = 50
        r9 = 60
        r0 = r6
        r0 += r7
        exit""",
            ["0x10", "0x0"],
        )
    )
    cases.append(
        case(
            "a call has a stack of its own",
            """
        *(u64 *)(r10 - 8) = 11
        r1 = r10
        r1 += -8
        call under
        r1 = *(u64 *)(r10 - 8)
        r0 += r1
        exit
        under:
        *(u64 *)(r10 - 8) = 5
        r2 = *(u64 *)(r1 + 0)
        *(u64 *)(r1 + 0) = 100
        r0 = *(u64 *)(r10 - 8)
        r0 += r2
        exit""",
            [""],
        )
    )
    cases.append(
        case(
            "five arguments",
            """
        r1 = *(u64 *)(r1 + 0)
        r2 = 2
        r3 = 3
        r4 = 4
        r5 = 5
        call sum
        exit
        sum:
        r0 = r1
        r0 <<= 4
        r0 |= r2
        r0 <<= 4
        r0 |= r3
        r0 <<= 4
        r0 |= r4
        r0 <<= 4
        r0 |= r5
        exit""",
            ["0x1"],
        )
    )
    chain = ["r0 = *(u64 *)(r1 + 0)", "r1 = r0", "call f1", "exit"]
    for level in range(1, 7):
        call = [f"call f{level + 1}"] if level < 6 else ["r0 = r1"]
        chain += [
            f"f{level}:",
            f"r6 = {level}",
            "*(u64 *)(r10 - 8) = r6",
            *call,
            "r1 = *(u64 *)(r10 - 8)",
            "r0 += r1",
            "r0 += r6",
            "exit",
        ]
    cases.append(case("calls nested", "\n".join(chain), ["0x1000"]))
    cases.append(
        case(
            "a loop",
            """
        r3 = *(u64 *)(r1 + 0)
        r3 &= 255
        r0 = 0
        r4 = 0
        again:
        if r4 >= r3 goto done
        r0 += r4
        r4 += 1
        goto again
        done:
        exit""",
            ["0x0", "0x1", "0x64", "0xff"],
        )
    )
    for filler in (30, 31, 32, 33, 60, 5000):
        body = ["r0 = *(u64 *)(r1 + 0)", "r3 = 0", "if r0 > 5 goto far", "if w0 == 3 goto far"]
        body += ["r3 += 1"] * filler
        body += ["r3 += r0", "goto done", "far:", "r3 = 77", "done:", "r0 = r3", "exit"]
        cases.append(case(f"jumps over {filler}", "\n".join(body), ["0x0", "0x3", "0x9"]))
    body = [
        "r0 = *(u64 *)(r1 + 0)",
        "gotol over",
        "back:",
        "r0 += 1",
        "exit",
        "over:",
        "r0 <<= 1",
        "gotol back",
    ]
    cases.append(case("gotol both ways", "\n".join(body), ["0x21"]))
    cases.append(
        case(
            "may_goto falls through",
            """
        r0 = 0
        may_goto out
        r0 += 1
        out:
        exit""",
            [""],
        )
    )
    cases.append(
        case(
            "a function that starts with a loop to itself",
            """
        r1 = *(u64 *)(r1 + 0)
        r1 &= 63
        r0 = 0
        call loop
        exit
        loop:
        r1 -= 1
        r0 = 3
        if r1 s> 0 goto loop
        r0 += r1
        exit""",
            ["0x0", "0x1", "0x20"],
        )
    )
    return cases


def main():
    DATA.mkdir(exist_ok=True)
    files = {
        "alu64": alu(64),
        "alu32": alu(32),
        "end": end(),
        "jmp64": jumps(64),
        "jmp32": jumps(32),
        "memory": memory(),
        "atomics": atomics(),
        "control": control(),
    }
    for name, table in isa_roles.tables().items():
        files[name] = [case(title, asm, isa_roles.INPUTS) for title, asm in table]
    for name, cases in files.items():
        write(DATA / f"{name}.data", HEAD, cases)
        print(f"{name}: {len(cases)} cases, {sum(len(c.runs) for c in cases)} runs")


if __name__ == "__main__":
    assert spell(words("0x1 0x2")) == "0x1 0x2"
    main()
