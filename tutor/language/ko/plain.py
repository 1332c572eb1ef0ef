"""Sentences of the area `plain`."""

WORDS: dict[str, str] = {
    "pick": "레슨 번호나 id를 입력하세요. 나가려면 q를 입력하세요:",
    "no_such_lesson": "그런 레슨은 없어요.",
    "commands": "Enter를 누르면 다음으로 가요. 쓸 수 있는 말: next, back, hint, reveal, "
    "again(새 숫자), dispute, run, reset, NAME=VALUE(설정 바꾸기), lessons, quit.",
    "change_controls": "설정을 바꾸려면 NAME=VALUE처럼 입력하세요. 설정: {names}",
    "not_taken": "{name}에는 {value} 값을 넣을 수 없어요.",
    "no_more_hints": "힌트가 더 없어요. `reveal`을 입력하면 정답이 보여요.",
    "answer": "정답은 {key}이에요.",
    "disputed": "다시 살펴볼 수 있도록 모두 저장했어요.",
    "read_as": "{reading}(으)로 읽었어요.",
    "prediction": "{title}: 예상은 {guess}, 실제는 {truth}이에요.",
    "summary": "레슨이 끝났어요. 질문별 결과예요:",
    "first_none": "답하지 않음",
    "first_at_once": "한 번에 맞힘",
    "first_in_the_end": "다시 시도해서 맞힘",
    "first_hints": "힌트를 보고 맞힘",
    "first_revealed": "정답을 봄",
    "view_of": "{of} · {kind}",
    "not_saved": "저장하지 못했어요: {reason}",
    "review_of": "복습 {count}문제 중 {number}번째",
    "comes_back": "{title}: {days}일 뒤에 다시 나와요.",
}
