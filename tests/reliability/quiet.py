"""A run with nothing new, on the sample archive of the project: it opens no article and writes nothing."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from lab import NOW, Folder, Row

#: What changes a file or a folder.
CHANGING = "write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,mkdir,ftruncate,fallocate,fchmod,utimensat,fsync"


def nothing_new(folder, program, project):
    root = Path(folder) / "sample"
    root.mkdir()
    shutil.copy(project / "config.toml", root)
    shutil.copytree(project / "articles", root / "articles")
    command = [str(program), "--config", str(root / "config.toml"), "--now", NOW]
    subprocess.run(command, check=True, capture_output=True)
    before = Folder.of(root / "feeds"), Folder.of(root / ".kliping")
    with tempfile.NamedTemporaryFile() as log:
        traced = ["strace", "-f", "-y", "-o", log.name, "-e", f"trace={CHANGING},openat,open,statx,newfstatat,lstat,stat"]
        run = subprocess.run(traced + command, capture_output=True, text=True)
        calls = Path(log.name).read_text(errors="replace").splitlines()
    opened = [call for call in calls if re.search(r"open(at)?\(", call) and "/articles/" in call and "O_DIRECTORY" not in call]
    changing = [call for call in calls if re.match(rf"\d+ +({CHANGING.replace(',', '|')})\(", call) and "= -1" not in call]
    files = sum(1 for file in (root / "articles").rglob("*") if file.is_file())
    row = Row("a run with nothing new", points=files)
    row.torn = len(opened) + len(changing) + ((Folder.of(root / "feeds"), Folder.of(root / ".kliping")) != before)
    if row.torn or run.returncode or run.stderr or run.stdout:
        print(f"  exit {run.returncode} {run.stderr!r} {opened} {changing}", flush=True)
    looks = sum(1 for call in calls if re.search(r"(statx|stat)\(", call) and "/articles/" in call)
    row.remark = f"{len(opened)} articles opened, {len(changing)} writes, {looks} looks at {files} files"
    return row
