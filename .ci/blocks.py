"""Writes the files that a page gives to copy: `blocks.py PAGE FOLDER`.

A block that starts with a language and a path becomes FOLDER/SECTION/PATH, where the section is the heading
above it in small letters.
"""

import pathlib
import re
import sys

page, folder = sys.argv[1], pathlib.Path(sys.argv[2])
text = pathlib.Path(page).read_text(encoding="utf-8")
found = 0
section = "top"
for match in re.finditer(r"^## ([^\n]+)$|^```\w+ (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
    heading, path, block = match.groups()
    if heading:
        section = heading.lower().replace(" ", "-")
        continue
    file = folder / section / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block, encoding="utf-8", newline="\n")
    found += 1
if not found:
    sys.exit(f"{page}: there is nothing to copy")
