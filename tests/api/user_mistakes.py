"""Mistakes that mypy --strict finds in a user's program; each line says which."""

import beebox
from beebox import targets

beebox.opne("x.o")  # E: attr-defined
beebox.load("x.o", kernel="windows")  # E: arg-type
beebox.load(7)  # E: arg-type
with beebox.load("x.o") as live:
    print(live.program)  # E: attr-defined
    live.programs.f.attach("eth0")  # E: arg-type
    live.programs.f.attach(targets.Xdq("eth0"))  # E: attr-defined
    live.events("opened", seconds="3")  # E: call-overload
    live.maps.counts.lookup(7)  # E: arg-type
