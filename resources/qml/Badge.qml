// A word or a number in a filled shape.
import QtQuick

Rectangle {
    id: badge
    required property Ui ui
    property alias text: words.text
    property alias size: words.font.pixelSize
    property color fill: ui.theme.accent
    property color ink: ui.theme.on_fill
    property alias lines: words.maximumLineCount

    implicitWidth: Math.ceil(natural.advanceWidth) + 5 * ui.grid
    implicitHeight: words.implicitHeight + 2 * ui.grid
    radius: ui.radius
    color: fill
    border.width: ui.outline
    border.color: ui.theme.outline
    visible: text !== ""

    TextMetrics { id: natural; font: words.font; text: words.text }
    Words {
        id: words
        ui: badge.ui
        anchors.centerIn: parent
        width: badge.width - 4 * badge.ui.grid
        horizontalAlignment: Text.AlignHCenter
        color: badge.ink
        font.pixelSize: badge.ui.small
        font.bold: true
        fontSizeMode: maximumLineCount > 1 ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: Math.max(1, badge.ui.small * 0.75)
    }
}
