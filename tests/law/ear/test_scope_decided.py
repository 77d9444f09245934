"""Parts 734 and 736 decided end to end, in the style of the decision scenarios: outcomes from the law's text."""

import pytest

from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.lists.embedded import embedded

HUAWEI = "Huawei Technologies Co., Ltd."
SUGON = "Sugon"
SMIC = "Semiconductor Manufacturing International Corporation"
HIKVISION = "Hikvision"
TEAPOT = "Ordinary Teapot Works"
SAMOVAR = {"name": "Quiet Samovar Radio", "country": "RU", "how": "incorporated_into"}
NOT_SUBJECT, FREE, LICENSE, OPEN, AUTHORIZED = (
    "not_subject_to_ear",
    "no_license_required",
    "license_required",
    "undetermined",
    "authorized",
)


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True, next_change=False))


def party(name=TEAPOT, country="CN", role="ultimate_consignee", **more):
    return {"role": role, "name": name, "country": country, **more}


def held(*shares):
    return {"us_content": [{"eccn": eccn, "percent": percent} for eccn, percent in shares]}


def made(of="", plant="", *, designed=False, started=None):
    product = {"of": of.split(), "plant": plant.split(), "designed_by_footnote_1": designed}
    return {"direct_product": {**product, **({"production_started": started} if started else {})}}


def foreign(eccn="EAR99", kind="commodity", origin="TW", **more):
    """A foreign-made item abroad, without US-origin content and no direct product unless told."""
    return {"eccn": eccn, "kind": kind, "origin": origin, "us_content": [], **made(), **more}


def domestic(eccn="EAR99", kind="commodity", **more):
    return {"eccn": eccn, "kind": kind, "origin": "US", **more}


def said(licet, date, item, *parties, origin="TW", destination="CN", activity="reexport", end_use="other", **more):
    given = {
        "date": date,
        "activity": activity,
        "exporter_country": origin,
        "destination": destination,
        "item": item and {"description": "thing", **{name: v for name, v in item.items() if v is not None}},
        "parties": list(parties) or [party(country=destination)],
        "end_use": end_use,
        **more,
    }
    answer = licet.decide({name: value for name, value in given.items() if value is not None})
    assert answer["errors"] == []
    return answer


TO_HUAWEI = (party(HUAWEI),)
TO_SMIC = (party(SMIC),)

