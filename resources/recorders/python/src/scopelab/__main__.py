"""python -m scopelab record [-o FILE] program.py args… | -m module args…"""

from __future__ import annotations
