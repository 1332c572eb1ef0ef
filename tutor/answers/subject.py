"""What a question asks about, as names a learner may put before the value: "w.grad = 9"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CONVERTED = re.compile(
    r"\.(?:item|tolist|detach|numpy|cpu|clone|data|dim|numel|size|name|long|float|double)\(\)\Z"
    r"|\.(?:shape|dtype|device|data|grad_fn|__name__)\Z"
)
_CONVERTER = re.compile(
    r"(?:tuple|list|float|int|str|bool|type|len|round|sorted|set)\((.*?)(?:,\s*-?\d+)?\)\Z",
    re.DOTALL,
)
_CHAIN = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[[^\[\]]*\])*\Z")
_LEAD = re.compile(
    r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[[^\[\]]{0,40}\]|\([^()]{0,80}\))*(?=\s*(?:==?|:=?|is\b|은|는))"
)
_FOLLOWS = re.compile(r"(?:은|는|이|가|의|을|를|도|에는|에)?(?=[\s:=,;→≈~]|->|\Z)")
_SYNONYMS = {
    "grad": "gradient gradients grad derivative 기울기 그래디언트 그라디언트 미분값 미분",
    "loss": "loss losses 손실 손실값",
    "shape": "shape 모양 형상 크기",
    "dtype": "dtype type 자료형 데이터타입 타입",
    "weight": "weight weights 가중치",
    "bias": "bias 편향",
    "batch": "batch batches 배치",
    "lr": "lr rate learning 학습률",
    "grad_fn": "grad_fn node 노드",
    "mean": "mean average 평균",
    "sum": "sum total 합 합계",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names that lead to what was asked."""

    pattern: re.Pattern[str] | None
    words: frozenset[str]
    """Single words of them, lower case, with synonyms."""
    strict: bool
    """Whether another name in the lead is about something else."""

    def match_end(self, text: str, at: int) -> int | None:
        """Return where a name that begins at `at` ends, or None."""
        if self.pattern is not None:
            found = self.pattern.match(text, at)
            follows = _FOLLOWS.match(text, found.end()) if found else None
            if follows:
                return follows.end()
        if not self.strict and at == 0:
            lead = _LEAD.match(text)
            if lead and lead.group().lower() not in _VALUES:
                follows = _FOLLOWS.match(text, lead.end())
                return follows.end() if follows else lead.end()
        return None


_VALUES = frozenset(
    """
    tensor scalar true false none nan inf cpu cuda not no
    """.split()
)


@lru_cache(maxsize=256)
def names_of(subject: str) -> Names:
    """Return the names under which `subject` (a Python expression) may be spoken of."""
    names = _peeled(subject.strip()[:300])
    chain = bool(names) and _CHAIN.match(names[-1]) is not None
    words = {word.lower() for word in re.findall(r"[A-Za-z_]\w*", subject)}
    for word in tuple(words):
        words.update(_SYNONYMS.get(word, "").split())
    attribute = names[-1].rsplit(".", 1)[-1] if chain else ""
    spelled = [*names, *([attribute] if re.fullmatch(r"[A-Za-z_]\w*", attribute) else [])]
    parts = sorted((_spaced(name) for name in set(spelled) if name), key=len, reverse=True)
    pattern = re.compile("|".join(parts), re.IGNORECASE) if parts else None
    return Names(pattern, frozenset(words - _VALUES), chain)


def _peeled(subject: str) -> list[str]:
    """Return the subject, and what is left of it as conversions are taken off."""
    names = [subject] if subject else []
    while len(names) < 8 and names:
        last = names[-1]
        inside = _CONVERTER.match(last)
        shorter = inside.group(1).strip() if inside else _CONVERTED.sub("", last)
        if not shorter or shorter == last:
            break
        names.append(shorter)
    return names


def _spaced(name: str) -> str:
    """Return a pattern for `name` with any spaces between its tokens."""
    tokens = re.findall(r"\w+|[^\w\s]", name)
    return r"\s*".join(re.escape(token) for token in tokens)
