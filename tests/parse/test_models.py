"""Model files are checked before they are loaded; what is wrong with them is said in plain words."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quotes.errors import ModelError
from quotes.parse import models
from quotes.parse.models import check_models, get_models
from quotes.settings import BUNDLED_MODELS

NAMES = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner", "pretrain", "forward_charlm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of models laid out as Stanza does, with a few bytes for weights."""
    english: dict[str, Any] = {}
    for name in NAMES:
        path = tmp_path / "en" / name / "small.pt"
        path.parent.mkdir(parents=True)
        path.write_bytes(f"weights of {name}".encode())
        english[name] = {"small": {"md5": hashlib.md5(path.read_bytes()).hexdigest()}}
    english["pos"]["small"]["dependencies"] = [{"model": "pretrain", "package": "small"}]
    english["ner"]["small"]["dependencies"] = [
        {"model": "pretrain", "package": "small"},
        {"model": "forward_charlm", "package": "small"},
    ]
    processors = dict.fromkeys(NAMES[:6], "small")
    english["packages"] = {
        "default": {**processors, "constituency": "large", "optional": {"sentiment": "large"}},
        "broken": {"tokenize": "small", "pos": "small"},
        "undescribed": {**processors, "ner": "other"},
    }
    write_resources(tmp_path, {"url": "", "en": english})
    return tmp_path


def write_resources(folder: Path, resources: dict[str, Any]) -> None:
    (folder / "resources.json").write_text(json.dumps(resources), encoding="utf-8")


def read_resources(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "resources.json").read_text(encoding="utf-8")))


def test_bundled_models_are_whole() -> None:
    found = check_models(BUNDLED_MODELS)
    assert found.package == "words"
    assert [name for name, _ in found.processors] == ["tokenize", "pos", "lemma", "depparse", "ner"]
    assert [file.path.parent.name for file in found.files][-1] == "pretrain"
    assert all(file.checksums for file in found.files)
    assert check_models(BUNDLED_MODELS, "default").digest != found.digest


def test_files_of_a_package_with_what_they_depend_on(folder: Path) -> None:
    found = check_models(folder)
    assert found.package == "default"
    assert [file.path.parent.name for file in found.files] == list(NAMES)
    assert dict(found.processors) == dict.fromkeys(NAMES[:6], "small")


def test_digest_changes_with_any_file(folder: Path) -> None:
    before = check_models(folder).digest
    resources = read_resources(folder)
    path = folder / "en" / "pretrain" / "small.pt"
    path.write_bytes(b"other weights")
    resources["en"]["pretrain"]["small"]["md5"] = hashlib.md5(b"other weights").hexdigest()
    write_resources(folder, resources)
    assert check_models(folder).digest != before


def test_second_checksum_counts_too(folder: Path) -> None:
    resources = read_resources(folder)
    entry = resources["en"]["lemma"]["small"]
    entry["alternate_md5"], entry["md5"] = entry["md5"], "0" * 32
    write_resources(folder, resources)
    assert check_models(folder)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "missing"),
        (b"", "empty"),
        (b"weigh", "damaged or changed"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS"),
    ],
)
def test_bad_file_is_named(folder: Path, name: str, content: bytes | None, reason: str) -> None:
    path = folder / "en" / name / "small.pt"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=reason) as caught:
        check_models(folder)
    assert caught.value.path == str(path)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("package", "reason"),
    [
        ("huge", "no package 'huge'"),
        ("broken", "no model for lemma, depparse, ner"),
        ("undescribed", "does not describe the model ner/other"),
    ],
)
def test_bad_package_is_named(folder: Path, package: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        check_models(folder, package)
    assert caught.value.path == str(folder / "resources.json")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no folder of Stanza models"),
        ("{", "damaged"),
        ("[]", "no English models"),
        ('{"de": {}}', "no English models"),
        ('{"en": {}}', "neither of the packages words and default"),
        ('{"en": {"packages": {"tiny": {}}}}', "neither of the packages words and default"),
    ],
)
def test_bad_list_of_models_is_told(folder: Path, content: str | None, reason: str) -> None:
    path = folder / "resources.json"
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=reason) as caught:
        check_models(folder)
    assert caught.value.remedy


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        check_models(tmp_path / "nowhere")


def test_models_for_another_stanza_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_resources(folder, {**read_resources(folder), "stanza_version": "1.15"})
    monkeypatch.setattr(models, "version", lambda _: "1.15.3")
    assert check_models(folder)
    monkeypatch.setattr(models, "version", lambda _: "1.16.0")
    with pytest.raises(
        ModelError, match=r"made for Stanza 1\.15, and Stanza 1\.16\.0 is installed"
    ) as caught:
        check_models(folder)
    assert "stanza==1.15" in caught.value.remedy


def test_download_is_checked(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new"
    asked = []

    def download(language: str, *, model_dir: str, **options: object) -> None:
        asked.append((language, options["processors"]))
        (target / "resources.json").write_bytes((folder / "resources.json").read_bytes())
        (folder / "en").rename(Path(model_dir) / "en")

    monkeypatch.setitem(sys.modules, "stanza", SimpleNamespace(download=download))
    assert get_models(target).folder == target
    assert asked == [("en", "tokenize,mwt,pos,lemma,depparse,ner")]


def test_download_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(*_: object, **__: object) -> None:
        raise ConnectionError("no route to host\nand more")

    monkeypatch.setitem(sys.modules, "stanza", SimpleNamespace(download=download))
    with pytest.raises(ModelError, match=r"could not be downloaded \(no route to host\)") as caught:
        get_models(tmp_path / "new")
    assert "network" in caught.value.remedy


def test_bundled_models_are_never_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", SimpleNamespace())
    with pytest.raises(ModelError, match="bundled"):
        get_models(BUNDLED_MODELS)


def test_checking_models_loads_no_torch() -> None:
    code = (
        "import sys; from quotes.parse import load_parser; from quotes.parse.models import check_models; "
        "from quotes.settings import BUNDLED_MODELS; check_models(BUNDLED_MODELS); "
        "sys.exit('torch' in sys.modules or 'stanza' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
