"""The runner: every job in a fresh process that already holds torch.

    pool        the tutor's side: hands out jobs, keeps spares ready, turns frames into messages
    guard       the first process of the other side: kills everything when it is time
    zygote      holds torch and forks spares; never runs a learner's program
    child       one run: confines itself, waits for a job, executes it, sends records
    replay      recorded runs instead of processes

The tutor's side never imports torch, never unpickles and never executes what a run sent.
"""
