"""How the service desk shows its codes to people, in the language of the one who asks."""

from __future__ import annotations

from decimal import Decimal

from odx_desktop.domain.language import LocalizedText

_TASK = {
    "1": LocalizedText("Open", "Ouvert"),
    "2": LocalizedText("Work in progress", "En cours"),
    "3": LocalizedText("Closed complete", "Fermé, terminé"),
    "4": LocalizedText("Closed incomplete", "Fermé, inachevé"),
    "7": LocalizedText("Closed skipped", "Fermé, ignoré"),
}
_INCIDENT = {
    "1": LocalizedText("New", "Nouveau"),
    "2": LocalizedText("In progress", "En cours"),
    "3": LocalizedText("On hold", "En attente"),
    "6": LocalizedText("Resolved", "Résolu"),
    "7": LocalizedText("Closed", "Fermé"),
    "8": LocalizedText("Canceled", "Annulé"),
}
_APPROVAL = {
    "requested": LocalizedText("Requested", "Demandé"),
    "approved": LocalizedText("Approved", "Approuvé"),
    "rejected": LocalizedText("Rejected", "Rejeté"),
    "not_required": LocalizedText("No longer required", "N’est plus requis"),
}
_PRIORITY = {
    "1": LocalizedText("1 - Critical", "1 - Critique"),
    "2": LocalizedText("2 - High", "2 - Élevée"),
    "3": LocalizedText("3 - Moderate", "3 - Moyenne"),
    "4": LocalizedText("4 - Low", "4 - Faible"),
    "5": LocalizedText("5 - Planning", "5 - Planification"),
}
_CLASS = {
    "incident": LocalizedText("Incident", "Incident"),
    "sc_task": LocalizedText("Catalog Task", "Tâche de catalogue"),
    "sc_request": LocalizedText("Request", "Demande"),
    "sc_req_item": LocalizedText("Requested Item", "Article demandé"),
    "sysapproval_approver": LocalizedText("Approval", "Approbation"),
}
CLOSING = {"incident": frozenset({"6", "7", "8"}), "sc_task": frozenset({"3", "4", "7"})}


def displayed(table: str, field: str, value: str, language: str) -> str:
    """The text for a code, a price with its sign as the platform shows it; else the value itself."""
    if field == "price" and value:
        figure = f"{Decimal(value):.2f}"
        return figure.replace(".", ",") + "\u00a0$" if language == "fr" else f"${figure}"
    choices = {"priority": _PRIORITY, "sys_class_name": _CLASS}.get(field)
    if field == "state":
        choices = {"incident": _INCIDENT, "sysapproval_approver": _APPROVAL}.get(table, _TASK)
    found = (choices or {}).get(value)
    if found is None:
        return value
    return found.fr if language == "fr" else found.en


def is_state(table: str, value: str) -> bool:
    return value in {"incident": _INCIDENT, "sysapproval_approver": _APPROVAL}.get(table, _TASK)
