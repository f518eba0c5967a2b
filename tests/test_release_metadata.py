"""What is said of the release in several places is the same everywhere."""

import re
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest

import mxus

ROOT = Path(__file__).parents[1]
CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_is_the_same_everywhere():
    assert metadata.version("mxus") == mxus.__version__
    assert f"\nversion: {mxus.__version__}\n" in CITATION


def test_licence_is_the_same_everywhere():
    assert PROJECT["license"] == "MIT"
    assert "\nlicense: MIT\n" in CITATION
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_installed_package_says_its_licence_and_has_its_text():
    about = metadata.metadata("mxus")
    assert about["License-Expression"] == "MIT"
    assert about.get_all("License-File") == ["LICENSE", "src/mxus/vocabulary/country_names_cldr.LICENSE"]
    texts = [file for file in metadata.files("mxus") if file.parts[-2:] == ("licenses", "LICENSE")]
    assert [file.read_text() for file in texts] == [(ROOT / "LICENSE").read_text(encoding="utf-8")]


def _files(folder):
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.suffix != ".pyc":
            yield entry


def test_every_file_of_the_installed_package_is_known():
    """Also where a wheel is what is tested: nothing is forgotten, and nothing comes along by accident."""
    installed = Path(str(resources.files("mxus")))
    source = ROOT / "src" / "mxus"
    found = {file.relative_to(installed).as_posix() for file in _files(installed)}
    code = {file.relative_to(source).as_posix() for file in source.rglob("*.py")}
    assert found == code | {
        "__init__.pyi",
        "datasets/rojas-2025-first.json",
        "datasets/rojas-2025-second.json",
        "datasets/rojas-2025.json",
        "report/html/assets/page.css",
        "report/html/assets/page.js",
        "py.typed",
        "vocabulary/country_codes.csv",
        "vocabulary/country_names_cldr.csv",
        "vocabulary/country_names_cldr.LICENSE",
    }


def test_available_datasets():
    assert mxus.available() == ("rojas-2025", "rojas-2025-first", "rojas-2025-second")


def _named(requirement):
    return re.match(r"[A-Za-z0-9-]+", requirement)[0]


NEEDED = {"base": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
NEEDED = {
    package: [extra for extra, others in NEEDED.items() if package in map(_named, others)]
    for package in dict.fromkeys(_named(each) for others in NEEDED.values() for each in others)
    if package != "mxus"
}
LICENCES = {
    package: (licence, extras.replace("`", "").split(", "))
    for package, licence, extras in re.findall(
        r"^\| (\S+) \| (\S[^|]*) \| (\S[^|]*) \|$",
        (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    if package not in {"package", "---"}
}

# What packages without an SPDX expression say of themselves, by its beginning.
FAMILIES = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
    "GNU General Public License (GPL)": "GPL-",
    "MIT": "MIT",
    "Apache License 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "MPL-2.0": "MPL-2.0",
}


def test_the_table_of_licences_has_every_dependency():
    assert {package: extras for package, (_, extras) in LICENCES.items()} == NEEDED


@pytest.mark.parametrize("package", NEEDED)
def test_licence_is_what_the_installed_package_says(package):
    try:
        about = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed")
    known = LICENCES[package][0]
    said = [line for line in (about.get_all("Classifier") or ()) if line in FAMILIES]
    said = said or ([about.get("License")] if about.get("License") else [])
    if about.get("License-Expression"):
        assert set(re.split(" AND | OR ", about["License-Expression"])) <= set(re.split(" AND | OR ", known))
    else:
        assert all(known.startswith(FAMILIES[each]) for each in said)
        assert said or package in {
            "atheris",
            "axe-playwright-python",
            "mlcroissant",
        }  # which say it in their repositories only


def test_every_extra_that_a_message_names_exists():
    named = set()
    for path in (ROOT / "src").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'needed\([^)]*extra="([a-z]+)"', source))
    assert named | {"tables", "pandas", "pyarrow"} <= set(PROJECT["optional-dependencies"])
