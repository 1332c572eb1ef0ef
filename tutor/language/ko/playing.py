"""Sentences of the area `playing`."""

WORDS: dict[str, str] = {
    "no_file": "{path} 파일이 없어요.",
    "no_name": "{name}은(는) 파일로 쓸 수 없어요: {reason}.",
    "unread": "{path}을(를) 읽을 수 없어요: {reason}.",
    "unwritten": "{path}에 쓸 수 없어요: {reason}.",
    "no_text": "{path}은(는) UTF-8 텍스트가 아니에요.",
    "no_program": "{path}은(는) {most}자 이하의 프로그램이 아니에요.",
    "show_note": "tutor에서는 show(x)가 x를 그려요. 다른 곳에서는 출력해요:",
    "no_view": "{kind} 보기는 없어요. 쓸 수 있는 보기: {known}.",
    "no_expression": "{kind} 보기에는 볼 식이 필요해요. 예: {example}",
    "no_option": "{kind} 보기에는 {name} 옵션이 없어요.",
    "no_python": "{text}은(는) 파이썬 표현식이 아니에요: {words}.",
    "first_note": "입력하면 바로 실행돼요. show(x)는 x를 그리고,\n# 줄 끝의 #>는 그 줄의 값을 보여 줘요.",
}
