# One word runs everything a change must pass: `make check`.
.PHONY: check format lint types contracts test bench pictures tables

check: lint types contracts test

format:
	ruff format .
	ruff check --fix .

lint:
	ruff format --check .
	ruff check .

types:
	mypy

contracts:
	lint-imports

test:
	python -m pytest

bench:
	python -m tests.bench

pictures:
	python -m tests.pictures

tables:
	python -m tests.course
