"""Which files may be kept with an agreement: papers and pictures, nothing that runs."""

import re
from pathlib import PurePosixPath, PureWindowsPath

# What some system runs, or opens by running what is in it, when it is double-clicked.
RUNS = frozenset({
    "ade", "adp", "apk", "app", "appimage", "application", "appref-ms", "asp", "bash", "bat", "bin",
    "cab", "chm", "class", "cmd", "com", "command", "cpl", "crt", "csh", "deb", "desktop",
    "diagcab", "dll", "dmg", "docm", "dot", "dotm", "elf", "exe", "fish", "fxp", "gadget", "grp",
    "hlp", "hpj", "hta", "htc", "htm", "html", "img", "inf", "ins", "iso", "isp", "its", "jar",
    "jnlp", "js", "jse", "ksh", "lib", "lnk", "mad", "maf", "mag", "mam", "maq", "mar", "mas",
    "mat", "mau", "mav", "maw", "mcf", "mda", "mdb", "mde", "mdt", "mdw", "mdz", "mht", "mhtml",
    "mjs", "msc", "msh", "msi", "msix", "msp", "mst", "msu", "o", "ocx", "ops", "osd", "out", "pcd",
    "php", "pif", "pkg", "pl", "potm", "ppam", "ppsm", "pptm", "prf", "prg", "ps1", "ps1xml", "ps2",
    "psc1", "psd1", "psm1", "pst", "py", "pyc", "pyo", "pyw", "pyz", "pyzw", "rb", "reg", "rpm",
    "run", "scf", "scpt", "scr", "sct", "settingcontent-ms", "sh", "shb", "shs", "shtml", "sldm",
    "so", "svg", "sys", "terminal", "theme", "tool", "url", "vb", "vbe", "vbp", "vbs", "vhd",
    "vhdx", "vsmacros", "vsw", "webloc", "website", "ws", "wsc", "wsf", "wsh", "xbap", "xht",
    "xhtml", "xlam", "xll", "xlm", "xlsb", "xlsm", "xltm", "xml", "xnk", "xsl", "zsh",
})  # fmt: skip
BEGINS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 100


def ending(name: str) -> str:
    """Return the ending of a file's name, without its dot and in small letters."""
    return PurePosixPath(name.strip().rstrip(". ")).suffix.lower().lstrip(".")


def runs(name: str, data: bytes) -> bool:
    """Whether a file is of a kind that some system would run, by its ending or how it begins."""
    return ending(name) in RUNS or data.startswith(BEGINS)


def safe_name(name: str) -> str:
    """Return a file's name without any folder, and without what a system reads otherwise."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    words = " ".join(NOT_IN_NAMES.sub(" ", last).split()).strip(" .")
    if not words or RESERVED.fullmatch(words):
        words = f"document {words}".strip()
    if len(words) > LONGEST:
        tail = f".{ending(words)}" if ending(words) else ""
        words = words[: LONGEST - len(tail)].rstrip(" .") + tail
    return words
