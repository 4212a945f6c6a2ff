"""Explanations of refusals: place, path, suggestion."""

import json
import re
from typing import NamedTuple

import pytest
import verifier_cases
from verifier_cases import NUMBERS, references

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.verifier import Options, Program, Rejected, Tables, Verified, default_tables, verify
from beebox.verifier.explain import Explanation, explain, explain_log, html
from beebox.verifier.explain.repair import inserted


class Line(NamedTuple):
    insn: int
    file: str
    line: int
    column: int
    text: str


def program(
    text: str,
    kind: ProgType = ProgType.TRACEPOINT,
    lines: tuple[Line, ...] = (),
    *,
    gpl: bool = True,
) -> Program:
    insns = assemble(text, maps=NUMBERS)
    return Program(insns, kind, references(insns), gpl=gpl, lines=lines, attach_type=0)


def refused(of: Program) -> Rejected:
    verdict = verify(of, default_tables())
    assert isinstance(verdict, Rejected)
    return verdict


def explained(
    text: str,
    kind: ProgType = ProgType.TRACEPOINT,
    lines: tuple[Line, ...] = (),
    *,
    gpl: bool = True,
) -> Explanation:
    made = program(text, kind, lines, gpl=gpl)
    return explain(made, default_tables(), Options(), refused(made))


LOOKUP = """
    *(u64 *)(r10 - 8) = 0
    r2 = r10
    r2 += -8
    r1 = map[hash] ll
    call map_lookup_elem
"""
PACKET = """
    r6 = *(u32 *)(r1 + 0)
    r7 = *(u32 *)(r1 + 4)
"""


# ---------------------------------------------------------------------------- place and text


def test_the_place_has_source_and_caret() -> None:
    lines = (Line(0, "a.c", 3, 5, "    int x = 1;"), Line(1, "a.c", 4, 9, "    x = y;"))
    made = explained("r1 = 1\nr0 = r2\nexit", lines=lines)
    assert made.at.name == "a.c:4"
    assert "     4 | x = y;\n       |     ^\n" in made.text()
    assert made.json["message"] == "R2 !read_ok"


def test_tabs_before_the_caret_count() -> None:
    lines = (Line(0, "a.c", 4, 7, "\t\tx = y;"),)
    assert "     4 | x = y;\n       |     ^\n" in explained("r0 = r2\nexit", lines=lines).text()


def test_the_place_without_source_is_the_instruction() -> None:
    assert "At: insn 0: (bf) r0 = r2" in explained("r0 = r2\nexit").text()


def test_text_has_the_announced_shape() -> None:
    heads = [
        line.partition(":")[0]
        for line in explained(f"{LOOKUP} r0 = *(u64 *)(r0 + 0)\nexit").text().splitlines()
    ]
    wanted = ["Verification failed", "Reason", "At", "Causal path", "Suggestion"]
    assert [head for head in heads if head in wanted] == wanted


def test_json_is_plain() -> None:
    made = explained(f"{LOOKUP} r0 = *(u64 *)(r0 + 0)\nexit")
    assert json.loads(json.dumps(made.json))["class"] == "null pointer"


# ---------------------------------------------------------------------------- causal path


def path(of: Explanation) -> list[tuple[int, str]]:
    return [(step.site.insn, step.kind) for step in of.path]


def test_path_goes_back_to_the_lookup() -> None:
    made = explained(f"{LOOKUP} r6 = r0\n r7 = 5\n r0 = *(u64 *)(r6 + 0)\nexit")
    assert path(made) == [(5, "origin"), (6, "change"), (8, "refused")]
    assert "bpf_map_lookup_elem returns R0" in made.path[0].what


def test_path_goes_through_a_spill() -> None:
    made = explained(
        f"{LOOKUP} *(u64 *)(r10 - 16) = r0\n r0 = 0\n r1 = *(u64 *)(r10 - 16)\n"
        "r0 = *(u64 *)(r1 + 0)\nexit"
    )
    assert path(made) == [(5, "origin"), (6, "change"), (8, "change"), (9, "refused")]


def test_path_goes_through_a_call() -> None:
    made = explained(
        f"{LOOKUP} r1 = r0\n call follow\n exit\nfollow:\n r0 = *(u64 *)(r1 + 0)\n exit"
    )
    assert path(made) == [(5, "origin"), (6, "change"), (7, "passed"), (9, "refused")]
    assert made.suggestion.before is not None
    assert made.suggestion.before.insn == 7
    assert made.suggestion.checked


def test_path_comes_out_of_a_call() -> None:
    made = explained(f"call look\n r0 = *(u64 *)(r0 + 0)\n exit\nlook:\n{LOOKUP} exit")
    assert path(made) == [(8, "origin"), (9, "passed"), (1, "refused")]


