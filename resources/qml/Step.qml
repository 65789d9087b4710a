// One numbered step of how to take part.
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: step
    required property Ui ui
    required property string number
    required property string text
    spacing: 3 * ui.grid

    Rectangle {
        Layout.alignment: Qt.AlignTop
        implicitWidth: 9 * step.ui.grid * Math.max(1, step.ui.textScale)
        implicitHeight: implicitWidth
        radius: width / 2
        color: "transparent"
        border { width: Math.max(2, step.ui.grid / 2); color: step.ui.accentInk }
        Words { ui: step.ui; anchors.centerIn: parent; text: step.number; font.pixelSize: step.ui.small; font.bold: true }
    }
    Words {
        ui: step.ui
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignVCenter
        text: step.text
        maximumLineCount: 3
        font.pixelSize: step.ui.small
        horizontalAlignment: Text.AlignLeft
    }
}
