// A disc for each who has posted and a ring for each who will; in no order that could be a person's.
import QtQuick

Item {
    id: dots
    required property Ui ui
    required property int filled
    required property int total
    readonly property real side: Math.min(8 * ui.grid, Math.sqrt(width * height / Math.max(1, total)) * 0.8)
    readonly property real cell: side * 1.3
    readonly property int perLine: Math.max(1, Math.floor((width + cell - side) / cell))

    Repeater {
        model: dots.total <= 200 ? dots.total : 0
        delegate: Rectangle {
            required property int index
            x: (dots.LayoutMirroring.enabled ? dots.width - dots.side - (index % dots.perLine) * dots.cell : (index % dots.perLine) * dots.cell)
            y: Math.floor(index / dots.perLine) * dots.cell
            width: dots.side
            height: dots.side
            radius: dots.side / 2
            color: index < dots.filled ? dots.ui.theme.accent : "transparent"
            border.width: index < dots.filled ? dots.ui.outline : Math.max(2, dots.ui.grid / 2)
            border.color: index < dots.filled ? dots.ui.theme.outline : dots.ui.theme.edge
        }
    }
}