CONTENT = [
    # Part 744 identifies no controlled content (Supp. No. 2 to Part 734): EAR99 content for Huawei counts for nothing
    ("2019-06-10", foreign(**held(("EAR99", 60))), TO_HUAWEI, {}, NOT_SUBJECT, "734.4"),
    # "25% or less" (734.4(d)): the level itself is within
    ("2019-06-10", foreign(**held(("5A001.b.5", 25))), TO_HUAWEI, {}, NOT_SUBJECT, "734.4(d)"),
    ("2019-06-10", foreign(**held(("5A001.b.5", 25.01))), TO_HUAWEI, {}, LICENSE, "744.11(a)"),
    # subject to the EAR, but EAR99 to a party on no list
    ("2019-06-10", foreign(**held(("5A001.b.5", 25.01))), (), {}, FREE, "734.4(d)"),
    # 10 percent for E:1
    ("2021-06-01", foreign(**held(("5A991", 10))), (), {"destination": "IR"}, NOT_SUBJECT, "734.4(c)"),
    ("2021-06-01", foreign(**held(("5A991", 10.01))), (), {"destination": "IR"}, OPEN, "746.7(e)"),
    ("2021-06-01", foreign(**held(("EAR99", 10.01))), (), {"destination": "SY"}, LICENSE, "746.9"),
    # content not stated: it might exceed the level
    ("2019-06-10", foreign(us_content=None), TO_HUAWEI, {}, OPEN, "734.4"),
    ("2019-06-10", foreign(us_content=None), (), {}, FREE, "734.3"),  # EAR99 to nobody in particular
    # 734.4(b): encryption content without an ENC authorization has no level
    ("2019-06-10", foreign(**held(("5A002.a", 1))), TO_HUAWEI, {}, LICENSE, "734.4(b)"),
    ("2019-06-10", foreign(**held(("5A002.a", 1)), enc_classified=True), TO_HUAWEI, {}, NOT_SUBJECT, "734.4(d)"),
    # 734.4(a)(6): .a to .x for D:5, .y for China; for Russia since 2024-01-23
    ("2019-06-10", foreign(**held(("9A610.x", 1))), TO_HUAWEI, {}, LICENSE, "734.4(a)(6)(i)"),
    ("2019-06-10", foreign(**held(("9A610.y.1", 1))), TO_HUAWEI, {}, LICENSE, "734.4(a)(6)(ii)"),
    ("2019-06-10", foreign(**held(("9A610.x", 1))), (party(HUAWEI),), {"destination": "TW", "origin": "DE"},
     NOT_SUBJECT, "734.4(d)"),
    ("2024-01-22", foreign(**held(("9A610.y.1", 1))), (), {"destination": "RU", "origin": "CN"}, NOT_SUBJECT, "734.4"),
    ("2024-01-23", foreign(**held(("9A610.y.1", 1))), (), {"destination": "RU", "origin": "CN"}, OPEN, "734.4"),
    # like with like: a machine holds no technology
    ("2019-06-10", foreign(**held(("5E001", 90))), TO_HUAWEI, {}, NOT_SUBJECT, "734.4"),
    # an end user in Iran while the Emirates are the destination stated
    ("2021-06-01", foreign(**held(("5A991", 15))), (party(country="AE"), party(country="IR", role="end_user")),
     {"destination": "AE"}, OPEN, "734.4(c)"),
    ("2021-06-01", foreign(**held(("5A991", 10))), (party(country="AE"), party(country="IR", role="end_user")),
     {"destination": "AE"}, NOT_SUBJECT, "734.4"),
    # Crimea: all content counts, and only an address shows the place
    ("2019-06-10", foreign(**held(("EAR99", 26))), (party(country="UA", address="ul. Kirova 1, Simferopol"),),
     {"destination": "UA"}, OPEN, "734.4(d)"),
    ("2019-06-10", foreign(**held(("EAR99", 25))), (party(country="UA", address="ul. Kirova 1, Simferopol"),),
     {"destination": "UA"}, NOT_SUBJECT, "734.4(d)"),
]  # fmt: skip

