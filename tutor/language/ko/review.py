"""Sentences of the area `review`."""

WORDS: dict[str, str] = {
    "due": "복습할 문제가 {count}개 있어요.",
    "none": "아직 복습할 문제가 없어요. 강의에서 문제를 풀면 나중에 다시 나와요.",
    "next": "지금은 복습할 문제가 없어요. 다음 문제는 {days}일 뒤에 나와요.",
    "grade_again": "다시",
    "grade_hard": "어려움",
    "grade_good": "보통",
    "grade_easy": "쉬움",
}
