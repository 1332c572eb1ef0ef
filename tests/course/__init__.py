"""Pages that are generated from the course: the README's table of lessons, and its coverage."""
