// Text as every scene shows it: never read as markup, never wider than its place.
import QtQuick

Text {
    required property Ui ui
    textFormat: Text.PlainText
    color: ui.theme.text
    wrapMode: Text.Wrap
    elide: Text.ElideRight
    maximumLineCount: 1
    font.pixelSize: Math.max(1, ui.base)
    font.features: { "tnum": 1 }
}
