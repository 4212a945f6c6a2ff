"""What `trace` and `argdist` are told: a probe in a small language like C, made into a program.

    lexer         words of it, and mistakes told with their place
    types         C's types of arguments
    expressions   expressions, each as code of the language of programs (docs/LANGUAGE.md)
    places        where it is: ``p:c:open(char *path, int flags)``, ``t:sched:*``; its names
    tracing, distribution    what trace and argdist make of it
    program       the text of a module, compiled and loaded

Nothing of the user's text is run: what is understood is written anew, and what is not is refused.
"""
