"""The style of what only the desk has: its rail, strips, notices and kinds of label."""

from buddy_console.qt.theme import GRID, Theme


def desk_style(theme: Theme) -> str:
    """Rules to append to the shared style sheet."""
    return f"""
    QLabel[kind="heading"] {{ font-size: {theme.type_body}px; font-weight: 600; color: {theme.text}; }}
    QLabel[kind="title"] {{ font-size: {theme.type_title}px; color: {theme.text}; }}
    QLabel[kind="display"] {{ font-size: {theme.type_display}px; font-weight: 600; color: {theme.text}; }}
    QLabel[kind="display"][state="warning"] {{
        background: {theme.yellow}; color: {theme.on_fill}; border-radius: {theme.radius}px; padding: 0 {GRID}px;
    }}
    QLabel[kind="display"][state="over"] {{
        background: {theme.orange}; color: {theme.on_fill}; border-radius: {theme.radius}px; padding: 0 {GRID}px;
    }}
    QLabel[kind="body"] {{ font-size: {theme.type_body}px; color: {theme.text}; }}
    QLabel[kind="muted"] {{ font-size: {theme.type_small}px; color: {theme.muted}; }}
    QLabel[kind="key"] {{ font-size: {theme.type_small}px; font-weight: 600; color: {theme.text}; }}
    QLabel[banner="warning"] {{
        background: {theme.orange}; color: {theme.on_fill}; border-radius: {theme.radius}px; padding: {GRID}px;
    }}
    QLabel[notice="true"] {{
        background: {theme.raised}; color: {theme.text}; border-top: 1px solid {theme.edge};
        padding: {GRID}px {2 * GRID}px;
    }}
    QFrame[strip="true"] {{ background: {theme.surface}; border-bottom: 1px solid {theme.line}; }}
    QFrame[rail="true"] {{ background: {theme.surface}; border-right: 1px solid {theme.line}; }}
    QPushButton[rail="true"] {{
        border: 0; border-radius: {theme.radius}px; background: transparent; color: {theme.muted};
        font-size: {theme.type_small}px; padding: {GRID // 2}px; min-height: {6 * GRID}px;
    }}
    QPushButton[rail="true"]:hover {{ background: {theme.raised}; color: {theme.text}; }}
    QPushButton[rail="true"]:checked {{
        background: {theme.selection}; color: {theme.text}; border-left: 4px solid {theme.accent};
    }}
    QPushButton[rail="true"]:focus {{ border: 2px solid {theme.focus}; }}
    QFrame[card="true"] {{
        background: {theme.raised}; border: 1px solid {theme.edge}; border-radius: {2 * theme.radius}px;
    }}
    QSplitter::handle {{ background: transparent; }}
    """
