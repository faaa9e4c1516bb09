"""The lines to copy of docs/editors.md, each in a file of its own; those of which the form can be checked here are.

usage: lines.py PAGE FOLDER
"""

import json
import pathlib
import re
import sys

page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
blocks = re.findall(r"^```(lua|elisp|toml|json)\n(.*?)^```$", page.read_text(), re.M | re.S)
for number, (language, text) in enumerate(blocks):
    (folder / f"{number}.{language}").write_text(text)
    assert "orglint" in text, text
    if language == "json":
        json.loads(text)
    elif language == "toml" and sys.version_info >= (3, 11):
        import tomllib

        tomllib.loads(text)
assert {language for language, _ in blocks} == {"lua", "elisp", "toml", "json"}
