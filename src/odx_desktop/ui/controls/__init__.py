"""The design system: every control the places are built from, each with a name, a key and a ring."""

from odx_desktop.ui.controls.banner import Banner
from odx_desktop.ui.controls.button import Button
from odx_desktop.ui.controls.card import Card, Ground, Hairline
from odx_desktop.ui.controls.chip import Chip, KeyHint
from odx_desktop.ui.controls.empty_state import EmptyState
from odx_desktop.ui.controls.fact_grid import FactGrid
from odx_desktop.ui.controls.labels import ElidedLabel, PlainLabel, SectionLabel
from odx_desktop.ui.controls.live_region import LiveRegion
from odx_desktop.ui.controls.search_field import SearchField
from odx_desktop.ui.controls.segmented import Segmented
from odx_desktop.ui.controls.text_area import TextArea
from odx_desktop.ui.controls.two_panes import TwoPanes
from odx_desktop.ui.controls.wrap_row import OverflowRow, WrapLayout, WrapRow

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Chip",
    "ElidedLabel",
    "EmptyState",
    "FactGrid",
    "Ground",
    "Hairline",
    "KeyHint",
    "LiveRegion",
    "OverflowRow",
    "PlainLabel",
    "SearchField",
    "SectionLabel",
    "Segmented",
    "TextArea",
    "TwoPanes",
    "WrapLayout",
    "WrapRow",
]
