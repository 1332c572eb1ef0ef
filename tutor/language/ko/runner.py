"""영역 `runner`의 문장."""

WORDS: dict[str, str] = {
    "not_started": "PyTorch를 시작할 수 없습니다: {why}",
    "gone": "프로그램을 실행하는 프로세스가 끝났습니다. 새로 시작하고 있습니다.",
    "closed": "실행기가 켜져 있지 않습니다.",
}
