"""Type checkers see what the fields, arguments and answers are, and object to what is wrong and nothing else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mxus

USER_CODE = Path(__file__).with_name("user_code.py")
WRONG = {
    number
    for number, line in enumerate(USER_CODE.read_text(encoding="utf-8").splitlines(), start=1)
    if line.endswith("  # error")
}
PLUGIN = "[mypy]\nstrict = True\nplugins = pydantic.mypy\n"
CHECKERS = {
    "pyright": ("pyright", "--pythonpath", sys.executable),
    "basedpyright": ("basedpyright", "--pythonpath", sys.executable),
    "mypy": ("mypy", "--strict", "--config-file="),
    "mypy with pydantic's plugin": ("mypy", "--config-file=plugin.ini"),
}


@pytest.mark.parametrize("checker", CHECKERS)
def test_checker_objects_to_each_wrong_line_and_to_no_other(checker, tmp_path):
    program, *options = CHECKERS[checker]
    found = shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed (extra `types`)")
    shutil.copy(USER_CODE, tmp_path)
    (tmp_path / "plugin.ini").write_text(PLUGIN, encoding="utf-8")
    package = str(Path(mxus.__file__).parents[1])
    (tmp_path / "pyrightconfig.json").write_text(f'{{"extraPaths": ["{package}"]}}', encoding="utf-8")
    searched = {} if "site-packages" in package else {"MYPYPATH": package}  # which mypy finds by itself, and refuses
    done = subprocess.run(
        [found, *options, USER_CODE.name],
        cwd=tmp_path,
        env={**searched, "PATH": str(Path(sys.executable).parent), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    objected = {int(line) for line in re.findall(r"user_code\.py:(\d+)(?::\d+)?[: -]+error", done.stdout)}
    assert objected == WRONG, done.stdout + done.stderr


def test_there_is_enough_to_check():
    assert len(USER_CODE.read_text(encoding="utf-8").splitlines()) > 100
    assert len(WRONG) > 15
