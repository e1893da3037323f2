"""Every call of the system made to fail in turn, with strace; and limits of the system."""

import re
import resource
import tempfile
from pathlib import Path

from lab import Row

#: What is made to fail, and how.
FAULTS = [
    ("write", ["ENOSPC", "EIO", "EDQUOT"]),
    ("pwrite64", ["ENOSPC", "EIO", "EDQUOT"]),
    ("read", ["EIO"]),
    ("pread64", ["EIO"]),
    ("openat", ["EMFILE", "EACCES", "EROFS", "ENOSPC"]),
    ("close", ["EIO"]),
    ("fsync", ["EIO"]),
    ("fdatasync", ["EIO"]),
    ("syncfs", ["EIO", "ENOSPC"]),
    ("rename", ["EIO", "EXDEV", "ENOSPC", "EACCES"]),
    ("unlink", ["EIO", "EACCES", "EROFS"]),
    ("mkdir", ["EACCES", "EROFS", "ENOSPC"]),
    ("ftruncate", ["EIO"]),
    ("fchmod", ["EPERM"]),
    ("flock", ["ENOLCK"]),
    ("fcntl", ["ENOLCK"]),
    ("lseek", ["EIO"]),
    ("getdents64", ["EIO"]),
    ("statx", ["EIO", "EACCES"]),
    ("newfstatat", ["EIO"]),
    ("fstat", ["EIO"]),
    ("clone3", ["EAGAIN"]),
]


def inject(call, what, log):
    """The command that runs another one and disturbs it; strace counts the calls of each thread by itself."""
    return ["strace", "-f", "-q", "-y", "-o", log, "-e", f"trace={call}", "-e", f"inject={call}:{what}"]


def count(lab, call):
    """How often the busiest thread of a run makes the call."""
    lab.reset()
    with tempfile.NamedTemporaryFile() as log:
        lab.run(before=["strace", "-f", "-q", "-o", log.name, "-e", f"trace={call}"])
        threads = re.findall(rf"^(\d+) +{call}\(", Path(log.name).read_text(errors="replace"), re.M)
    return max((threads.count(thread) for thread in set(threads)), default=0)


def was_injected(log):
    """The disturbed calls."""
    return [line for line in Path(log).read_text(errors="replace").splitlines() if "(INJECTED)" in line]


def names(lab, line, err):
    """Whether a message names the file that a disturbed call was about."""
    paths = [path for path in re.findall(r'[<"]([^<>"]+)[>"]', line) if path.startswith((str(lab.root), "./", "config"))]
    if not paths:
        # The system's own files: libraries, pipes.
        return True
    return any(part in err for path in paths for part in (Path(path).name, Path(path).parent.name) if part)


def judge(row, lab, result, lines, what):
    """A disturbed run either did everything, or says that it did not and which file is the cause."""
    row.points += 1
    torn, complete = lab.torn(reported=result.code != 0), lab.is_complete()
    silent = result.code == 0 and not complete or result.code != 0 and not result.err
    unnamed = result.code not in (0, 127) and not any(names(lab, line, result.err) for line in lines)
    wrong = lab.repair(late="could not be read" in result.err)
    row.torn += bool(torn)
    row.silent += silent
    row.unnamed += bool(lines) and unnamed
    row.unrepaired += bool(wrong)
    if torn or silent or wrong or lines and unnamed:
        print(f"  {what}: exit {result.code} {result.err!r} torn {torn} {wrong}\n    {lines[:1]}", flush=True)


def sample(points, most):
    """All numbers up to `points`, or `most` of them, evenly."""
    if points <= most:
        return range(1, points + 1)
    if most == 1:
        return [1 + points // 2]
    return sorted({1 + round(index * (points - 1) / (most - 1)) for index in range(most)})


def sweep(lab, most, ways):
    """Each fault at the first, second, … of the calls; at most at so many of them, and in so many ways."""
    row, codes = Row("a call fails"), {}
    for call, errors in FAULTS:
        points = count(lab, call)
        for error in errors[:ways]:
            for number in sample(points, most):
                lab.reset()
                with tempfile.NamedTemporaryFile() as log:
                    result = lab.run(before=inject(call, f"error={error}:when={number}", log.name))
                    lines = was_injected(log.name)
                codes[result.code] = codes.get(result.code, 0) + 1
                judge(row, lab, result, lines, f"{call} {error} {number}")
    row.remark = "exit " + ", ".join(f"{code}: {number}" for code, number in sorted(codes.items()))
    return row


def vanish(lab, most):
    """Each article in turn is gone when it is opened, though it was listed: no failure; the next run has it again."""
    row = Row("a listed file is gone when it is opened")
    files = sorted(file for file in lab.articles.rglob("*") if file.is_file())
    for number in sample(len(files), most):
        file = files[number - 1]
        lab.reset()
        before = ["strace", "-f", "-q", "-o", "/dev/null", "-P", str(file), "-e", "trace=openat", "-e", "inject=openat:error=ENOENT"]
        result = lab.run(before=before)
        row.points += 1
        torn, wrong = lab.torn(reported=True), lab.repair(late=True)
        row.torn += bool(torn) or result.code != 0
        row.unrepaired += bool(wrong)
        if torn or wrong or result.code:
            print(f"  {file.name}: exit {result.code} {result.err!r} torn {torn} {wrong}", flush=True)
    return row


def limits(lab, steps):
    """Few open files, small files, little memory: from far too little to enough."""
    row = Row("few files, small files, little memory")
    spans = [(resource.RLIMIT_NOFILE, 3, 40), (resource.RLIMIT_FSIZE, 0, 300_000), (resource.RLIMIT_AS, 20 << 20, 900 << 20)]
    for limit, least, most in spans:
        for step in range(steps):
            value = least + (most - least) * step // (steps - 1)
            lab.reset()
            result = lab.run(preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
            # One that was killed by the system has said nothing.
            result.err = result.err or "killed" * (result.code < 0)
            judge(row, lab, result, [], f"limit {limit} of {value}")
    return row
