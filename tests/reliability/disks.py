"""Disks that are full, read-only, or lose their power. Each needs to mount; where that is not allowed it is said."""

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from lab import Lab, Row


def system(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True)


@contextmanager
def mounted(place, *options):
    Path(place).mkdir(exist_ok=True)
    system("mount", *options, str(place))
    try:
        yield Path(place)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def may_mount(folder):
    try:
        with mounted(f"{folder}/probe", "-t", "tmpfs", "tmpfs"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


ROOM = "size=64m,nr_inodes=10000"


def full(folder, program, steps):
    """The room left on the disk grows from none to enough; so does the number of files it can take."""
    row = Row("full disk, no inodes, read-only disk")
    with mounted(f"{folder}/small", "-t", "tmpfs", "-o", ROOM, "tmpfs") as place:
        lab = Lab(place, program)
        for step in range(steps):
            judge(row, lab, lambda used, _: f"size={used + 800 * step // steps}k", f"{800 * step // steps} kB left")
            judge(row, lab, lambda _, used: f"nr_inodes={used + 40 * step // steps}", f"{40 * step // steps} inodes left")
        judge(row, lab, lambda *_: "ro", "read-only")
    return row


def judge(row, lab, limit, what):
    row.points += 1
    lab.reset()
    disk = os.statvfs(lab.root)
    used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // 1024, disk.f_files - disk.f_ffree
    system("mount", "-o", f"remount,{limit(*used)}", str(lab.root))
    result = lab.run()
    torn, complete = lab.torn(), lab.is_complete()
    system("mount", "-o", f"remount,rw,{ROOM}", str(lab.root))
    left = [name for name in os.listdir(lab.feeds) if name.startswith(".kliping-")]
    silent = (result.code == 0) != complete or result.code not in (0, 1)
    unnamed = result.code != 0 and str(lab.root) not in result.err
    wrong = lab.repair()
    if torn or silent or unnamed or wrong or left:
        print(f"  {what}: exit {result.code} {result.err!r} torn {torn} left {left} {wrong}", flush=True)
    row.torn += bool(torn)
    row.silent += silent
    row.unnamed += unnamed
    row.unrepaired += bool(wrong or left)


#: Such a disk shows what is not synced: it does not write a file's content before its new name.
EXT4 = "loop,noauto_da_alloc,commit=1"


def power_cut(folder, program, images, seed):
    """The disk is copied while a run is frozen at a random moment, and the copy mounted as after a power cut."""
    row, chance = Row("power cut"), random.Random(seed)
    good, disk, cut = (f"{folder}/{name}.img" for name in ("good", "disk", "cut"))
    system("truncate", "-s", "24M", good)
    system("mkfs.ext4", "-q", good)
    with mounted(f"{folder}/disk", "-o", EXT4, good) as place:
        lab = Lab(place, program)
        lab.reset()
    at_work = 0
    while row.points < images:
        shutil.copyfile(good, disk)
        with mounted(lab.root, "-o", EXT4, disk):
            at_work += freeze_and_copy(lab, disk, cut, chance)
        with mounted(lab.root, "-o", EXT4, cut):
            judge_cut(row, lab)
    row.remark = f"{at_work} cuts met a run at work"
    return row


def freeze_and_copy(lab, disk, cut, chance):
    run = subprocess.Popen(lab.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, lab.seconds * 1.5))
    ran = run.poll() is None
    run.send_signal(signal.SIGSTOP)
    if chance.random() < 0.5:
        # Something else on the disk is synced, which commits the journal: names, but not contents.
        with open(lab.root / "other", "w") as other:
            other.write("x")
            os.fsync(other.fileno())
    shutil.copyfile(disk, cut)
    run.kill()
    run.wait()
    return ran


def judge_cut(row, lab):
    row.points += 1
    torn, wrong = lab.torn(), lab.repair()
    if torn or wrong:
        print(f"  {row.test} {row.points}: torn {torn} {wrong}", flush=True)
    row.torn += bool(torn)
    row.unrepaired += bool(wrong)
