"""The look of ODX Desktop as numbers: the one place where a colour, a size or a weight is written down.

Colours are sRGB, `#RRGGBB` or `#AARRGGBB`; every text role keeps 4.5:1 and every mark 3:1 on its grounds
(tests/ui/theme/test_tokens.py). Sizes are logical pixels at 96 dpi with a 10 pt system font; they grow with
the text of the person. This is Python and not a data file because reading one costs 18 ms before the first
paint (docs/adr/tokens-in-python.md).
"""

from __future__ import annotations

from odx_desktop.ui.theme.tokens import Look, RowSize, Tokens, TypeRole

_LIGHT = {
    "window": "#F3F2EF",
    "surface": "#FFFFFF",
    "sunken": "#F8F7F5",
    "raised": "#FFFFFF",
    "field": "#FFFFFF",
    "border": "#E3E1DC",
    "border_strong": "#89867F",
    "text": "#1B1A19",
    "text_2": "#54514B",
    "text_3": "#66635C",
    "accent": "#2A4FC4",
    "accent_hover": "#2343A8",
    "accent_pressed": "#1C378C",
    "on_accent": "#FFFFFF",
    "accent_text": "#2A4FC4",
    "accent_tint": "#E9EEFC",
    "row_multi": "#F1F4FD",
    "hover": "#F5F4F1",
    "danger": "#B3261E",
    "on_danger": "#FFFFFF",
    "danger_tint": "#FCEEEC",
    "warning": "#7F4D00",
    "warning_tint": "#FBF1DF",
    "success": "#1A6B3A",
    "success_tint": "#E7F4EB",
    "focus": "#1D3FB0",
    "unread": "#2A4FC4",
    "tile": "#F0EEEA",
    "tile_icon": "#54514B",
    "scrim": "#611B1A19",
    "s1": "#2A4FC4",
    "s2": "#0F7480",
    "s3": "#A05A00",
    "s4": "#6B6862",
}

_DARK = {
    "window": "#151618",
    "surface": "#1C1D20",
    "sunken": "#191A1D",
    "raised": "#26282C",
    "field": "#202226",
    "border": "#313338",
    "border_strong": "#7D818B",
    "text": "#ECEDF0",
    "text_2": "#B4B8C1",
    "text_3": "#9DA1AB",
    "accent": "#8EA6FF",
    "accent_hover": "#A5B8FF",
    "accent_pressed": "#BAC9FF",
    "on_accent": "#10152B",
    "accent_text": "#A3B6FF",
    "accent_tint": "#272E4A",
    "row_multi": "#212639",
    "hover": "#222428",
    "danger": "#FF9A90",
    "on_danger": "#2B0E0B",
    "danger_tint": "#3A2220",
    "warning": "#F1B85C",
    "warning_tint": "#362A16",
    "success": "#77CF9B",
    "success_tint": "#1B3224",
    "focus": "#B9C8FF",
    "unread": "#8EA6FF",
    "tile": "#2A2C31",
    "tile_icon": "#B4B8C1",
    "scrim": "#8C000000",
    "s1": "#8EA6FF",
    "s2": "#5FC4CE",
    "s3": "#E9A94F",
    "s4": "#9DA1AB",
}

_CONTRAST = {
    "window": "#000000",
    "surface": "#000000",
    "sunken": "#000000",
    "raised": "#000000",
    "field": "#000000",
    "border": "#FFFFFF",
    "border_strong": "#FFFFFF",
    "text": "#FFFFFF",
    "text_2": "#FFFFFF",
    "text_3": "#E6E6E6",
    "accent": "#7FE3FF",
    "accent_hover": "#B5F0FF",
    "accent_pressed": "#FFFFFF",
    "on_accent": "#000000",
    "accent_text": "#7FE3FF",
    "accent_tint": "#06304F",
    "row_multi": "#04213A",
    "hover": "#1E1E1E",
    "danger": "#FFA8A0",
    "on_danger": "#000000",
    "danger_tint": "#000000",
    "warning": "#FFD24A",
    "warning_tint": "#000000",
    "success": "#8CF0B0",
    "success_tint": "#000000",
    "focus": "#FFE94A",
    "unread": "#7FE3FF",
    "tile": "#000000",
    "tile_icon": "#FFFFFF",
    "scrim": "#B2000000",
    "s1": "#7FE3FF",
    "s2": "#8CF0B0",
    "s3": "#FFD24A",
    "s4": "#E6E6E6",
}

_SPACE = {
    "xs": 4,
    "s": 8,
    "m": 12,
    "l": 16,
    "xl": 20,
    "xxl": 28,
    "pane_list": 20,
    "pane_detail": 28,
}

