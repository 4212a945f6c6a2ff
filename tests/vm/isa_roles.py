"""Programs in which every register plays every role: tables for make_cases.py.

A program loads r0 to r9 from memory, does one operation with one register against all others in
turn, and folds all of them into r0: so code that uses a register which it must not use is found.
"""

NOISE = (
    "0xfedcba9876543210 0x0123456789abcdef 0xdeadbeef00000007 0x8000000080000001 0x5 "
    "0xffffffffffffffff 0x7fffffffffffffff 0x11 0xcafebabe12345678 0x80000000"
)
EDGES = (
    "0x8000000000000000 0xffffffffffffffff 0x0 0x1 0xffffffff "
    "0x80000000 0x7fffffff 0x100000000 0x3f 0x20"
)
INPUTS = [NOISE, EDGES]
IMMEDIATES = (1, -1, 3, 127, -128, 128, 0x7FFFFFFF, -0x80000000, 0x12345678)
BINARY = ("+=", "-=", "*=", "/=", "s/=", "|=", "&=", "%=", "s%=", "^=", "=", "<<=", ">>=", "s>>=")
COMPARES = ("==", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<=", "&")
SIZES = {"u8": 1, "u16": 2, "u32": 4, "u64": 8, "s8": 1, "s16": 2, "s32": 4}
REGISTERS = range(10)


def program(body, base=None):
    """Wrap *body*: registers are loaded in front, folded behind; *base* keeps the address.

    The address itself is no part of the result: it differs from run to run.
    """
    lines = ["*(u64 *)(r10 - 8) = r1"]
    order = [reg for reg in REGISTERS if reg not in (1, base)]
    lines += [f"r{reg} = *(u64 *)(r1 + {8 * reg})" for reg in order]
    if base is None:
        lines.append("r1 = *(u64 *)(r1 + 8)")
    elif base != 1:
        lines += [f"r{base} = r1", "r1 = *(u64 *)(r1 + 8)"]
    lines += body
    if base is not None:
        lines.append(f"r{base} = 77")
    for reg in REGISTERS[1:]:
        lines += ["r0 *= 31", f"r0 ^= r{reg}"]
    return "\n".join([*lines, "exit"])


def others(base, also=None):
    return [reg for reg in REGISTERS if reg not in (base, also)]


def alu():
    """Yield each operation, either width: with every source, and with immediates."""
    for letter in "rw":
        for sign in BINARY:
            for dst in REGISTERS:
                body = []
                for src in REGISTERS:
                    body += [f"{letter}{dst} {sign} {letter}{src}", f"r{dst} ^= 0x2468ace{src}"]
                yield f"{letter}{dst} {sign} each", program(body)
            yield f"each {letter} {sign} immediates", program(_immediates(letter, sign))
        yield (
            f"negate each {letter}",
            program([f"{letter}{reg} = -{letter}{reg}" for reg in REGISTERS]),
        )
        for bits in (8, 16, 32) if letter == "r" else (8, 16):
            for dst in REGISTERS:
                body = []
                for src in REGISTERS:
                    body += [f"r{dst} += 0x7531", f"{letter}{dst} = (s{bits}){letter}{src}"]
                yield f"{letter}{dst} = (s{bits})each", program(body)
    for kind in ("le", "be", "bswap"):
        for bits in (16, 32, 64):
            yield f"{kind}{bits} each", program([f"r{r} = {kind}{bits} r{r}" for r in REGISTERS])


def _immediates(letter, sign):
    width = 64 if letter == "r" else 32
    body = []
    for dst in REGISTERS:
        for imm in IMMEDIATES:
            value = imm % width if sign in ("<<=", ">>=", "s>>=") else imm
            body += [f"{letter}{dst} {sign} {value}", f"r{dst} ^= 0x2468ace1"]
    return body


def jumps():
    """Yield each comparison, either width: with every source, and with immediates."""
    for letter in "rw":
        for sign in COMPARES:
            for dst in REGISTERS:
                body = []
                for src in others(dst):
                    body += [f"if {letter}{dst} {sign} {letter}{src} goto l{src}"]
                    body += [f"r{dst} ^= 0x2468ace{src}", f"l{src}:"]
                yield f"if {letter}{dst} {sign} each", program(body)
            body = []
            for number, imm in enumerate(IMMEDIATES):
                dst = (number + 3) % 10
                body += [f"if {letter}{dst} {sign} {imm} goto l{number}"]
                body += [f"r{dst} += 0x2468ace1", f"l{number}:"]
            yield f"if each {letter} {sign} immediates", program(body)


def memory():
    """Yield loads and stores with every register as the address and as the value."""
    for kind, size in SIZES.items():
        for base in REGISTERS:
            loads = []
            for number, dst in enumerate(others(base)):
                loads.append(f"r{dst} = *({kind} *)(r{base} + {(7 * number + 3) % (81 - size)})")
            yield f"each = *({kind} *)(r{base} + n)", program(loads, base)
            if kind[0] == "s":
                continue
            stores = []
            for number, src in enumerate(others(base)):
                stores.append(f"*({kind} *)(r{base} + {(8 * number + 1) % (81 - size)}) = r{src}")
            yield f"*({kind} *)(r{base} + n) = each", program(stores, base)
            fixed = [
                f"*({kind} *)(r{base} + {3 + size * at}) = {imm}"
                for at, imm in enumerate(IMMEDIATES[:8])
            ]
            yield f"*({kind} *)(r{base} + n) = immediates", program(fixed, base)


def atomics():
    """Yield atomic operations with every register as the address and as the operand."""
    for bits in (32, 64):
        prefix = "atomic64" if bits == 64 else "atomic"
        for base in REGISTERS:
            place = f"(u{bits} *)(r{base} + {{at}})"
            forms = [f"lock *{place} {sign} r{{src}}" for sign in ("+=", "|=", "&=", "^=")]
            words = ("fetch_add", "fetch_or", "fetch_and", "fetch_xor", "xchg")
            forms += [f"r{{src}} = {prefix}_{word}({place}, r{{src}})" for word in words]
            if base:
                forms.append(f"r0 = {prefix}_cmpxchg({place}, r0, r{{src}})")
            for form in forms:
                body = []
                for number, src in enumerate(others(base)):
                    body.append(form.format(at=bits // 8 * number, src=src))
                yield form.format(at="n", src="N"), program(body, base)
    for kind, size in list(SIZES.items())[:4]:
        for base in REGISTERS:
            loads = [
                f"r{reg} = load_acquire(({kind} *)(r{base} + {size * reg}))" for reg in others(base)
            ]
            yield f"each = load_acquire(({kind} *)(r{base}))", program(loads, base)
            stores = [
                f"store_release(({kind} *)(r{base} + {size * reg}), r{reg})" for reg in others(base)
            ]
            yield f"store_release(({kind} *)(r{base}), each)", program(stores, base)


def offsets():
    """Yield accesses at the far ends of the offset field, and of the stack."""
    for kind, size in SIZES.items():
        for far, back in ((32767, -32767), (-32768, 32768), (-1, 1), (32760, -32760 + size)):
            asm = f"r6 = r1\nr6 += {back}\nr0 = *({kind} *)(r6 {'-' if far < 0 else '+'} {abs(far)})\nexit"
            yield f"*({kind} *) at {far}", asm
            if kind[0] == "s":
                continue
            asm = f"r6 = r1\nr6 += {back}\nr3 = 0x8877665544332211 ll\n*({kind} *)(r6 {'-' if far < 0 else '+'} {abs(far)}) = r3\nr0 = 1\nexit"
            yield f"*({kind} *) = r3 at {far}", asm
        if kind[0] == "u":
            for at in (-512, -512 + size, -2 * size, -size):
                asm = f"r0 = 0x8877665544332211 ll\n*({kind} *)(r10 - {-at}) = r0\nr0 = *({kind} *)(r10 - {-at})\nexit"
                yield f"*({kind} *)(r10 {at})", asm
    for bits in (32, 64):
        for far, back in ((32760, -32760), (-32768, 32768)):
            sign = "-" if far < 0 else "+"
            asm = f"r6 = r1\nr6 += {back}\nr3 = 5\nlock *(u{bits} *)(r6 {sign} {abs(far)}) += r3\nr0 = r3\nexit"
            yield f"lock *(u{bits} *) at {far}", asm


def tables():
    """Return the tables by the names of their files."""
    return {
        "roles_alu": alu(),
        "roles_jumps": jumps(),
        "roles_memory": memory(),
        "roles_atomics": atomics(),
        "roles_offsets": offsets(),
    }
