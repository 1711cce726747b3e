"""The least that a PySide6 program can do: paint an empty window, say when, and end."""

import os
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        sys.stdout.write(f"{time.monotonic()}\n")
        sys.stdout.flush()
        os._exit(0)


app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
