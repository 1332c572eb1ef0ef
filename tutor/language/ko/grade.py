"""Sentences of the area `grade`."""

WORDS: dict[str, str] = {
    "right": "맞아요.",
    "wrong": "아직 아니에요.",
    "no_truth": "실행이 중간에 멈춰 결과를 몰라요. 설정이나 코드를 바꿔 다시 해 보세요.",
    "key_raised": "정답을 계산할 수 없어요. 정답 식에서 {exception} 예외가 났어요: {message}",
    "program_raised": "정답을 계산할 수 없어요. 프로그램에서 {exception} 예외가 났어요: {message}",
    "not_run": "정답을 계산할 수 없어요. {ending}.",
    "ending_finished": "실행이 끝났어요",
    "ending_raised": "프로그램에서 예외가 났어요",
    "ending_timed-out": "시간 제한에 걸려 실행을 멈췄어요",
    "ending_stopped": "실행을 멈췄어요",
    "ending_died": "실행하던 프로세스가 죽었어요",
    "ending_refused": "이 과정을 실행해도 된다는 허락이 없어서 실행하지 않았어요(앱에서 물어보고, 명령줄에서는 --trust가 허락이에요)",
    "expression_raised": "식은 읽었지만, 실행하니 {exception} 예외가 났어요: {message}",
    "expression_not_run": "입력한 식을 끝까지 실행하지 못했어요.",
    "code_not_run": "프로그램을 끝까지 시험하지 못했어요. {ending}.",
    "code_case": "{test}의 결과는 {expected}(이)어야 하는데, 지금은 {got}이(가) 나와요.",
    "code_raised": "{test}에서 {exception} 예외가 났어요: {message}{where}",
    "code_assert_failed": "아직 성립하지 않아요: {test} ({exception}: {message}){where}",
    "code_where": " (`{line}` 줄)",
    "code_stopped": "{test}까지 가기 전에 실행이 멈췄어요.",
}
