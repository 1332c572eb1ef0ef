"""The playground without its screen: programs from files and to files, views asked for, history.

    files     a program as a file that runs outside the tutor too
    views     what is typed where a view is asked for, as the view
    history   the programs that were run, folded from stored events

Everything here is about text and records; nothing runs, and nothing is graded.
"""
