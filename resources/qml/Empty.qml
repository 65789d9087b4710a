// What a scene says while it has nothing to show yet.
import QtQuick

Column {
    id: empty
    required property Ui ui
    required property string heading
    required property string advice
    spacing: 3 * ui.grid

    Words {
        ui: empty.ui
        width: parent.width
        text: empty.heading
        maximumLineCount: 3
        font.pixelSize: empty.ui.title
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
    }
    Words {
        ui: empty.ui
        width: parent.width
        text: empty.advice
        maximumLineCount: 4
        color: empty.ui.theme.muted
        horizontalAlignment: Text.AlignHCenter
    }
}
