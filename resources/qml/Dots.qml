// A disc for each who has posted and a ring for each who will; in no order that could be a person's.
import QtQuick

Item {
    id: dots
    required property Ui ui
    required property int filled
    required property int total
    readonly property real side: (total <= 40 ? 6 : total <= 100 ? 4 : 2.5) * ui.grid
    readonly property real cell: side * 1.25
    readonly property int perLine: Math.max(1, Math.floor((width + cell - side) / cell))
    readonly property bool fits: total <= 200
    implicitHeight: fits ? Math.ceil(total / perLine) * cell : 0

    Repeater {
        model: dots.fits ? dots.total : 0
        delegate: Rectangle {
            required property int index
            readonly property real along: (index % dots.perLine) * dots.cell
            x: dots.LayoutMirroring.enabled ? dots.width - dots.side - along : along
            y: Math.floor(index / dots.perLine) * dots.cell
            width: dots.side
            height: dots.side
            radius: dots.side / 2
            color: index < dots.filled ? dots.ui.theme.accent : "transparent"
            border.width: index < dots.filled ? dots.ui.outline : Math.max(2, dots.side / 14)
            border.color: index < dots.filled ? dots.ui.theme.outline : dots.ui.theme.edge
        }
    }
}
