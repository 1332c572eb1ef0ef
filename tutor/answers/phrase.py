"""An answer inside a sentence: "I think w.grad is 9", "정답은 9입니다".

The value is read only where every other word is understood: a word that is in no list here, nor in
what was asked, leaves the sentence unread. So "not 9" and "b.grad = 9" are never taken for 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tutor.answers.subject import Names, names_of

_ENGLISH = """
    a actually again all already also always am an and ans answer answers are as assume at be
    became because become becomes been being believe bet by call called calling calls can case
    cases certain certainly clearly come comes contain contains correct could course currently
    definitely do does end ended ends entirely equal equals evaluate evaluates evaluating exactly
    expect final finally following for from gave get gets getting give given gives got guess had
    happen happens has have having hence here his hmm hold holding holds how i if imo in into is it
    its just keep keeps known likely look looks make makes many maybe me might must my named now of
    oh ok okay on only our out output outputs perhaps please possibly precisely prediction
    presumably print prints probably produce produces raise raised raises reckon remain remains
    response result results return returned returning returns right say says see seen should show
    shows simply so solution still stay stays suppose sure surely than that the their them then
    there therefore these they thing think this those throw throws thus to turn turns uh um up use
    used uses using value values was we well were what which will with work works would yield
    yields you your
    'd 'll 're 's 've
"""
_MISLEADING = {"if", "than", "how", "his", "and", "as", "because", "what", "which", "see", "many"}
_KOREAN = """
    값 거 것 결과 결과값 경우 계산 그 그냥 그래서 그러니까 그러면 그럼 그리고 나 나오는 나온 내 네
    다시 답 답안 되는 된 딱 때 또한 런타임 마지막 모두 문제 바로 생각 아마 아마도 아무래도 여기 역시
    우리 음 이 이건 이것 이번 일단 저 전부 전체 정답 정확하게 정확히 제 제가 제생각 지금 총 최종
    출력 출력값 합 합계 합쳐서 해답 현재 확실히
"""

NOTHING = frozenset(
    ("none", "nothing", "null", "없음", "없어요", "없습니다", "아무것도 없어요", "아무것도 없음")
)
"""Ways to say that there is none of what was asked for."""
WORDS = frozenset(_ENGLISH.split()) - _MISLEADING | frozenset(_KOREAN.split()) - {"네", "런타임"}

_PARTICLES = (
    "에서는", "에게는", "으로는", "이라고", "에서", "에는", "으로", "까지", "부터", "이란", "라고",
    "은", "는", "이", "가", "을", "를", "의", "에", "엔", "도", "로", "란", "만", "와", "과",
)  # fmt: skip

_TOKEN = re.compile(
    r"[A-Za-z_][\w.]*(?:'[a-z]+)?|'[a-z]+|[가-힣]+|->|→|==|:=|=>|[:=,;≈]|~=?", re.IGNORECASE
)
_JOINTS = frozenset((":", "=", "==", ":=", "->", "→", "=>", ",", ";"))

_ENDING = re.compile(
    r"(?:"
    r"(?:이라고|라고|으로|로)?\s*(?:생각(?:해요|합니다|함|한다|됩니다)|봅니다|봐요|보여요|보입니다"
    r"|추측(?:해요|합니다)|예상(?:해요|합니다))"
    r"|(?:인|일)\s*(?:것|거|듯|걸)\s*(?:같(?:아요|습니다|다|네요|음|은데요?)|이에요|예요|에요|입니다"
    r"|이다|요|해요|합니다|하다|싶어요)?"
    r"|\s*(?:이|가)?\s*(?:됩니다|돼요|되요|된다|됨|되겠네요|나와요|나옵니다|나온다|나옴|맞아요|맞습니다"
    r"|맞음|들어\s*있어요|있어요|있습니다|있다|있음|발생해요|발생합니다|발생한다|발생함|발생|남아요|남습니다"
    r"|뜹니다|떠요|떠|납니다|나요|난다|남)"
    r"|\s*(?:입니다|입니당|습니다|이에요|이예요|예요|에요|이요|이죠|이지요|지요|죠|이네요|네요|이다|다|임"
    r"|이야|야|인가요|일까요|일까|인가|이겠죠|겠죠|겠네요|요|이고요|이라서|정도|쯤)"
    r")\s*\Z"
)
_REASON = re.compile(
    r"[\s,.;:(\-]+(?:because|since|'?cause|cuz|due to|as a result|왜냐하면|왜냐면|이유는)\b.*\Z"
    r"|\s+#.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|cannot|without|except|unless|instead)\b|n't\b|n’t\b|!=|≠"
    r"|아니|아닌|아님|아녜|않|말고|제외|빼고",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"\b(?:or|either|versus|vs)\b|\s/\s|\|\||\s\|\s|또는|혹은|아니면|이거나|거나|든지",
    re.IGNORECASE,
)
_MOST_CUTS = 7
_LONGEST_SENTENCE = 600
"""Characters of a text that may be a sentence around an answer; a longer one is all answer."""


def candidates(text: str, subject: str, nouns: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield `text`, then what is left of it without the words that only introduce or close it.

    `nouns` are words that introduce an answer of this kind ("shape"). Less is taken off first.
    """
    if len(text) > _LONGEST_SENTENCE:
        yield text
        return
    names = names_of(subject)
    known = WORDS | nouns | names.words
    seen: set[str] = set()
    for whole in _without_reason(text):
        starts = _few(_starts(whole, known, names))
        for ended in _ended(whole):
            ends = _few(_ends(ended, known))
            pairs = ((start, end) for start in starts for end in ends if start < end)
            for start, end in sorted(pairs, key=lambda pair: (pair[0] - pair[1], pair[0])):
                left = ended[start:end].strip().strip(",;:").strip()
                if left and left not in seen:
                    seen.add(left)
                    yield left


