"""How the page looks where Gradio draws it: paper, ink and one red.

The colours of what `ui.web` writes itself stand in ``style.css``. Every font is one
that the reader's system already has, so nothing is fetched.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio

_SANS = ("system-ui", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Menlo", "Consolas", "monospace")
_LIGHT_AND_DARK = {
    "body_background_fill": ("#faf6ee", "#191714"),
    "body_text_color": ("#2a2622", "#e9e2d5"),
    "body_text_color_subdued": ("#6b6257", "#a89e8f"),
    "background_fill_primary": ("#fffdf8", "#221f1b"),
    "background_fill_secondary": ("#f4eee2", "#2a2621"),
    "block_background_fill": ("#fffdf8", "#221f1b"),
    "block_border_color": ("#e2d8c6", "#3a352e"),
    "border_color_primary": ("#e2d8c6", "#3a352e"),
    "border_color_accent": ("#7a2e22", "#e0937f"),
    "input_background_fill": ("#fffdf8", "#221f1b"),
    "input_border_color": ("#cfc3ae", "#4a443b"),
    "input_border_color_focus": ("#7a2e22", "#e0937f"),
    "input_placeholder_color": ("#756b5e", "#9c9283"),
    "link_text_color": ("#7a2e22", "#e0937f"),
    "button_primary_background_fill": ("#7a2e22", "#e0937f"),
    "button_primary_background_fill_hover": ("#64241a", "#eba998"),
    "button_primary_border_color": ("#7a2e22", "#e0937f"),
    "button_primary_text_color": ("#fffdf8", "#1d1a17"),
    "button_secondary_background_fill": ("#fffdf8", "#221f1b"),
    "button_secondary_background_fill_hover": ("#f4eee2", "#2f2a24"),
    "button_secondary_border_color": ("#e2d8c6", "#3a352e"),
    "button_secondary_text_color": ("#2a2622", "#e9e2d5"),
}


def build_theme() -> "gradio.themes.Base":
    """Return the theme, each colour in its light and its dark form."""
    import gradio

    colours = {name: light for name, (light, _) in _LIGHT_AND_DARK.items()}
    colours |= {f"{name}_dark": dark for name, (_, dark) in _LIGHT_AND_DARK.items()}
    theme = gradio.themes.Base(font=_SANS, font_mono=_MONO, radius_size="sm")
    return theme.set(color_accent="#a9584a", input_border_width="1px", **colours)
