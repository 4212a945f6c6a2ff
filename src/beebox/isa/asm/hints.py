"""Why a text is not an instruction: where it goes wrong, and what was meant, as far as it shows."""

from __future__ import annotations

import re
from difflib import get_close_matches

from beebox.isa.asm.expressions import MORE, NAME, SUM
from beebox.isa.asm.forms import ALU, JUMP, SIGNED_SIZES, SIZES

WORDS = (
    *("exit", "call", "callx", "goto", "gotol", "gotox", "may_goto", "if", "lock"),
    *("store_release", "ld_pseudo", "nospec"),
)
"""what an instruction may begin with, beside a register and a ``*``"""

MNEMONICS = {
    "mov": "r1 = r2",
    "add": "r1 += r2",
    "sub": "r1 -= r2",
    "mul": "r1 *= r2",
    "div": "r1 /= r2",
    "mod": "r1 %= r2",
    "and": "r1 &= r2",
    "or": "r1 |= r2",
    "xor": "r1 ^= r2",
    "lsh": "r1 <<= r2",
    "rsh": "r1 >>= r2",
    "arsh": "r1 s>>= r2",
    "neg": "r1 = -r1",
    "lddw": "r1 = 0x1122334455667788 ll",
    "ldx": "r1 = *(u64 *)(r2 + 0)",
    "ld": "r1 = *(u64 *)(r2 + 0)",
    "stx": "*(u64 *)(r1 + 0) = r2",
    "st": "*(u64 *)(r1 + 0) = 5",
    "ja": "goto label",
    "jeq": "if r1 == r2 goto label",
    "jne": "if r1 != r2 goto label",
    "jgt": "if r1 > r2 goto label",
    "jge": "if r1 >= r2 goto label",
    "jlt": "if r1 < r2 goto label",
    "jle": "if r1 <= r2 goto label",
    "jsgt": "if r1 s> r2 goto label",
    "jsge": "if r1 s>= r2 goto label",
    "jslt": "if r1 s< r2 goto label",
    "jsle": "if r1 s<= r2 goto label",
    "jset": "if r1 & r2 goto label",
    "ret": "exit",
    "be": "r1 = be16 r1",
    "le": "r1 = le16 r1",
    "bswap": "r1 = bswap64 r1",
}
"""how other assemblers begin what is written here with signs"""

_WORD = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_REGISTER = re.compile(r"[rw]\d+", re.ASCII)
_SIGN = re.compile(r"\s*(?P<sign>[-+*/%&|^=<>!~s:]{1,5})", re.ASCII)
_IF = re.compile(
    rf"if\s+(?P<left>[rw]\d+)(?:\s*(?P<sign>s?[-+*/%&|^=<>!~]+)\s*(?P<right>{SUM}))?(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_PLACE = re.compile(
    rf"\*\s*\(\s*(?P<size>\w+)\s*\*\s*\)\s*\(\s*(?P<base>[rw]?\w+)\s*(?P<off>{MORE})\s*\)",
    re.ASCII,
)

Where = tuple[int, int, str]
"""offset in the text, width, hint"""


def explain(text: str) -> Where:
    """Return where *text* goes wrong, how wide that is, and a hint (empty if none is known)."""
    text = text[:200]
    if _REGISTER.match(text):
        return _after_register(text)
    if text[0] == "*":
        return _memory(text, 0) or (0, len(text), "memory is: *(u32 *)(r1 + 4) = r2")
    word = _WORD.match(text)
    if word is None:
        return 0, len(text), ""
    if word[0] == "if":
        return _condition(text)
    return _word(text, word[0])


def _word(text: str, word: str) -> Where:
    if re.fullmatch(r"[RW]\d+", word):
        return 0, len(word), f"registers have small letters: {word.lower()}"
    plain = re.sub(r"(?:64|32|16|8|dw|xdw|xw|xh|xb|h|b|w)$", "", word.lower())
    for name in (word.lower(), plain, plain.rstrip("x")):
        if name in MNEMONICS and word not in WORDS:
            return 0, len(word), f"write it with signs, as: {MNEMONICS[name]}"
    near = get_close_matches(word, WORDS, 1)
    if near and near[0] != word:
        return 0, len(word), f"did you mean {near[0]}?"
    if word in WORDS:
        return 0, len(text), _USAGE.get(word, "")
    return 0, len(word), "a label ends with a colon" if word == text else ""


