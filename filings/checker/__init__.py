"""Rules that reviewers use, run on a draft while it is written and once more on submission.

Each rule is a small pure function over a ``Subject``. It finds the same in the same answers, and judges nothing: what
it finds is a reason to look, or to mend something first.
"""
