"""The Jersey audit's Exhibits 2 and 3 as somebody would copy them (R.124/2024, public figures)."""

LINES = """Department	Commissioning activity identified	Value of activity identified
HCS	On-Island commissioning expenditure	£19.7m (of which ~£15.7m is commissioned from charities)
	Off-Island commissioning expenditure (mental health, social care and tertiary services)	£21m (of which ~£13m is contracted and the remainder is spot purchasing)
	On-Island top up funding to support long term care	£9.1m
CYPES	School fee supplement top up grants	£4.5m
	Grants (6)	£0.4m
	Contracts (28)	£2.5m
	Off-Island placements	£2.6m
Justice and Home Affairs	No commissioning or grants identified	Nil
Customer and Local Services	No commissioning activity identified	Nil
	Grants	£4.7m
Probation and After-Care	None other than a small contract (£16,000) for weekend cover	£0.02m
"""  # noqa: E501 - as one copies it
SHARES = """HCS	£49.8m	£330.6m	15.1%
CYPES	£10m	£223.4m	4.5%
JHA	Nil	£47.7m	-
CLS	£4.7m*	£107.7m	4.4%*
Probation and After-Care	£0.002m	£2.7m	0.07%
"""
FOOTNOTE = "* excluding payments to GPs, pharmacists and care providers from the two Funds"


def cells(text: str) -> list[list[str]]:
    """Split what a spreadsheet puts on the clipboard."""
    return [line.split("\t") for line in text.splitlines()]
