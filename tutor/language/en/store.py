"""Sentences of the area `store`."""

WORDS: dict[str, str] = {
    "read_only": "{path} cannot be written: you can learn, but nothing will be kept.",
    "newer": "Your progress was written by a newer tutor: it is shown, but nothing will be added. Update the tutor.",
    "cannot_write": "Not saved: the folder of your progress cannot be written.",
    "not_a_store": "{path} is not a file of the tutor; move it away and start again.",
    "damaged": "{path} is damaged.",
    "rebuilt": "The file of your progress was missing or damaged. It has been made anew from its copies ({count} events). Old file: {path}",
    "perhaps_missing": "Some of your last answers may be missing (about {count}).",
    "remote": "{path} is on a network drive, where two tutors at once may disturb each other. TUTOR_HOME chooses another folder.",
    "no_backup": "There is no backup {path}.",
    "restored": "Restored from {path} ({count} events). What was there before is kept as {aside}.",
    "backed_up": "Backed up: {path} ({count} events)",
    "no_backups": "There are no backups yet.",
    "backup_line": "{at}  {count} events  {name}",
    "replaced": "Not saved: {path} was moved or replaced while the tutor was open. Start the tutor again.",
    "busy": "Another tutor window is busy saving; your answer is kept here and can be tried again.",
    "full": "Not saved: the disk is full. Make some room and try again; your answer is kept here.",
    "failed": "Not saved: {path} could not be read or written ({reason}).",
    "closed": "Progress is closed.",
}
