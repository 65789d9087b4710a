// A word or a number in a filled shape.
import QtQuick

Rectangle {
    id: badge
    required property Ui ui
    property alias text: words.text
    property alias size: words.font.pixelSize
    property color fill: ui.theme.accent
    property color ink: ui.theme.on_fill
    property real limit: Infinity

    implicitWidth: Math.min(limit, words.implicitWidth + 5 * ui.grid)
    implicitHeight: words.implicitHeight + 2 * ui.grid
    radius: ui.radius
    color: fill
    border.width: ui.outline
    border.color: ui.theme.outline
    visible: text !== ""

    Words {
        id: words
        ui: badge.ui
        anchors.centerIn: parent
        width: Math.min(implicitWidth, badge.width - 4 * badge.ui.grid)
        color: badge.ink
        font.pixelSize: badge.ui.small
        font.bold: true
    }
}
