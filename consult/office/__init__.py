"""The office's own folder: its wording, letterhead, fonts, templates and style of papers."""
