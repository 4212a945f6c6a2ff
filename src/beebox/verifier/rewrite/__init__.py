"""What the verifier writes back, once a program is proved safe.

Two programs come of it. Engines get a short one (`engines`): they divide by zero, count may_goto
and probe memory by themselves. Linux shows a longer one as "xlated" (`translated`), where such
things are instructions; the box shows that, too, when it is asked.
"""
