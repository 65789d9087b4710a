// Sizes of type and space, scaled from a picture of 1080 lines; colours come as `theme`.
import QtQuick

QtObject {
    required property var theme
    required property real width
    required property real height
    required property real textScale
    required property bool motion

    readonly property real unit: Math.min(height / 1080, width / 1440)
    readonly property real grid: 8 * unit
    readonly property real margin: 12 * grid

    readonly property int hero: Math.round(144 * unit * textScale)
    readonly property int title: Math.round(88 * unit * textScale)
    readonly property int base: Math.round(64 * unit * textScale)
    readonly property int small: Math.round(40 * unit * textScale)

    readonly property int line: Math.max(1, Math.round(2 * unit))
    readonly property real radius: 2 * grid
    readonly property int outline: theme.fills_outlined ? line : 0
    readonly property color accentInk: theme.fills_outlined ? theme.text : theme.accent
    readonly property int moment: motion ? 240 : 0
}
