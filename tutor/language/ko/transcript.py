"""Sentences of the area `transcript`."""

WORDS: dict[str, str] = {
    "guess": "내 예상",
    "truth": "torch의 결과",
    "question": "질문",
    "open": "아직 답하지 않았어요",
    "hint": "힌트",
    "revealed": "공개한 정답",
}
