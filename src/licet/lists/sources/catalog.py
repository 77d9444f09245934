"""The lists Licet knows: code, official name, publisher, address, expected size.

An unknown list in a file is an error, never a default. `least` is the smallest count at which a list is
believed at all; the guard compares with the last good count besides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A list: its code, title, publisher, law, and the least number of entries a whole copy has."""

    code: str
    title: str
    agency: str
    law: str
    least: int = 1
    most: int = 200_000
    stale_after_days: int = 14
    overlay: bool = False  # shown beside the determination, never part of it
    name: str = ""  # what registers, determinations and the command line call it


_BIS, _OFAC, _STATE = "Bureau of Industry and Security", "Department of the Treasury, OFAC", "Department of State"

_NAMES = {
    "EL": "entity_list",
    "DPL": "denied_persons",
    "UVL": "unverified",
    "MEU": "military_end_user",
    "SDN": "sdn",
    "SSI": "ssi",
    "FSE": "fse",
    "CAP": "capta",
    "NS-MBS": "ns_mbs",
    "NS-CMIC": "ns_cmic",
    "NS-ISA": "ns_isa",
    "PLC": "plc",
    "DTC": "debarred",
    "ISN": "nonproliferation",
    "FCC": "fcc_covered",
    "1260H": "section_1260h",
    "UFLPA": "uflpa",
    "CN-ECL": "cn_export_control",
    "CN-UEL": "cn_unreliable_entity",
    "CN-ATT": "cn_attention",
    "FTM": "imported",
}

LISTS: dict[str, ListInfo] = {
    info.code: replace(info, name=_NAMES[info.code])
    for info in (
        ListInfo("EL", "Entity List", _BIS, "15 CFR Part 744 Supp. No. 4", 500, 20_000),
        ListInfo("DPL", "Denied Persons List", _BIS, "15 CFR 736.2(b)(4)", 200, 20_000),
        ListInfo("UVL", "Unverified List", _BIS, "15 CFR Part 744 Supp. No. 6", 20, 5_000, 60),
        ListInfo("MEU", "Military End-User List", _BIS, "15 CFR Part 744 Supp. No. 7", 20, 5_000, 60),
        ListInfo("SDN", "Specially Designated Nationals", _OFAC, "31 CFR Chapter V; 15 CFR 744.8", 3_000, 200_000),
        ListInfo("SSI", "Sectoral Sanctions Identifications List", _OFAC, "31 CFR Part 589", 50, 5_000),
        ListInfo("FSE", "Foreign Sanctions Evaders List", _OFAC, "EO 13608", 0, 1_000),
        ListInfo("CAP", "List of Foreign Financial Institutions (CAPTA)", _OFAC, "31 CFR Part 561", 1, 1_000),
        ListInfo("NS-MBS", "Non-SDN Menu-Based Sanctions List", _OFAC, "31 CFR Chapter V", 5, 2_000),
        ListInfo(
            "NS-CMIC",
            "Non-SDN Chinese Military-Industrial Complex Companies List",
            _OFAC,
            "EO 13959; EO 14032",
            20,
            2_000,
            overlay=True,
        ),
        ListInfo("NS-ISA", "Non-SDN Iranian Sanctions Act List", _OFAC, "Pub. L. 104-172", 0, 200),
        ListInfo("PLC", "Palestinian Legislative Council List", _OFAC, "31 CFR Part 594", 20, 500),
        ListInfo("DTC", "AECA Debarred (ITAR)", _STATE, "22 CFR 127.7", 50, 10_000, 60),
        ListInfo("ISN", "Nonproliferation Sanctions", _STATE, "several statutes", 20, 5_000, 60),
        ListInfo(
            "FCC", "FCC Covered List", "Federal Communications Commission", "47 CFR 1.50002", 5, 500, 60, overlay=True
        ),
        ListInfo(
            "1260H",
            "Chinese military companies (section 1260H)",
            "Department of Defense",
            "Pub. L. 116-283 s. 1260H",
            20,
            1_000,
            400,
            overlay=True,
        ),
        ListInfo(
            "UFLPA",
            "UFLPA Entity List",
            "Department of Homeland Security",
            "Pub. L. 117-78",
            10,
            5_000,
            60,
            overlay=True,
        ),
        ListInfo(
            "CN-ECL",
            "China: export control list",
            "MOFCOM",
            "PRC Export Control Law art. 18",
            1,
            2_000,
            60,
            overlay=True,
        ),
        ListInfo(
            "CN-UEL",
            "China: Unreliable Entity List",
            "MOFCOM",
            "MOFCOM Order No. 4 of 2020",
            1,
            2_000,
            60,
            overlay=True,
        ),
        ListInfo("FTM", "Imported parties", "another compiler", "none: shown, never deciding", overlay=True),
        ListInfo(
            "CN-ATT",
            "China: attention list",
            "MOFCOM",
            "PRC Regulations on Dual-Use Items art. 26",
            1,
            2_000,
            60,
            overlay=True,
        ),
    )
}

# The twelve lists that every whole copy of trade.gov's Consolidated Screening List holds; FSE is empty on some days.
CSL_LISTS = frozenset({"EL", "DPL", "UVL", "MEU", "SDN", "SSI", "CAP", "NS-MBS", "NS-CMIC", "PLC", "DTC", "ISN"})

# The prefix of the `source` column, before " - agency"; spellings of all years.
CSL_SOURCES: dict[str, str] = {
    "Entity List (EL)": "EL",
    "Denied Persons List (DPL)": "DPL",
    "Unverified List (UVL)": "UVL",
    "Military End User (MEU) List": "MEU",
    "Specially Designated Nationals (SDN)": "SDN",
    "Sectoral Sanctions Identifications List (SSI)": "SSI",
    "Foreign Sanctions Evaders (FSE)": "FSE",
    "Foreign Sanctions Evaders List (FSE)": "FSE",
    "Capta List (CAP)": "CAP",
    "CAPTA List (CAP)": "CAP",
    "Non-SDN Menu-Based Sanctions List (NS-MBS List)": "NS-MBS",
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC)": "NS-CMIC",
    "Non-SDN Iranian Sanctions Act List (NS-ISA)": "NS-ISA",
    "Part 561 List (561)": "CAP",
    "Palestinian Legislative Council List (PLC)": "PLC",
    "ITAR Debarred (DTC)": "DTC",
    "AECA Debarred List (DTC)": "DTC",
    "Nonproliferation Sanctions (ISN)": "ISN",
}

CSL_TYPES: dict[str, str] = {
    "": "",
    "entity": "entity",
    "individual": "individual",
    "vessel": "vessel",
    "aircraft": "aircraft",
}


def csl_list(source: str) -> str | None:
    """The list code of a `source` cell; `None` for a list nobody here knows."""
    return CSL_SOURCES.get(source.split(" - ", 1)[0].strip())


def code_of(text: str) -> str | None:
    """The code of a list given by code or by name, in any case; `None` for neither."""
    wanted = text.strip().casefold().replace(" ", "_")
    return next((code for code, info in LISTS.items() if wanted in (code.casefold(), info.name)), None)