CHIP = {"of": "3D991", "plant": "3E991"}
FOOTNOTE_1 = [
    # 85 FR 29849: items that Huawei designed, destined to it
    ("2020-05-14", foreign("3A991", **made(**CHIP, designed=True)), TO_HUAWEI, {}, NOT_SUBJECT, "736.2(b)(3)"),
    ("2020-05-15", foreign("3A991", **made(**CHIP, designed=True)), TO_HUAWEI, {}, LICENSE, "736.2(b)(3)"),
    ("2020-08-16", foreign("3A991", **made(**CHIP)), TO_HUAWEI, {}, NOT_SUBJECT, "736.2(b)(3)"),
    ("2020-08-01", foreign("3A991", **made(**CHIP, designed=True)),
     (party(country="VN"), party(HUAWEI, role="purchaser")), {"destination": "VN"}, OPEN, "736.2(b)(3)"),
    # 85 FR 51596: any item, and what goes into its products
    ("2020-08-17", foreign("3A991", **made(**CHIP)), TO_HUAWEI, {}, LICENSE, "736.2(b)(3)"),
    ("2020-08-17", foreign("3A991", **made(**CHIP)),
     (party(country="VN"), party(HUAWEI, role="purchaser")), {"destination": "VN"}, LICENSE, "736.2(b)(3)"),
    ("2021-06-01", foreign("3A991", **made(**CHIP)), (party(country="VN"),),
     {"destination": "VN", "known_recipients": [{"name": HUAWEI, "country": "CN", "how": "incorporated_into"}]},
     LICENSE, "736.2(b)(3)"),
    # being on the Entity List without a footnote brings none about
    ("2021-06-01", foreign("3A991", **made(**CHIP)), (party(HIKVISION),), {}, NOT_SUBJECT, "736.2(b)(3)"),
    # what the item is the direct product of is not stated, or in part
    ("2021-06-01", foreign("3A991", direct_product=None), TO_HUAWEI, {}, OPEN, "736.2(b)(3)"),
    ("2021-06-01", foreign("3A991", direct_product={"of": ["9D001"]}), TO_HUAWEI, {}, OPEN, "736.2(b)(3)"),
    ("2021-06-01", foreign("3A991", direct_product={"of": ["3E001"]}), TO_HUAWEI, {}, LICENSE, "736.2(b)(3)"),
    ("2021-06-01", foreign("3A991", direct_product=None), (), {}, NOT_SUBJECT, "736.2(b)(3)"),
    # the savings clause for what was in production
    ("2020-09-14", foreign("3A991", **made(**CHIP, designed=True, started="2020-05-14")), TO_HUAWEI, {}, FREE,
     "85 FR 29849"),
    ("2020-09-15", foreign("3A991", **made(**CHIP, designed=True, started="2020-05-14")), TO_HUAWEI, {}, LICENSE,
     "736.2(b)(3)"),
    ("2020-08-01", foreign("3A991", **made(**CHIP, designed=True, started="2020-05-15")), TO_HUAWEI, {}, OPEN,
     "85 FR 29849"),
    ("2020-08-01", foreign("3A991", **made(**CHIP, designed=True, started="2020-05-16")), TO_HUAWEI, {}, LICENSE,
     "736.2(b)(3)"),
    # 744.11(a)(2)(i): until 2024-10-31 its words reached a party only
    ("2023-06-01", foreign("3A991", **made(**CHIP)), (party(country="VN"),),
     {"destination": "VN", "known_recipients": [{"name": HUAWEI, "country": "CN", "how": "ordered_by"}]},
     OPEN, "744.11(a)(2)(i)"),
    ("2024-11-01", foreign("3A991", **made(**CHIP)), (party(country="VN"),),
     {"destination": "VN", "known_recipients": [{"name": HUAWEI, "country": "CN", "how": "ordered_by"}]},
     LICENSE, "89 FR 87282"),
    ("2024-11-15", foreign("3A991", **made(**CHIP)), (party(country="VN"),),
     {"destination": "VN", "known_recipients": [{"name": HUAWEI, "country": "CN", "how": "ordered_by"}],
      "en_route_since": "2024-10-28", "order_date": "2024-09-01"}, OPEN, "89 FR 87282"),
    # a lender that takes no possession is no party
    ("2023-06-01", foreign("3A991", **made(**CHIP)), (party(country="VN"), party(HUAWEI, role="lender")),
     {"destination": "VN"}, NOT_SUBJECT, "734.9"),
    ("2023-06-01", foreign("3A991", **made(**CHIP)), (party(country="VN"), party(HUAWEI, role="bank")),
     {"destination": "VN"}, OPEN, "734.9(e)(1)"),
]  # fmt: skip

