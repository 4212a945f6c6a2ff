"""What lives in map values and in objects of the program: locks, timers, pointers, lists, trees.

``fields`` finds the special fields of a type, ``structs`` those of a program's own structs,
``maps`` checks the types of a map when it is made. The others are the rules of the walk.
"""