_USAGE = {
    "call": "call takes a helper, a number or a label: call bpf_ktime_get_ns",
    "goto": "goto takes a label or a distance: goto out, goto +2",
    "exit": "exit stands alone",
    "lock": "lock *(u64 *)(r1 + 0) += r2",
    "callx": "callx takes a register: callx r2",
    "store_release": "store_release((u64 *)(r1 + 0), r2)",
}


def _after_register(text: str) -> Where:
    register = _REGISTER.match(text)
    assert register is not None
    sign = _SIGN.match(text, register.end())
    if sign is None:
        return 0, len(text), "a register stands before a sign: r1 = r2, r1 += 5"
    start = sign.start("sign")
    if sign["sign"] not in ALU and text[start : start + 3].rstrip() not in ALU:
        near = get_close_matches(sign["sign"], ALU, 1, 0.5)
        known = f"did you mean {near[0]}?" if near else f"known: {' '.join(ALU)}"
        return start, len(sign["sign"]), known
    rest = text[sign.end() :]
    begin = sign.end() + len(rest) - len(rest.lstrip())
    if rest.lstrip()[:1] == "*" and (found := _memory(text, text.index("*", start + 1))):
        return found
    if not rest.strip():
        return start, len(sign["sign"]), "something is missing after it"
    near = get_close_matches(rest.split("(")[0].strip(), _FUNCTIONS, 1)
    hint = f"did you mean {near[0]}(...)?" if near else ""
    return begin, len(text) - begin, hint


_FUNCTIONS = (
    *(f"atomic_fetch_{op}" for op in ("add", "and", "or", "xor")),
    *(f"atomic64_fetch_{op}" for op in ("add", "and", "or", "xor")),
    *("atomic_xchg", "atomic64_xchg", "atomic_cmpxchg", "atomic64_cmpxchg"),
    *("xchg_64", "xchg32_32", "cmpxchg_64", "cmpxchg32_32", "load_acquire", "addr_space_cast"),
)


def _memory(text: str, start: int) -> Where | None:
    """Return what is wrong with the ``*(u32 *)(r1 + 4)`` at *start*, if that is it."""
    match = _PLACE.match(text, start)
    if match is None:
        return start, len(text) - start, "memory is: *(u32 *)(r1 + 4)"
    if match["size"] not in SIZES and match["size"] not in SIGNED_SIZES:
        known = [*SIZES, *SIGNED_SIZES]
        near = get_close_matches(match["size"], known, 1)
        hint = f"did you mean {near[0]}?" if near else f"sizes: {', '.join(known)}"
        return match.start("size"), len(match["size"]), hint
    if not re.fullmatch(r"r\d+", match["base"], re.ASCII):
        hint = "an address is in a 64-bit register, r0 to r10"
        return match.start("base"), len(match["base"]), hint
    return None


def _condition(text: str) -> Where:
    match = _IF.match(text)
    if match is None:
        return 0, len(text), "a condition is: if r1 == 5 goto label"
    if match["sign"] is None or match["sign"] not in JUMP:
        sign = match["sign"] or ""
        near = ["=="] if sign == "=" else get_close_matches(sign, JUMP, 1, 0.5) if sign else []
        start = match.start("sign") if sign else match.end("left")
        hint = f"did you mean {near[0]}?" if near else f"known: {' '.join(JUMP)}"
        return start, max(len(sign), 1), hint
    if not re.match(r"\s*goto\b", match["rest"]):
        return match.start("rest"), max(len(match["rest"]), 1), "goto and a label end it"
    return 0, len(text), f"a condition is: if r1 {match['sign']} 5 goto label"


__all__ = ["MNEMONICS", "NAME", "WORDS", "explain"]