OTHER_PRODUCTS = [
    # footnote 4, with 5D002 and 5E002
    ("2022-10-20", foreign("3A991", **made("5D002")), (party(SUGON),), {}, NOT_SUBJECT, "734.9"),
    ("2022-10-21", foreign("3A991", **made("5D002")), (party(SUGON),), {}, LICENSE, "734.9(e)(2)"),
    ("2022-10-21", foreign("3A991", **made("5D002")), TO_HUAWEI, {}, NOT_SUBJECT, "734.9"),
    # footnote 5: 3B993 from outside A:5 whoever exports it; other equipment by headquarters
    ("2024-12-01", foreign("3B991.a", **made("3D991")), TO_SMIC, {}, NOT_SUBJECT, "734.9"),
    ("2024-12-02", foreign("3B993.b", **made("3D993")), TO_SMIC, {}, LICENSE, "744.11(a)(2)(v)"),
    ("2024-12-02", foreign("3B991.a", origin="JP", **made("3E993")), TO_SMIC, {"origin": "JP"}, OPEN,
     "744.11(a)(2)(v)"),
    # Russia, then Belarus; partner countries are spared by 746.8(a)(12)(iii)
    ("2022-02-24", foreign("5A991", **made("5D991")), (), {"destination": "RU", "origin": "CN"}, LICENSE, "746.8"),
    ("2022-03-01", foreign("5A991", **made("5D991")), (), {"destination": "BY", "origin": "CN"}, NOT_SUBJECT, "734.9"),
    ("2022-03-02", foreign("5A991", **made("5D991")), (), {"destination": "BY", "origin": "CN"}, LICENSE, "746.8"),
    ("2023-06-01", foreign("5A991", **made("5D991")), (party(country="TR"),),
     {"destination": "TR", "known_recipients": [SAMOVAR]}, OPEN, "734.9(f)(2)"),
    ("2023-06-01", foreign("5A991", **made()), (party(country="TR"),),
     {"destination": "TR", "known_recipients": [SAMOVAR]}, NOT_SUBJECT, "734.9"),
    ("2023-06-01", foreign("5A991", **made("5D991")), (party(country="TR"), party(country="RU", role="end_user")),
     {"destination": "TR"}, OPEN, "734.9(f)(2)"),
    ("2023-06-01", foreign("5A991", **made("5D991")), (party(country="UA", address="Sevastopol, Crimea"),),
     {"destination": "UA"}, OPEN, "734.9(f)(2)"),
    # Iran
    ("2023-02-23", foreign("3A991", **made("3D991")), (), {"destination": "IR"}, NOT_SUBJECT, "734.9"),
    ("2023-02-24", foreign("3A991", **made("3D991")), (), {"destination": "IR", "origin": "CN"}, LICENSE, "746.7"),
    ("2024-08-01", foreign("3A991", **made("3D991")), (party(country="AE"), party(country="IR", role="purchaser")),
     {"destination": "AE"}, OPEN, "734.9(j)(3)"),
    # advanced computing: China, then Macau, then D:1, D:4 and D:5
    ("2022-10-20", foreign("3A991", **made(plant="3E991")), (), {}, NOT_SUBJECT, "734.9"),
    ("2022-12-01", foreign("3A090", **made(plant="3E991")), (), {}, LICENSE, "734.9(h)"),
    ("2022-12-01", foreign("3A090", **made(plant="3E991")), (), {"destination": "MO"}, NOT_SUBJECT, "734.9"),
    ("2023-02-01", foreign("3A090", **made(plant="3E991")), (), {"destination": "MO"}, LICENSE, "734.9(h)"),
    ("2022-12-01", foreign("5A992.c", **made(plant="3E991")), (), {}, OPEN, "734.9(h)"),
    ("2023-06-01", foreign("3A090", **made(plant="3E991")), (), {"destination": "VN"}, NOT_SUBJECT, "734.9"),
    ("2024-06-01", foreign("3A090.a", **made(plant="3E991")), (), {"destination": "VN"}, LICENSE, "734.9(h)"),
    ("2024-06-01", foreign("3A090.a", **made(plant="3E991")), (), {"destination": "SG"}, NOT_SUBJECT, "734.9"),
    ("2024-06-01", foreign("3A090.a", **made(plant="3E991")), (party(country="SG"), party(role="purchaser")),
     {"destination": "SG"}, OPEN, "734.9(h)(2)"),
    # technology of Chinese designers for a foundry elsewhere
    ("2023-06-01", foreign("3E001", "technology", "CN", **made("3D991")), (),
     {"destination": "TW", "origin": "CN"}, OPEN, "734.9(h)(2)(ii)"),
    # 600 series and 9x515 by country group
    ("2023-06-01", foreign("9A619.a", **made("9E619")), (), {}, LICENSE, "734.9(d)"),
    ("2023-06-01", foreign("9A619.a", **made(plant="9D619")), (), {}, NOT_SUBJECT, "734.9"),
]  # fmt: skip

