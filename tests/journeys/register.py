"""The register that the journeys begin with: titles above it, and what real ones have wrong."""

from pathlib import Path

REGISTER = """\
Agreements of the family services team,,,,,
Printed for the directorate,,,,,

Contract no.,Service / title,Supplier,PA value (£),Commences,End date
R-1,Youth housing,Northgate Homes,"£140,000",2026-04-01,2029-03-31
R-2,Family support,Clear Voice CIC,140k,2026-04-01,2029-03-31
R-3,Young carers,Clear Voice C.I.C.,Nil,2026-04-01,2028-03-31
R-4,Advice line,Harbour Youth,"£20,000",2026-04-01,31/02/2029
"""


def write_register(folder: Path) -> Path:
    """Write the register into a folder: three agreements, and row 8 with a day there is not."""
    file = folder / "Register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    return file