_TYPE = {  # factor of the system font, weight, strong weight, line height as a factor
    "place_title": TypeRole(1.50, 600, 700, 1.3),
    "detail_title": TypeRole(1.35, 600, 700, 1.44),
    "palette_input": TypeRole(1.20, 400, 600, 1.4),
    "row_title": TypeRole(1.05, 500, 650, 1.43),
    "row_amount": TypeRole(1.05, 500, 650, 1.43),
    "section": TypeRole(1.05, 600, 700, 1.43),
    "body": TypeRole(1.00, 400, 600, 1.35),
    "body_strong": TypeRole(1.00, 600, 700, 1.35),
    "row_sub": TypeRole(0.95, 400, 500, 1.42),
    "group_header": TypeRole(0.94, 600, 700, 1.4),
    "caption": TypeRole(0.90, 400, 600, 1.33),
    "button": TypeRole(1.00, 500, 600, 1.35),
    "chip": TypeRole(0.95, 600, 700, 1.35),
    "key_hint": TypeRole(0.90, 500, 600, 1.33),
}

_RADIUS = {
    "check": 5,
    "key_hint": 4,
    "button": 8,
    "field": 8,
    "tile": 8,
    "row": 6,
    "card": 10,
    "palette": 12,
}

_ROW = {  # lines, gap, padding; the height comes from the real fonts
    "comfortable": RowSize(("row_title", "row_sub"), 2, 10),
    "medium": RowSize(("row_title", "row_sub"), 2, 7),
    "compact": RowSize(("row_title",), 0, 8),
    "activity": RowSize(("body", "row_sub"), 2, 9),
    "source": RowSize(("row_title", "caption"), 2, 12),
    "group_header": RowSize(("group_header",), 0, 7),
    "group_person": RowSize(("group_header",), 0, 9),
}

_SIZE = {
    "button": 36,
    "button_small": 30,
    "icon_button": 32,
    "target": 28,
    "place": 36,
    "saved_view": 32,
    "palette_row": 38,
    "tile": 32,
    "check_box": 18,
    "unread_gutter": 18,
    "unread_dot": 8,
    "selection_bar": 3,
    "held_bar": 3,
    "strip": 32,
    "hairline": 1,
    "chip": 24,
    "icon_small": 14,
    "icon": 16,
    "icon_large": 20,
}

_FOCUS = {
    "width": 2,
    "width_contrast": 3,
    "gap": 1,
}

_MOTION = {  # milliseconds; all zero with reduced motion but the tick
    "popup": 80,
    "row_leaves": 120,
    "tick": 1000,
}

_LAYOUT = {  # em = pixel size of the system font
    "rail_em": 16.2,
    "icon_rail_em": 5,
    "icons_only_below_em": 84,
    "list_em": 45,
    "list_minimum_em": 34,
    "detail_minimum_em": 40,
    "three_panes_from_em": 100,
    "two_panes_from_em": 75,
    "text_column_em": 52,
}

_STATE_ACTION = {
    "held": Look("hourglass", "accent_text", "accent_tint"),
    "queued": Look("queue", "text_2", "tile"),
    "sending": Look("arrow-up-circle", "accent_text", "accent_tint"),
    "confirmed": Look("check-circle", "success", "success_tint"),
    "refused": Look("circle-slash", "danger", "danger_tint"),
    "conflict": Look("opposed-arrows", "warning", "warning_tint"),
    "unknown": Look("question-circle", "warning", "warning_tint"),
    "needs_you": Look("person", "warning", "warning_tint"),
    "discarded": Look("trash", "text_2", "tile"),
}

_STATE_SOURCE = {
    "ok": Look("check-circle", "success", "success_tint"),
    "checking": Look("refresh", "accent_text", "accent_tint"),
    "sign_in_needed": Look("key", "warning", "warning_tint"),
    "not_reached": Look("triangle", "warning", "warning_tint"),
    "stale": Look("clock", "warning", "warning_tint"),
    "broken": Look("broken-link", "danger", "danger_tint"),
    "no_access": Look("circle-slash", "danger", "danger_tint"),
    "launch_only": Look("dash-circle", "text_2", "tile"),
}

_STATE_DUE = {
    "overdue": Look("triangle", "danger", "danger_tint"),
    "today": Look("clock", "warning", "warning_tint"),
    "later": Look("clock", "text_2", "tile"),
    "needs_reason": Look("speech", "warning", "warning_tint"),
}

TOKENS = Tokens(
    color={"light": _LIGHT, "dark": _DARK, "contrast": _CONTRAST},
    space=_SPACE,
    type=_TYPE,
    floor_pt=9.0,
    radius=_RADIUS,
    row=_ROW,
    size=_SIZE,
    focus=_FOCUS,
    motion=_MOTION,
    layout=_LAYOUT,
    state={"action": _STATE_ACTION, "source": _STATE_SOURCE, "due": _STATE_DUE},
)
