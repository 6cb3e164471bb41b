"""The shipped sample forms: each is read as its sender typed it, and an import sorts them as it should."""

import json
from pathlib import Path

import pytest

from jbgs import importers
from jbgs.cli import run
from jbgs.errors import Refused
from jbgs.forms import load
from jbgs.importers.form import understand
from jbgs.policy import load as load_policy
from tools.filling import expected
from tools.make_samples import COPY, SAMPLES, TORN, contents

FORMS, POLICY = load(), load_policy()
CONTENTS = {one["file"]: one for one in contents()}


def region(text):
    found = POLICY.find_region(text)
    return found.name if found else None


@pytest.mark.parametrize("name", CONTENTS)
def test_a_sample_is_read_as_it_was_typed(name):
    said = CONTENTS[name]
    form = FORMS[said["form"]]
    understood = understand(importers.read((SAMPLES / name).read_bytes()), FORMS, region=region)
    (found,) = understood.forms
    fields, extras = expected(form, said["values"], said.get("read", {}))
    assert found.form == said["form"]
    assert found.fields == fields
    assert {key: value for key, value in found.extras.items() if value is not None} == {
        key: value for key, value in extras.items() if value is not None
    }
    assert {one.field for one in found.problems if one.level == "error"} == set(said.get("problem", ()))


def test_the_torn_file_is_refused():
    with pytest.raises(Refused) as caught:
        importers.read((SAMPLES / TORN[1]).read_bytes())
    assert caught.value.code == "damaged"


def test_nothing_else_is_shipped_and_all_is_small():
    files = {path.relative_to(SAMPLES).as_posix(): path for path in SAMPLES.rglob("*.doc*")}
    assert files.keys() == {*CONTENTS, COPY[1], TORN[1]}
    assert sum(path.stat().st_size for path in files.values()) < 1_200_000
    assert {path.suffix for path in files.values()} == {".doc", ".docx"}


@pytest.fixture
def arrive(tmp_path, monkeypatch, capsys):
    """Imports a folder of the samples; the exit code and what each file became."""
    monkeypatch.setenv("JBGS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JBGS_TODAY", "2021-06-10")
    assert run(["init", "--bureau", "嘉兴市科学技术局", "--level", "city"]) == 0

    def arrive(folder):
        capsys.readouterr()
        code = run(["import", str(SAMPLES / folder), "--json"])
        done = json.loads(capsys.readouterr().out)
        return code, {Path(one["path"]).name: one for one in done["files"]}

    return arrive


def test_importing_the_samples_as_the_demo_does(arrive):
    code, demands = arrive("需求表")
    assert code == 3
    statuses = {name: one["status"] for name, one in demands.items()}
    assert statuses.pop(Path(TORN[1]).name) == "refused"
    copies = {statuses.pop(Path(name).name) for name in COPY}
    assert copies == {"imported", "unchanged"}
    assert statuses.pop("瑞衡化工需求表(1).docx") == "incomplete"
    assert set(statuses.values()) == {"imported"}
    code, intents = arrive("揭榜意向")
    assert code == 0
    codes = {
        form["fields"]["project_title"]: form["code"] for one in intents.values() for form in one["forms"]
    }
    assert len(codes) == 5
    assert all(codes.values()), "each finds its project by its title"
    code, corrected = arrive("更正")
    assert code == 0
    assert [one["status"] for one in corrected.values()] == ["revised"]
