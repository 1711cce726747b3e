"""Refusals of the reference contract as values: RFC 9457 bodies with a stable code."""

from __future__ import annotations

from typing import Any

from odx_desktop.domain.language import LocalizedText

_TITLES = {
    "bad_request": LocalizedText("The request cannot be understood.", "La requête est incompréhensible."),
    "cursor_unknown": LocalizedText("This page mark is not known.", "Ce repère de page est inconnu."),
    "idempotency_key_missing": LocalizedText("Idempotency-Key is missing.", "Idempotency-Key est absent."),
    "sign_in_required": LocalizedText("Sign in to go on.", "Connectez-vous pour continuer."),
    "step_up_required": LocalizedText(
        "This decision needs a fresh sign-in.", "Cette décision exige une nouvelle connexion."
    ),
    "forbidden": LocalizedText("You may not do this.", "Vous ne pouvez pas faire cela."),
    "not_found": LocalizedText("There is no such task for you.", "Aucune tâche de ce genre pour vous."),
    "already_decided": LocalizedText("It has already been decided.", "La décision est déjà prise."),
    "claimed": LocalizedText("Somebody else has it now.", "Une autre personne s’en occupe maintenant."),
    "offer_not_available": LocalizedText(
        "This action is not possible now.", "Cette action n’est pas possible maintenant."
    ),
    "delta_expired": LocalizedText("Too old; list again.", "Trop ancien; redemandez la liste."),
    "stale": LocalizedText("It has changed since you looked.", "Elle a changé depuis votre lecture."),
    "comment_required": LocalizedText("A comment is required.", "Un commentaire est requis."),
    "param_required": LocalizedText("A value is missing.", "Une valeur manque."),
    "param_invalid": LocalizedText("A value is not valid.", "Une valeur n’est pas valide."),
    "line_unknown": LocalizedText("There is no such line.", "Cette ligne n’existe pas."),
    "line_required": LocalizedText("Each line needs a decision.", "Chaque ligne exige une décision."),
    "idempotency_key_reused": LocalizedText(
        "This key was used for another request.", "Cette clé a servi à une autre requête."
    ),
    "rule_refused": LocalizedText(
        "The cost centre does not have enough left.", "Le solde du centre de coûts est insuffisant."
    ),
    "precondition_required": LocalizedText("If-Match is missing.", "If-Match est absent."),
    "too_many_requests": LocalizedText("Too many requests.", "Trop de requêtes."),
    "unavailable": LocalizedText("Closed for maintenance.", "Fermé pour entretien."),
}
_STATUS = {
    "bad_request": 400,
    "cursor_unknown": 400,
    "idempotency_key_missing": 400,
    "sign_in_required": 401,
    "step_up_required": 401,
    "forbidden": 403,
    "not_found": 404,
    "already_decided": 409,
    "claimed": 409,
    "offer_not_available": 409,
    "delta_expired": 410,
    "stale": 412,
    "precondition_required": 428,
    "too_many_requests": 429,
    "unavailable": 503,
}


class ProblemRaised(Exception):
    """Nothing was changed. `facts` are members of the body beside type, title, status and code."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    @property
    def status(self) -> int:
        return _STATUS.get(self.code, 422)

    def body(self, language: str) -> dict[str, Any]:
        title = _TITLES[self.code]
        return {
            "type": f"urn:work-items:problem:{self.code}",
            "title": title.fr if language == "fr" else title.en,
            "status": self.status,
            "code": self.code,
            **self.facts,
        }
