"""What the packages of floor 5 give to views and templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portevoix.media import views as media
from portevoix.press import views as press
from portevoix.toolkit import views as toolkit

FUNCTIONS: dict[str, Callable[..., Any]] = {**media.FUNCTIONS, **press.FUNCTIONS, **toolkit.FUNCTIONS}
"""Every function by its name."""
