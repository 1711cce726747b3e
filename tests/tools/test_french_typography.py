"""Poor French typography is found, and good French is left alone."""

import pytest
from tools.french_typography import typography_faults


@pytest.mark.parametrize(
    "text",
    [
        "Erreur: non",
        "Erreur : non",
        "« Oui »",
        "«\u00a0Oui »",
        "« Oui\u00a0»",
        "l'action",
        'le mot "oui" ici',
        "Chargement...",
        "Vraiment ?",
        "12 %",
    ],
)
def test_poor_typography_is_found(text: str) -> None:
    assert list(typography_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "Erreur\u00a0: non",
        "«\u00a0Oui\u202f»",
        "l’action",
        "à 12:30, voir https://exemple.ca",
        "{titre}\u00a0: {valeur:d}",
        "Chargement…",
        "Vraiment?",
        "Vraiment\u202f?",
        "12\u00a0%",
    ],
)
def test_good_typography_is_left_alone(text: str) -> None:
    assert list(typography_faults(text)) == []