def negates(text: str) -> bool:
    """Tell whether something is denied in `text`."""
    return _NEGATION.search(text) is not None


def offers_two(text: str) -> bool:
    """Tell whether `text` names alternatives: "4 or 5"."""
    return _ALTERNATIVE.search(text) is not None


def without_particle(word: str) -> Iterator[str]:
    """Yield the Korean `word` and what it may be without its particle."""
    yield word
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) > len(particle):
            yield word[: -len(particle)]


def without_ending(text: str) -> Iterator[str]:
    """Yield `text` and what it may be without a closing such as 입니다."""
    yield from _ended(text)


def _without_reason(text: str) -> Iterator[str]:
    yield text
    shorter = _REASON.sub("", text).strip()
    if shorter and shorter != text:
        yield shorter


def _ended(text: str) -> Iterator[str]:
    yield text
    if not re.search("[가-힣]", text[-24:]):
        return
    for _ in range(3):
        match = _ENDING.search(text)
        if match is None or not match.start():
            return
        text = text[: match.start()].rstrip()
        yield text


def _few(cuts: list[int]) -> list[int]:
    """Return at most so many cuts: the first ones and the last ones."""
    return cuts if len(cuts) <= _MOST_CUTS else cuts[:3] + cuts[-(_MOST_CUTS - 3) :]


def _starts(text: str, known: frozenset[str], names: Names) -> list[int]:
    """Return where the answer may begin: after each word of a known introduction."""
    starts, at = [0], 0
    while at < len(text):
        end = names.match_end(text, at)
        if end is None:
            token = _TOKEN.match(text, at)
            if token is None or not _is_known(token.group(), known):
                return starts
            end = token.end()
        at = end + len(text[end:]) - len(text[end:].lstrip())
        starts.append(at)
    return starts


def _ends(text: str, known: frozenset[str]) -> list[int]:
    """Return where the answer may stop: before each word of a known closing."""
    ends, stop = [len(text)], len(text)
    tokens = [token for token in _TOKEN.finditer(text) if _apart(text, token.start())]
    for token in reversed(tokens):
        gap = text[token.end() : stop].strip(" \t\n.,)(")
        if gap or not _is_known(token.group(), known) or token.group() in ("=", "=="):
            return ends
        stop = token.start()
        ends.append(stop)
    return ends


def _apart(text: str, at: int) -> bool:
    """Tell whether a word begins at `at`, rather than going on from a number or a bracket."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_.([<{")


def _is_known(token: str, known: frozenset[str]) -> bool:
    word = token.lower()
    if word in known or word in _JOINTS:
        return True
    if "'" in word[1:]:
        stem, _, rest = word.partition("'")
        return stem in known and "'" + rest in known
    if "가" <= word[0] <= "힣":
        return any(form in known for form in without_particle(word))
    return word.rstrip(".") in known


@cache
def nouns(text: str) -> frozenset[str]:
    """Return the words of `text` as a set."""
    return frozenset(text.split())