def test_path_names_the_call_that_spoiled_a_register() -> None:
    made = explained("r3 = 5\n call ktime_get_ns\n r0 = r3\n exit")
    assert path(made) == [(1, "lost"), (2, "refused")]
    assert "R6 to R9" in made.suggestion.text
    assert made.suggestion.checked


def test_path_names_the_branch_that_gave_too_little() -> None:
    made = explained(
        f"{PACKET} r8 = r6\n r8 += 8\n if r8 > r7 goto out\n r0 = *(u8 *)(r6 + 12)\n"
        "out:\n r0 = 2\n exit",
        ProgType.XDP,
    )
    assert path(made) == [(0, "origin"), (4, "branch"), (5, "refused")]
    assert made.suggestion.checked


def test_path_names_the_call_that_changed_the_packet() -> None:
    made = explained(
        f"r9 = r1\n{PACKET} r8 = r6\n r8 += 8\n if r8 > r7 goto out\n r1 = r9\n r2 = 4\n"
        "call xdp_adjust_head\n r0 = *(u8 *)(r6 + 2)\nout:\n r0 = 2\n exit",
        ProgType.XDP,
    )
    assert [kind for _, kind in path(made)] == ["origin", "branch", "lost", "refused"]
    assert "bpf_xdp_adjust_head" in made.path[2].what
    assert made.suggestion.checked


# ---------------------------------------------------------------------------- suggestions

CHECKED = {
    "null": (f"{LOOKUP} r0 = *(u64 *)(r0 + 0)\nexit", ProgType.TRACEPOINT, True),
    "index": (
        f"""r6 = *(u32 *)(r1 + 8)
        {LOOKUP}
        if r0 == 0 goto out
        r6 <<= 2
        r0 += r6
        *(u32 *)(r0 + 0) = 1
        out:
        r0 = 0
        exit""",
        ProgType.TRACEPOINT,
        True,
    ),
    "size": (
        "r2 = *(u64 *)(r1 + 8)\n r1 = r10\n r1 += -16\n call get_current_comm\n r0 = 0\n exit",
        ProgType.KPROBE,
        True,
    ),
    "no value returned": ("exit", ProgType.TRACEPOINT, True),
    "result": ("r0 = *(u32 *)(r1 + 0)\nexit", ProgType.CGROUP_SKB, True),
    "license": (
        "r1 = r10\n r1 += -8\n r2 = 8\n r3 = 0\n call probe_read_kernel\n r0 = 0\n exit",
        ProgType.KPROBE,
        False,
    ),
    "leak": (
        """r6 = *(u64 *)(r1 + 8)
        r1 = map[ring] ll
        r2 = 8
        r3 = 0
        call ringbuf_reserve
        if r0 == 0 goto out
        if r6 == 5 goto out
        r1 = r0
        r2 = 0
        call ringbuf_submit
        out:
        r0 = 0
        exit""",
        ProgType.TRACEPOINT,
        True,
    ),
}


@pytest.mark.parametrize("name", CHECKED)
def test_what_is_suggested_makes_it_pass(name: str) -> None:
    text, kind, gpl = CHECKED[name]
    made = explained(text, kind, gpl=gpl)
    assert made.suggestion.checked, made.text()
    assert made.suggestion.text


def test_suggestions_speak_the_language_of_the_source() -> None:
    text = f"{LOOKUP} r0 = *(u64 *)(r0 + 0)\nexit"
    in_c = (Line(0, "a.c", 1, 0, "struct v *value = look(&hits, &key);"),)
    in_python = (Line(0, "a.py", 1, 0, "value = hits.lookup(key)"),)
    assert explained(text, lines=in_c).suggestion.code == ("if (!value)", "    return 0;")
    assert explained(text, lines=in_python).suggestion.code == ("if value is None:", "    return 0")


def test_an_index_is_bounded_by_elements_not_bytes() -> None:
    text, kind, _ = CHECKED["index"]
    assert "at most 3" in explained(text, kind).suggestion.text  # 16 bytes, 4 each


def test_insertion_keeps_jumps_calls_and_maps() -> None:
    of = program(f"r6 = 1\n if r6 == 2 goto out\n{LOOKUP}out:\n r0 = 0\n exit")
    assert isinstance(verify(of, default_tables()), Verified)
    for at in range(len(of.insns) - 1):
        if at == 6:  # the second slot of an lddw is no place
            continue
        made = inserted(of, {at: [Insn(0xB7, 9, 0, 0, 7)]})
        assert made is not None
        assert isinstance(verify(made, default_tables()), Verified), at


