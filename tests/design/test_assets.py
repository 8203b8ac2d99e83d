"""What is built for the browser, and from what."""

import gzip
import json
import shutil

import pytest

from tools import ROOT, Trouble, assets


@pytest.fixture(scope="module")
def built():
    assets.build()
    return ROOT / "build" / "static"


@pytest.fixture
def copy(tmp_path):
    """A project of its own, in a folder with a space in its name."""
    root = tmp_path / "a folder"
    root.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "static", root / "static")
    (root / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "assets.py", root / "tools")
    assets.install_packages(ROOT)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return root


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_only_named_files_are_published(built):
    assert files(built) == [
        "css/admin.css",
        "css/portal.css",
        "fonts/source-sans-3.woff2",
        "img/mark.svg",
        "js/autosave.js",
        "js/character-count.mjs",
        "js/portal.js",
        "js/upload.js",
    ]


@pytest.mark.parametrize("sign", ["gds transport", "crest", "crown"])
def test_no_published_file_has_a_sign_that_only_gov_uk_may_show(built, sign):
    assert [name for name in files(built) if sign in (built / name).read_bytes().decode("latin-1").lower()] == []


def test_the_style_sheet_asks_for_nothing_that_the_policy_forbids(built):
    css = (built / "css" / "portal.css").read_text()

    assert "data:" not in css
    assert "@import" not in css
    assert set(css.split("url(")[1:]) == {
        each for each in css.split("url(")[1:] if each.startswith('"../fonts/source-')
    }


def test_a_first_visit_weighs_no_more_than_100_kilobytes(built):
    weight = sum(
        len(content) if name.endswith(".woff2") else len(gzip.compress(content))
        for name, content in ((name, (built / name).read_bytes()) for name in files(built))
    )

    assert weight <= 90 * 1024  # and 10 for the page itself


def test_chinese_text_takes_its_quotation_marks_from_the_chinese_font(built):
    css = (built / "css" / "portal.css").read_text()
    (ranges,) = [rule for rule in css.split("@font-face") if '"Portal Latin in Chinese"' in rule.split("}")[0]]
    left_out = [0x201C, 0x201D, 0x2018, 0x2019, 0x2014, 0x2026, 0xB7]

    spans = ranges.split("unicode-range:")[1].split("}")[0].replace("U+", "").split(",")
    limits = [[int(end, 16) for end in span.split("-")] for span in spans]

    assert [point for point in left_out if any(span[0] <= point <= span[-1] for span in limits)] == []


def test_the_lock_names_no_registry_and_keeps_every_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {name: each for name, each in packages.items() if name}

    assert [name for name, each in locked.items() if "resolved" in each] == []
    assert [name for name, each in locked.items() if not each["integrity"].startswith("sha512-")] == []


def test_a_second_build_has_nothing_to_do(copy, capfd):
    assets.build(copy)
    capfd.readouterr()

    assets.build(copy)

    assert capfd.readouterr().out == "Assets: up to date\n"


def test_a_changed_source_is_built_again(copy):
    assets.build(copy)
    (copy / "static" / "js" / "portal.js").write_text("// changed\n")

    assets.build(copy)

    assert (copy / "build" / "static" / "js" / "portal.js").read_text() == "// changed\n"


def test_a_lost_file_is_built_again(copy):
    assets.build(copy)
    (copy / "build" / "static" / "css" / "portal.css").unlink()

    assets.build(copy)

    assert files(copy / "build" / "static") == sorted([*assets.COPIED, *assets.STYLES])


def test_a_style_sheet_with_a_fault_stops_the_build_and_the_next_one_tries_again(copy, capfd):
    source = copy / "static" / "scss" / "portal.scss"
    good = source.read_text()
    source.write_text(good + "\n.broken {")

    with pytest.raises(Trouble, match=r"Sass could not compile static/scss/portal\.scss"):
        assets.build(copy)
    source.write_text(good)
    assets.build(copy)

    assert (copy / "build" / "static" / "css" / "portal.css").is_file()
