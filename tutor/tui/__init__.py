"""The app: screens that compose and forward, widgets that draw and report, nothing else.

Only this package imports Textual. Attributes go down, messages go up; what a lesson means is
known by `tutor.session`, how a thing looks by `tutor.views`.
"""