NOT_SUBJECT_AT_ALL = [
    ("2022-01-05", domestic("EAR99", "technology", published=True), TO_HUAWEI, {}, NOT_SUBJECT, "734.7"),
    ("2022-01-05", domestic("EAR99", published=True), TO_HUAWEI, {}, LICENSE, "744.11(a)"),  # a commodity
    ("2021-03-28", domestic("5D002.c.1", "software", published=True), TO_HUAWEI, {}, LICENSE, "742.15(b)"),
    ("2021-03-28", domestic("5D002.c.1", "software", published=True, notified_742_15=True), TO_HUAWEI, {},
     NOT_SUBJECT, "742.15(b)"),
    ("2021-03-29", domestic("5D002.c.1", "software", published=True), TO_HUAWEI, {}, OPEN, "742.15(b)"),
    ("2022-01-05", domestic("0E501", "technology", published=True), (), {}, OPEN, "734.7(c)"),
    ("2025-01-15", foreign("5D002.c.1", "software", published=True), (), {"destination": "JP"}, NOT_SUBJECT, "734.9"),
    ("2025-01-15", foreign("3E001", "technology"), (), {"destination": "JP", "end_use": None}, NOT_SUBJECT, "734.9"),
    # standards: under the Entity List until 2024-07-17, then 734.10(b)
    ("2024-07-17", domestic("EAR99", "technology"), TO_HUAWEI, {"end_use": "standards_development"}, FREE,
     "744.11(a)(1)"),
    ("2024-07-17", domestic("EAR99", "technology"), TO_HUAWEI,
     {"end_use": "standards_development", "standard_published": False}, LICENSE, "744.11(a)"),
    ("2024-07-18", domestic("EAR99", "technology"), TO_HUAWEI,
     {"end_use": "standards_development", "standard_published": True}, NOT_SUBJECT, "734.10(b)"),
    ("2024-07-18", domestic("EAR99", "technology"), TO_HUAWEI, {"end_use": "standards_development"}, OPEN,
     "734.10(b)"),
    ("2024-07-18", domestic("EAR99", "technology"), TO_HUAWEI,
     {"end_use": "standards_development", "standard_published": False}, LICENSE, "734.10(b)"),
    ("2024-07-18", domestic("5D002", "software"), TO_HUAWEI,
     {"end_use": "standards_development", "standard_published": True}, OPEN, "734.10(b)"),
    ("2024-07-18", domestic("EAR99"), TO_HUAWEI,
     {"end_use": "standards_development", "standard_published": True}, LICENSE, "744.11(a)"),
]  # fmt: skip

