// How many responses a question has.
import QtQuick

Item {
    id: bar
    required property Ui ui
    required property string label
    required property int count
    required property real share
    required property bool isOpen

    Words {
        id: figure
        ui: bar.ui
        anchors { bottom: column.top; horizontalCenter: parent.horizontalCenter }
        text: bar.count
        font.pixelSize: bar.ui.small
        font.bold: bar.isOpen
    }
    Rectangle {
        id: column
        anchors { bottom: name.top; horizontalCenter: parent.horizontalCenter; bottomMargin: bar.ui.grid }
        height: Math.max(bar.ui.grid / 2, bar.share * (bar.height - figure.height - name.height - bar.ui.grid))
        width: Math.min(parent.width, 24 * bar.ui.grid)
        radius: Math.min(bar.ui.grid, height / 2)
        color: bar.isOpen ? bar.ui.theme.accent : bar.ui.theme.raised
        border { width: bar.isOpen ? bar.ui.outline : bar.ui.line; color: bar.isOpen ? bar.ui.theme.outline : bar.ui.theme.edge }
    }
    Words {
        id: name
        ui: bar.ui
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
        text: bar.label
        font.pixelSize: bar.ui.small
        font.bold: bar.isOpen
        color: bar.isOpen ? bar.ui.theme.text : bar.ui.theme.muted
    }
}
