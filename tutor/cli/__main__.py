"""`python -m tutor.cli`, the same as `tutor`."""

from tutor.cli import main

main()