JOINT = {"name": HUAWEI, "percent": 60, "country": "CN"}
PARTNER = {"name": "Plain Kettle Holding", "percent": 40, "country": "DE"}
LOCAL = {"name": "Plain Kettle Holding", "percent": 40, "country": "CN"}
ACTIVITIES = [
    ("2019-06-15", domestic(), (party(HUAWEI, role="seller"),),
     {"activity": "import", "origin": "CN", "destination": "US"}, FREE, "734.13"),
    ("2019-06-15", None, (party(HUAWEI, role="seller"),), {"activity": "payment"}, FREE, "734.13"),
    ("2023-06-01", domestic("5E991", "technology"), (party(HUAWEI),),
     {"activity": "domestic_sale", "origin": "US", "destination": "US"}, OPEN, "734.13(a)(2)"),
    ("2023-06-01", domestic("5E991", "technology"), (party(country="", role="recipient", nationality="CN"),),
     {"activity": "deemed_export", "origin": "US", "destination": "US"}, FREE, "734.13(b)"),
    ("2023-06-01", domestic("5E991", "technology"), (party(country="", role="recipient", nationality="IR"),),
     {"activity": "deemed_export", "origin": "US", "destination": "US"}, LICENSE, "746.7"),
    ("2023-06-01", domestic("5E991", "technology"), (party(country="", role="recipient"),),
     {"activity": "deemed_export", "origin": "US", "destination": "US"}, OPEN, "734.13(b)"),
    ("2023-06-01", domestic("5E991", "technology"), (party(HUAWEI, "US", role="recipient", nationality="CN"),),
     {"activity": "deemed_export", "origin": "US", "destination": "US"}, LICENSE, "744.11(a)"),
    # Puerto Rico and the territories are the United States: 772.1
    ("2023-06-01", foreign(located_in="PR"), TO_HUAWEI, {"activity": "export", "origin": "PR"}, LICENSE, "744.11(a)"),
    ("2023-06-01", foreign(origin="GU"), TO_HUAWEI, {}, LICENSE, "744.11(a)"),
    ("2023-06-01", foreign(origin="GU"), TO_HUAWEI, {"origin": "CN", "destination": "CN",
     "activity": "transfer_in_country"}, LICENSE, "744.11(a)"),
    ("2023-06-01", domestic("3A001.a.7"), (party(HUAWEI, "PR"),),
     {"activity": "export", "origin": "US", "destination": "PR"}, FREE, "734.18(a)(4)"),
    ("2023-06-01", domestic("3A001.a.7"), (party(country="GU"),),
     {"activity": "domestic_sale", "origin": "PR", "destination": "GU"}, FREE, "734.13"),
    # General Prohibition Seven
    ("2023-06-01", None, (), {"activity": "service", "origin": "US"}, NOT_SUBJECT, "734.3"),
    ("2023-06-01", None, (), {"activity": "service", "origin": "US", "end_use": None}, OPEN, "736.2(b)(7)"),
    ("2023-06-01", None, (), {"activity": "service", "origin": "DE", "end_use": None}, NOT_SUBJECT, "734.3"),
    ("2023-06-01", None, (), {"activity": "service", "origin": "US", "end_use": "missile"}, OPEN, "736.2(b)(7)"),
    ("2023-06-01", None, (), {"activity": "service", "origin": "US", "end_use": "advanced_node_ic"}, OPEN,
     "744.6(c)(2)"),
    ("2023-06-01", foreign(), (), {"end_use": "chemical_biological"}, NOT_SUBJECT, "734.9"),
    ("2023-06-01", foreign(), (), {"end_use": None}, NOT_SUBJECT, "734.9"),
    # General Prohibition Eight
    ("2023-06-01", domestic("5A991"), (party(country="AE"), party("Plain Caravan", "KZ", "intermediate_consignee")),
     {"activity": "export", "origin": "US", "destination": "AE"}, OPEN, "736.2(b)(8)"),
    ("2023-06-01", foreign("5A991"), (party(country="AE"), party("Plain Caravan", "KZ", "intermediate_consignee")),
     {"destination": "AE"}, NOT_SUBJECT, "734.9"),
    ("2019-06-01", domestic(), (party(country="KZ"), party("Plain Caravan", "RU", "intermediate_consignee")),
     {"activity": "export", "origin": "US", "destination": "KZ"}, FREE, "736.2(b)(8)"),
    # General Order No. 7
    ("2025-10-15", domestic(), (party(country="DE", owners=[JOINT]),), {"origin": "US", "destination": "DE",
     "activity": "export"}, AUTHORIZED, "Part 736 Supp. No. 1"),
    ("2025-10-15", domestic(), (party(owners=[JOINT, PARTNER]),), {"origin": "US", "activity": "export"}, OPEN,
     "Part 736 Supp. No. 1"),
    ("2025-10-15", domestic(), (party(owners=[JOINT, LOCAL]),), {"origin": "US", "activity": "export"}, LICENSE,
     "744.11(a)(1)"),
    ("2025-11-10", domestic(), (party(owners=[JOINT, PARTNER]),), {"origin": "US", "activity": "export"}, FREE,
     "744.11"),
    ("2025-10-15", foreign("3A991", **made(**CHIP)), (party(country="DE", owners=[JOINT]),), {"destination": "DE"},
     AUTHORIZED, "734.9(e)(1)"),
    ("2025-10-15", foreign("3A991", **made(**CHIP)),
     (party(country="DE", owners=[JOINT]), party(HUAWEI, role="purchaser")), {"destination": "DE"}, LICENSE,
     "744.11(a)(2)(i)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "item", "parties", "more", "outcome", "cited"),
    [*CONTENT, *FOOTNOTE_1, *OTHER_PRODUCTS, *NOT_SUBJECT_AT_ALL, *ACTIVITIES],
)
def test_outcome(licet, date, item, parties, more, outcome, cited):
    answer = said(licet, date, item, *parties, **more)
    assert answer["outcome"] == outcome
    words = [*answer["citations"], *(q["citation"] for q in (*answer["questions"], *answer["not_encoded"]))]
    words += [finding["citation"] for finding in answer["considered"]]
    assert any(cited in word for word in words), words


@pytest.mark.parametrize(
    ("date", "supports_5g", "policy"),
    [
        ("2023-06-01", True, "presumption_of_denial"),
        ("2023-06-01", False, "case_by_case"),
        ("2023-06-01", None, "presumption_of_denial"),  # the more restrictive where the fact is not known
        ("2021-06-01", False, "presumption_of_denial"),  # not read for that time
    ],
)
def test_review_below_the_5g_level(licet, date, supports_5g, policy):
    answer = said(licet, date, foreign("3A991", **made(**CHIP), supports_5g=supports_5g), *TO_HUAWEI)
    assert (answer["outcome"], answer["review_policy"]) == (LICENSE, policy)
