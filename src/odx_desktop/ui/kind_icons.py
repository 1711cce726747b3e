"""Which icon stands for a back end's word for its items, found by what the word contains."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Stems in both languages, the most telling first; an unknown kind is a document.
_STEMS = (
    ("cart", ("purchase", "requisition", "order", "achat", "commande", "procure")),
    ("receipt", ("expense", "invoice", "travel", "claim", "depense", "frais", "facture", "voyage")),
    ("calendar-check", ("leave", "vacation", "absence", "conge", "holiday")),
    ("clock", ("time", "temps", "overtime", "presence")),
    ("lock", ("access", "acces", "permission", "security", "securite")),
    ("graduation", ("training", "course", "formation", "learning")),
    ("briefcase", ("position", "hiring", "staffing", "poste", "dotation", "job", "fill")),
    ("wrench", ("change", "repair", "maintenance", "changement", "reparation")),
    ("ticket", ("incident", "ticket", "request", "issue", "demande", "billet", "bug", "support", "problem")),
    ("check-circle", ("to-do", "todo", "task", "tache")),
    ("document", ("contract", "contrat", "memo", "note", "brief")),
)


@lru_cache(maxsize=256)
def kind_icon(kind: str) -> str:
    """The icon's name for `kind`, whatever its accents and case."""
    plain = unicodedata.normalize("NFKD", kind.casefold())
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for icon, stems in _STEMS:
        if any(stem in folded for stem in stems):
            return icon
    return "document"
