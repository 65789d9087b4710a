// A number and what it counts.
import QtQuick

Column {
    id: figure
    required property Ui ui
    required property int value
    required property string label

    Words {
        ui: figure.ui
        width: parent.width
        text: Number(figure.value).toLocaleString(Qt.locale(), "f", 0)
        font.pixelSize: figure.ui.title
        font.bold: true
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.max(1, figure.ui.small)
        horizontalAlignment: Text.AlignLeft
    }
    Words {
        ui: figure.ui
        width: parent.width
        text: figure.label
        maximumLineCount: 2
        font.pixelSize: figure.ui.small
        color: figure.ui.theme.muted
        horizontalAlignment: Text.AlignLeft
    }
}
