"""What editors may call a word of a list instead: how their words begin, and the word that is meant."""

STATUSES = {
    "sign": "signatory",
    "ratif": "party",
    "acce": "party",  # acceded, accession, accepted
    "approv": "party",
    "parti": "party",
    "state": "party",
    "member": "party",
    "non": "neither",  # none, non-party
    "not ": "neither",
    "left": "withdrawn",
}
BODIES = {
    "ngo": "civil society",
    "non-gov": "civil society",
    "non gov": "civil society",
    "nongov": "civil society",
    "un ": "UN body",
    "united nations": "UN body",
    "ministr": "government",
    "state": "government",
    "think": "research institute",
    "universit": "research institute",
}
ADDRESSEES = {
    **dict.fromkeys(("ngo", "non-gov", "non gov", "nongov"), "civil society"),
    "government": "states",
    "countr": "states",
    "parliament": "parliamentarians",
    "secretariat": "ATT Secretariat",
    "csp": "conferences of states parties",
}
SOURCES = {"report": "document", "article": "press", "news": "press", "web": "web page", "site": "web page", "data": "dataset"}
