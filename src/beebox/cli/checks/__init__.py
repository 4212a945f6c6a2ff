"""``beebox check``: programs in, verdicts out."""
