"""What must be given back: references, locks, sections."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "reference leak",
        "an object is not given back on this path",
        "The path leaves the program here, and still holds what was acquired{spec}.",
        "Release it on every path: submit or discard a reserved record, release a socket or "
        "an object.",
        (
            "{what} would lead to reference leak",
            "Unreleased reference id={id} alloc_insn={insn}",
        ),
        "release",
    ),
    Row(
        "held section",
        "the program would leave while it holds a lock or is in a section",
        "{what} ends the program or function inside of a {section}-ed region.",
        "End the section on every path before leaving.",
        ("{what} cannot be used inside {section}-ed region",),
        "section",
    ),
    Row(
        "reference",
        "what is released was not acquired",
        "{R} is {state}: it holds no reference, so there is nothing to give back.",
        "Release only what an acquiring function returned, unchanged, and once.",
        (
            "R{reg} must be referenced when passed to release function",
            "R{reg} must be referenced or trusted",
            "arg {reg} is an unacquired reference",
        ),
    ),
    Row(
        "reference",
        "what is released was not acquired",
        "No reference is held that {name} could give back: it was released before, or is "
        "another one.",
        "Release each reference once.",
        (
            "func {name} reference has not been acquired before",
            "kfunc {name} reference has not been acquired before",
            "release kernel function {name} expects refcounted PTR_TO_BTF_ID",
        ),
    ),
    Row(
        "reference",
        "the pointer was moved",
        "{R} is {state}: what is released, or trusted, must be the pointer as it was acquired.",
        "Keep the pointer that the acquiring function returned, and pass that.",
        ("R{reg} must have zero offset when passed to release func or trusted arg to kfunc",),
    ),
    Row(
        "reference",
        "an acquiring function returns no object",
        "The function says that it acquires, and its result is no pointer to a struct.",
        "This is a fault of the kernel, or of a module.",
        ("acquire kernel function does not return PTR_TO_BTF_ID",),
    ),
    Row(
        "lock",
        "functions may not be called while a lock is held",
        "Between bpf_spin_lock and bpf_spin_unlock only few functions may be called; not this "
        "one: {callee}.",
        "Take the lock later or give it back before the call; copy what is needed under the lock.",
        (
            "function calls are not allowed while holding a lock",
            "global function calls are not allowed while holding a lock,",
            "use static function instead",
        ),
    ),
    Row(
        "lock",
        "locks are taken in the wrong order",
        "Only one bpf_spin_lock is held at a time, and locks are given back in reverse order, "
        "each by its own pointer.",
        "Unlock what was locked, with the same pointer, before locking another.",
        (
            "Locking two bpf_spin_locks are not allowed",
            "Acquiring the same lock again, AA deadlock detected",
            "Failed to acquire lock state",
            "{lock}_unlock without taking a lock",
            "{lock}_unlock of different lock",
            "{lock}_unlock cannot be out of order",
            "failed to push state for failed lock acquisition",
            "failed to mark s32 range for retval in forked state for lock",
        ),
    ),
    Row(
        "lock",
        "the lock and what it protects are not in one object",
        "A list, tree or object may be changed only while the lock in the same map value, or "
        "allocated object, is held.",
        "Take the lock that stands beside the list or tree.",
        (
            "held lock and object are not in the same allocation",
            "bpf_spin_lock at off={off} must be held for {what}",
        ),
    ),
    Row(
        "lock",
        "no lock in a tree's comparison",
        "The callback of bpf_rbtree_add runs with the lock held.",
        "Compare only, in the callback.",
        (
            "can't spin_{lock,unlock} in rbtree cb",
            "Calling bpf_rcu_read_{lock,unlock} in unnecessary rbtree callback",
            "{name} not allowed in rbtree cb",
        ),
    ),
    Row(
        "section",
        "an RCU section is not balanced",
        "bpf_rcu_read_lock and bpf_rcu_read_unlock come in pairs, and are not nested ({name}).",
        "End each section once, on every path.",
        (
            "nested rcu read lock (kernel function {name})",
            "unmatched rcu read unlock (kernel function {name})",
        ),
    ),
    Row(
        "section",
        "preemption is not disabled here",
        "{name} ends a section that was not begun on this path.",
        "Call bpf_preempt_disable first, on every path.",
        ("unmatched attempt to enable preemption (kernel function {name})",),
    ),
    Row(
        "section",
        "the call needs an RCU section",
        "What {name} returns lives only as long as an RCU read section.",
        "Put bpf_rcu_read_lock() and bpf_rcu_read_unlock() around the call and the use of its "
        "result.",
        (
            "kernel func {name} requires RCU critical section protection",
            "expected an RCU CS when using {name}",
        ),
    ),
    Row(
        "section",
        "the call needs a pointer protected by RCU",
        "{R} is {state}; it was loaded outside of an RCU section, or by untrusted ways.",
        "Load the pointer inside of bpf_rcu_read_lock() and use it before bpf_rcu_read_unlock().",
        ("R{reg} must be a rcu pointer",),
    ),
    Row(
        "section",
        "interrupts are restored in the wrong order",
        "The state that was saved last must be restored first, by the kind of function that "
        "saved it.",
        "Restore in reverse order, each state once, with its own variable.",
        (
            "cannot restore irq state out of order, expected id={id} acquired at insn_idx={insn}",
            "irq flag acquired by {have} kfuncs cannot be restored with {want} kfuncs",
            "expected uninitialized irq flag as arg#{arg}",
            "expected an initialized irq flag as arg#{arg}",
            "arg#{arg} doesn't point to an irq flag on stack",
        ),
    ),
)
