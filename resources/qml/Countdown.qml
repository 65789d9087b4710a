// The time that is left, with a word for what it means.
import QtQuick
import QtQuick.Layouts

Badge {
    id: countdown
    required property QtObject wall
    readonly property string timer: wall.question.timer
    readonly property bool presses: timer === "warning" || timer === "overtime"

    text: wall.question.time === "" ? "" : qsTr("%1 %2").arg(wall.question.time).arg(wall.question.timeWords)
    fill: timer === "overtime" ? ui.theme.yellow : timer === "warning" ? ui.theme.orange : ui.theme.raised
    ink: presses ? ui.theme.on_fill : ui.theme.text
}
