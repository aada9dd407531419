"""The systems that a folder can be assembled for: which wheels run there, how conditions of requirements read there."""

from __future__ import annotations

from dataclasses import dataclass

PYTHON = "3.12"  # of a folder that brings its Python along
SYSTEM_PYTHONS = ("3.11", "3.12", "3.13")  # for which a folder has libraries that leaves Python to the system
# glibc 2.17 to 2.28: 统信 UOS 20 has 2.28, 麒麟 V10 has 2.31. What needs a newer one is not taken.
_GLIBC = (*(f"manylinux_2_{minor}" for minor in range(28, 16, -1)), "manylinux2014")


@dataclass(frozen=True, slots=True)
class Target:
    """A system. `conditions` are those of PEP 508 that differ from system to system."""

    name: str  # as it is asked for
    title: str  # in the name of the archive
    platforms: tuple[str, ...]  # of wheels
    conditions: dict[str, str]

    @property
    def is_windows(self) -> bool:
        return self.conditions["sys_platform"] == "win32"


def _linux(machine: str, title: str) -> Target:
    conditions = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Target(f"linux-{machine}", title, tuple(f"{one}_{machine}" for one in _GLIBC), conditions)


TARGETS = {
    one.name: one
    for one in (
        Target(
            "windows",
            "Windows",
            ("win_amd64",),
            {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        ),
        _linux("x86_64", "Linux_x86-64"),
        _linux("aarch64", "Linux_ARM64"),
    )
}


def conditions_of(target: Target, version: str) -> dict[str, str]:
    """The environment in which the markers of a requirement are read, for CPython `version` (3.12)."""
    python = {"python_version": version, "python_full_version": f"{version}.0"}
    kind = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    return {**target.conditions, **python, **kind}
