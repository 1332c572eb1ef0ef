"""Sentences of the area `store`."""

WORDS: dict[str, str] = {
    "read_only": "{path}에 쓸 수 없어요. 학습은 할 수 있지만 기록은 남지 않아요.",
    "newer": "더 새로운 tutor가 남긴 기록이에요. 볼 수는 있지만 더 저장하지는 않아요. tutor를 업데이트하세요.",
    "cannot_write": "저장하지 못했어요. 기록 폴더에 쓸 수 없어요.",
    "not_a_store": "{path} 파일은 tutor의 기록이 아니에요. 다른 곳으로 옮긴 뒤 다시 시작하세요.",
    "damaged": "{path} 파일이 손상되었어요.",
    "rebuilt": "기록 파일이 없거나 손상되어 사본으로 다시 만들었어요(기록 {count}개). 이전 파일: {path}",
    "perhaps_missing": "마지막에 쓴 답 일부가 빠졌을 수 있어요(약 {count}개).",
    "remote": "{path} 폴더는 네트워크 드라이브에 있어요. tutor 두 개를 함께 열면 서로 방해할 수 있어요. TUTOR_HOME으로 다른 폴더를 고를 수 있어요.",
    "no_backup": "{path} 백업이 없어요.",
    "restored": "{path}에서 되돌렸어요(기록 {count}개). 이전 파일은 {aside} 이름으로 남아 있어요.",
    "backed_up": "백업했어요: {path} (기록 {count}개)",
    "no_backups": "아직 백업이 없어요.",
    "backup_line": "{at}  기록 {count}개  {name}",
    "replaced": "저장하지 못했어요. tutor가 열려 있는 동안 {path} 파일이 옮겨졌거나 바뀌었어요. tutor를 다시 시작하세요.",
    "busy": "다른 tutor 창이 저장하고 있어요. 답은 여기 남아 있으니 다시 시도할 수 있어요.",
    "full": "저장하지 못했어요. 디스크가 가득 찼어요. 공간을 만든 뒤 다시 시도하세요. 답은 여기 남아 있어요.",
    "failed": "저장하지 못했어요. {path} 파일을 읽거나 쓸 수 없어요({reason}).",
    "closed": "기록이 닫혀 있어요.",
}
