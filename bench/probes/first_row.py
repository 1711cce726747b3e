"""The program itself, ended at the moment when its list has painted a real row."""

import os
import sys
import time

from odx_desktop.__main__ import main
from odx_desktop.ui.work_item_model import ROW_ROLE
from odx_desktop.ui.work_item_view import WorkItemView

painted = WorkItemView.paintEvent


def paint(view, event):
    painted(view, event)
    model = view.model()
    if any(model.index(row, 0).data(ROW_ROLE) is not None for row in range(min(3, model.rowCount()))):
        sys.stdout.write(f"{time.monotonic()}\n")
        sys.stdout.flush()
        os._exit(0)


WorkItemView.paintEvent = paint
sys.exit(main())
