"""Programs made at random that look into packets: bounds checks, moves, loads, stores, helpers."""

import random

from beebox.abi.enums import Func, ProgType
from beebox.isa.insn import Insn
from beebox.isa.opcodes import AluOp, Class, JumpOp, Mode, Size

SIZES = {1: Size.B, 2: Size.H, 4: Size.W, 8: Size.DW}
KINDS = (ProgType.XDP, ProgType.SCHED_CLS, ProgType.SOCKET_FILTER)
_REG = 0x08
_CTX, _DATA, _END, _SUM = 6, 7, 8, 9
_MOV, _ADD = Class.ALU64 | AluOp.MOV, Class.ALU64 | AluOp.ADD
# context fields whose value both kernels know: offset, size
_SKB = [(0, 4), (4, 4), (8, 4), (12, 4), (16, 4), (20, 4), (24, 4), (32, 4), (36, 4), (44, 4)]
_CB = [(48 + 4 * at, 4) for at in range(5)]
_TC = [(72, 4), (152, 8), (160, 4), (164, 4), (176, 4)]
_TC_WRITE = [(8, 4), (12, 4), (32, 4), (44, 4), (72, 4), (152, 8)]


class Maker:
    """One program in the making."""

    def __init__(self, seed: int, kind: ProgType) -> None:
        self.rnd = random.Random(seed)
        self.kind = kind
        self.insns: list[Insn] = [Insn(_MOV | _REG, _CTX, 1), Insn(_MOV, _SUM)]
        self.outs: list[int] = []
        self.direct = kind is not ProgType.SOCKET_FILTER
        self.range = 0

    def program(self) -> tuple[Insn, ...]:
        if self.direct:
            self.pointers()
        for _ in range(self.rnd.randint(2, 9)):
            self.rnd.choice(self.steps())()
        for at in self.outs:
            insn = self.insns[at]
            self.insns[at] = Insn(insn.code, insn.dst, insn.src, len(self.insns) - at - 1)
        return (*self.insns, Insn(_MOV | _REG, 0, _SUM), Insn(0x95))

    def steps(self) -> list:
        if self.kind is ProgType.SOCKET_FILTER:
            return [self.field, self.store_field, self.absolute, self.absolute, self.load_bytes]
        steps = [self.check, self.check, self.load, self.load, self.load, self.store, self.advance]
        if self.kind is ProgType.XDP:
            return [*steps, self.adjust, self.xdp_bytes, self.meta]
        helpers = [self.load_bytes, self.store_bytes, self.checksum, self.resize, self.vlan]
        return [*steps, self.field, self.store_field, self.absolute, self.rnd.choice(helpers)]

    def emit(self, *insns: Insn) -> None:
        self.insns += insns

    def fold(self, reg: int = 0) -> None:
        """Mix a register into the result."""
        self.emit(Insn(Class.ALU64 | AluOp.MUL, _SUM, imm=31), Insn(_ADD | _REG, _SUM, reg))

    def call(self, func: Func) -> None:
        self.emit(Insn(0x85, imm=int(func)))

    def set(self, reg: int, value: int) -> None:
        self.emit(Insn(_MOV, reg, imm=value))

    def pointers(self) -> None:
        data, end = (0, 4) if self.kind is ProgType.XDP else (76, 80)
        self.emit(Insn(0x61, _DATA, _CTX, data), Insn(0x61, _END, _CTX, end))
        self.range = 0

    def check(self) -> None:
        """Compare with the end, in one of the eight ways."""
        size = self.rnd.choice((1, 2, 4, 8, 14, 20, 34, 40, 60))
        op = self.rnd.choice((JumpOp.JGT, JumpOp.JGE, JumpOp.JLT, JumpOp.JLE))
        swapped = self.rnd.random() < 0.5
        inside = op in ((JumpOp.JLT, JumpOp.JLE) if not swapped else (JumpOp.JGT, JumpOp.JGE))
        if self.rnd.random() < 0.03:
            inside = not inside
        self.emit(Insn(_MOV | _REG, 2, _DATA), Insn(_ADD, 2, imm=size))
        sides = (_END, 2) if swapped else (2, _END)
        code = Class.JMP | op | _REG
        if inside:
            self.emit(Insn(code, *sides, 1))
            self.outs.append(len(self.insns))
            self.emit(Insn(Class.JMP | JumpOp.JA))
        else:
            self.outs.append(len(self.insns))
            self.emit(Insn(code, *sides, 0))
        strict = (op in (JumpOp.JLT, JumpOp.JGT)) == inside
        self.range = max(self.range, size + strict)

    def place(self, size: int) -> int:
        """Return an offset that was mostly compared."""
        if self.rnd.random() < 0.06 or self.range < size:
            return self.rnd.randint(-2, 64)
        return self.rnd.randint(0, self.range - size)

    def load(self) -> None:
        if self.range == 0 and self.rnd.random() < 0.9:
            return self.check()
        size = self.rnd.choice((1, 2, 4, 8))
        mode = Mode.MEMSX if size < 8 and self.rnd.random() < 0.2 else Mode.MEM
        self.emit(Insn(Class.LDX | mode | SIZES[size], 0, _DATA, self.place(size)))
        return self.fold()

    def store(self) -> None:
        if self.range == 0 and self.rnd.random() < 0.9:
            return self.check()
        size = self.rnd.choice((1, 2, 4, 8))
        off = self.place(size)
        if self.rnd.random() < 0.5:
            self.emit(
                Insn(Class.ST | Mode.MEM | SIZES[size], _DATA, 0, off, self.rnd.getrandbits(31))
            )
        else:
            self.emit(Insn(Class.STX | Mode.MEM | SIZES[size], _DATA, _SUM, off))
        return None

    def advance(self) -> None:
        """Move the pointer by what the packet says."""
        if self.range == 0:
            return self.check()
        self.emit(Insn(0x71, 3, _DATA, self.rnd.randrange(self.range)))
        mask = self.rnd.choice((1, 3, 7, 15, 60, 255))
        if mask != 255:
            self.emit(Insn(Class.ALU64 | AluOp.AND, 3, imm=mask))
        if self.rnd.random() < 0.15:
            self.emit(Insn(_ADD, 3, imm=self.rnd.choice((-1, 4))))
        self.emit(Insn(_ADD | _REG, _DATA, 3))
        self.range = 0
        return self.check()

    def field(self) -> None:
        fields = _SKB + _CB + (_TC if self.kind is ProgType.SCHED_CLS else [])
        off, size = self.rnd.choice(fields)
        part = self.rnd.choice([part for part in SIZES if part <= size])
        if size == 8:
            part = 8
        off += self.rnd.randrange(0, size, part)
        mode = Mode.MEMSX if part < 8 and self.rnd.random() < 0.2 else Mode.MEM
        self.emit(Insn(Class.LDX | mode | SIZES[part], 0, _CTX, off))
        self.fold()

    def store_field(self) -> None:
        off, size = self.rnd.choice(_CB + (_TC_WRITE if self.kind is ProgType.SCHED_CLS else []))
        if off in range(48, 68):
            part = self.rnd.choice((1, 2, 4))
            off += self.rnd.randrange(0, size, part)
            size = part
        if self.rnd.random() < 0.5:
            value = self.rnd.choice((0, 1, 5, 0xFFFE, 0xFFFF, 0x10000, -1, 0x1234567))
            self.emit(Insn(Class.ST | Mode.MEM | SIZES[size], _CTX, 0, off, value))
        else:
            self.emit(Insn(Class.STX | Mode.MEM | SIZES[size], _CTX, _SUM, off))

    def absolute(self) -> None:
        size = self.rnd.choice((Size.B, Size.H, Size.W))
        off = self.rnd.choice(
            (0, 1, 9, 12, 14, 23, 40, 58, 61, 63, 64, -1, -0x100000, -0xFFFEC, -0x200000)
        )
        if self.rnd.random() < 0.4:
            index = self.rnd.choice((0, 1, 5, 14, -1))
            reg = self.rnd.choice((1, 2, 3))
            self.set(reg, index)
            self.emit(Insn(Class.LD | Mode.IND | size, 0, reg, 0, off))
        else:
            self.emit(Insn(Class.LD | Mode.ABS | size, imm=off))
        self.fold()

    def stack(self, reg: int, size: int, *, fill: bool) -> None:
        if fill:
            for at in range(0, size, 8):
                self.emit(Insn(Class.STX | Mode.MEM | Size.DW, 10, _SUM, at - 32))
        self.emit(Insn(_MOV | _REG, reg, 10), Insn(_ADD, reg, imm=-32))

    def offset(self) -> int:
        return self.rnd.choice((0, 1, 6, 12, 14, 26, 30, 40, 55, 62, 70, -1))

    def after_call(self, *, changed: bool) -> None:
        self.fold()
        if changed and self.rnd.random() < 0.95:
            self.pointers()
        elif changed:
            self.range = 0

    def load_bytes(self) -> None:
        size = self.rnd.choice((1, 2, 4, 8, 16, 24))
        relative = self.rnd.random() < 0.3
        self.stack(3, size, fill=False)
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.offset())
        self.set(4, size)
        if relative:
            self.set(5, self.rnd.choice((0, 1, 1, 2)))
        self.call(Func.skb_load_bytes_relative if relative else Func.skb_load_bytes)
        self.fold()
        part = max(part for part in SIZES if part <= size)
        self.emit(Insn(Class.LDX | Mode.MEM | SIZES[part], 0, 10, -32))
        self.fold()

    def store_bytes(self) -> None:
        size = self.rnd.choice((1, 2, 4, 8, 16))
        self.stack(3, size, fill=True)
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.offset())
        self.set(4, size)
        self.set(5, self.rnd.choice((0, 0, 1, 2, 3, 4)))
        self.call(Func.skb_store_bytes)
        self.after_call(changed=True)

    def checksum(self) -> None:
        func = self.rnd.choice((Func.l3_csum_replace, Func.l4_csum_replace, Func.csum_diff))
        size = self.rnd.choice((0, 2, 4, 4, 3))
        if func is Func.csum_diff:
            self.stack(1, 16, fill=True)
            self.emit(Insn(_MOV | _REG, 3, 1), Insn(_ADD, 3, imm=8))
            self.set(2, self.rnd.choice((0, 4, 8)))
            self.set(4, self.rnd.choice((0, 4, 8, 6)))
            self.set(5, self.rnd.choice((0, 1, 0xFFFF, -1)))
            self.call(func)
            self.fold()
            return
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.rnd.choice((24, 36, 40, 50, 62, 63, 1000)))
        self.set(3, 0 if size == 0 else self.rnd.getrandbits(31))
        self.emit(Insn(_MOV | _REG, 4, _SUM))
        flags = self.rnd.choice((0, 0x10, 0x20, 0x60)) if func is Func.l4_csum_replace else 0
        self.set(5, size | flags)
        self.call(func)
        self.after_call(changed=True)

    def resize(self) -> None:
        func, choices = self.rnd.choice(
            (
                (Func.skb_change_tail, (14, 20, 40, 64, 10)),
                (Func.skb_pull_data, (0, 14, 40, 64, 100)),
                (Func.skb_change_head, (0, 4, 14)),
                (Func.skb_change_type, (0, 1, 3, 4)),
            )
        )
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.rnd.choice(choices))
        if func is not Func.skb_pull_data:
            self.set(3, 0)
        self.call(func)
        self.after_call(changed=func is not Func.skb_change_type)

    def vlan(self) -> None:
        """Push and pop tags."""
        for _ in range(self.rnd.randint(1, 3)):
            self.emit(Insn(_MOV | _REG, 1, _CTX))
            if self.rnd.random() < 0.5:
                self.set(2, self.rnd.choice((0x0081, 0xA888, 5)))
                self.set(3, self.rnd.getrandbits(16))
                self.call(Func.skb_vlan_push)
            else:
                self.call(Func.skb_vlan_pop)
            self.fold()
            for off in (16, 20, 24, 28):  # protocol, vlan_present, vlan_tci, vlan_proto
                self.emit(Insn(0x61, 0, _CTX, off))
                self.fold()
        self.pointers()

    def adjust(self) -> None:
        func, choices = self.rnd.choice(
            (
                (Func.xdp_adjust_head, (-4, -14, 4, 14, -300, 60)),
                (Func.xdp_adjust_tail, (-4, -20, 4, 100, 5000, -60)),
                (Func.xdp_adjust_meta, (-4, -8, 4, -3, -300, -252)),
            )
        )
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.rnd.choice(choices))
        self.call(func)
        self.after_call(changed=True)

    def meta(self) -> None:
        """Write metadata, if there is any."""
        self.emit(Insn(0x61, 2, _CTX, 8), Insn(0x61, 4, _CTX, 0), Insn(_MOV | _REG, 3, 2))
        self.emit(Insn(_ADD, 3, imm=4))
        self.emit(Insn(Class.JMP | JumpOp.JGT | _REG, 3, 4, 2))
        self.emit(Insn(0x62, 2, 0, 0, self.rnd.getrandbits(31)), Insn(0x61, 0, 2, 0))
        self.emit(Insn(_MOV, 0))
        self.fold()

    def xdp_bytes(self) -> None:
        size = self.rnd.choice((1, 2, 4, 8, 16))
        store = self.rnd.random() < 0.5
        self.stack(3, size, fill=True)
        self.emit(Insn(_MOV | _REG, 1, _CTX))
        self.set(2, self.offset())
        self.set(4, size)
        self.call(Func.xdp_store_bytes if store else Func.xdp_load_bytes)
        self.fold()
        self.emit(Insn(Class.LDX | Mode.MEM | Size.B, 0, 10, -32))
        self.fold()


def program(seed: int) -> tuple[tuple[Insn, ...], ProgType]:
    """Return the program of a seed, and its type."""
    kind = KINDS[seed % len(KINDS)]
    return Maker(seed, kind).program(), kind


def packet(seed: int) -> bytes:
    """Return the packet of a seed: 64 bytes, an IPv4 header or anything."""
    rnd = random.Random(seed)
    data = bytearray(rnd.randbytes(rnd.choice((64, 64, 64, 40, 100))))
    data[12:14] = rnd.choice((b"\x08\x06", b"\x08\x00", b"\x88\xcc", b"\x81\x00"))
    return bytes(data)