def test_insertion_on_an_edge_is_on_one_way_only() -> None:
    of = program("r6 = *(u64 *)(r1 + 8)\n if r6 == 2 goto out\n r0 = r7\nout:\n r0 = 0\n exit")
    assert refused(of).message == "R7 !read_ok"
    made = inserted(of, {1: [Insn(0xB7, 7, 0, 0, 7)]}, edge=1)
    assert made is not None
    assert refused(made).message == "R7 !read_ok"


# ---------------------------------------------------------------------------- everything


def test_every_refusal_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Program, Tables, Options]] = []

    def ask(of: Program, tables: Tables, options: Options) -> Verified | Rejected:
        asked.append((of, tables, options))
        return verify(of, tables, options)

    monkeypatch.setattr(verifier_cases, "verify", ask)
    explanations = 0
    for case in verifier_cases.everything():
        asked.clear()
        verdict = verifier_cases.ours_of(case, 20_000)
        if isinstance(verdict, Verified) or not asked:
            continue
        told = explain(*asked[0], verdict)
        explanations += 1
        assert told.title, case.name
        assert told.reason, case.name
        assert told.suggestion.text, case.name
        assert not re.search(r"\{\w+\}", told.text()), case.name
    assert explanations > 400


def test_a_log_alone_is_explained() -> None:
    of = program(f"{LOOKUP} r6 = r0\n r0 = *(u64 *)(r6 + 0)\nexit")
    told = explain_log(refused(of).log, 13)
    assert told.name == "null pointer"
    assert path(told) == [(5, "origin"), (6, "copy"), (7, "refused")]
    assert "map_value_or_null" in told.reason


def test_an_empty_log_is_no_fault() -> None:
    assert explain_log("", 22).name == "refused"


def test_the_page_needs_nothing_else() -> None:
    lines = (Line(0, "a.c", 1, 0, "if (a < b && b > c) <script>"),)
    of = program(f"{LOOKUP} r0 = *(u64 *)(r0 + 0)\nexit", lines=lines)
    page = html(of, default_tables(), Options(), refused(of))
    assert "<script>" not in page.partition("<article>")[2].partition("</article>")[0]
    assert "src=" not in page
    assert set(re.findall(r"https?://[^\"')]*", page)) == {"http://www.w3.org/2000/svg"}
    states = json.loads(re.findall(r'json">(.*?)</script>', page)[0])["states"]
    assert states["6"][-1]["R0"].startswith("map_value_or_null")


def test_an_accepted_program_has_a_page_too() -> None:
    of = program("r0 = 0\nexit")
    verdict = verify(of, default_tables())
    page = html(of, default_tables(), Options(), verdict)
    assert "accepted" in page


def _packet_advice(lines: tuple[Line, ...]) -> str:
    return explained(PACKET + "r0 = *(u8 *)(r6 + 0)\nexit", ProgType.XDP, lines).text()


def test_what_is_advised_has_the_programs_own_names() -> None:
    lines = (
        Line(0, "f.c", 3, 5, "    void *start = (void *)(long)ctx->data;"),
        Line(1, "f.c", 4, 5, "    void *stop = (void *)(long)ctx->data_end;"),
        Line(2, "f.c", 5, 12, "    return *(u8 *)start;"),
    )
    assert "start + 1 > stop" in _packet_advice(lines)


def test_names_are_told_apart_where_one_line_assigns_two() -> None:
    text = "    first, last = ctx.data, ctx.data_end"
    lines = (
        Line(0, "f.py", 3, text.index("ctx.data") + 1, text),
        Line(1, "f.py", 3, text.index("ctx.data_end") + 1, text),
        Line(2, "f.py", 4, 12, "    return start[0]"),
    )
    assert "first + 1 > last" in _packet_advice(lines)


def test_what_is_refused_for_missing_rights_says_which() -> None:
    made = program("r0 = 0\nexit", ProgType.XDP)
    options = Options(capabilities=frozenset({"bpf"}))
    verdict = verify(made, default_tables(), options)
    assert isinstance(verdict, Rejected)
    said = " ".join(explain(made, default_tables(), options, verdict).text().split())
    assert "users with CAP_BPF and CAP_NET_ADMIN, and this one lacks CAP_NET_ADMIN" in said


def test_what_is_too_long_says_how_long_it_may_be() -> None:
    made = program("r0 = 0\n" * 4096 + "exit", ProgType.SOCKET_FILTER)
    options = Options(capabilities=frozenset())
    verdict = verify(made, default_tables(), options)
    assert isinstance(verdict, Rejected)
    said = " ".join(explain(made, default_tables(), options, verdict).text().split())
    assert "It has 4,097 instructions; 4,096 are the most" in said
