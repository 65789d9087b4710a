// The question that is open, pinned above the feed.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: strip
    required property Ui ui
    required property QtObject wall
    implicitHeight: row.implicitHeight + 4 * ui.grid
    radius: ui.radius
    color: ui.theme.raised

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors { leftMargin: 3 * strip.ui.grid; rightMargin: 3 * strip.ui.grid }
        spacing: 3 * strip.ui.grid
        Badge { ui: strip.ui; text: strip.wall.question.badge; size: strip.ui.small }
        Words {
            ui: strip.ui
            Layout.fillWidth: true
            text: strip.wall.question.isOpen ? strip.wall.question.text : strip.wall.question.heading
            maximumLineCount: 3
            font.pixelSize: strip.ui.small
            font.bold: true
        }
        Countdown {
            ui: strip.ui
            wall: strip.wall
            size: strip.ui.small
            fill: presses ? (timer === "overtime" ? ui.theme.yellow : ui.theme.orange) : ui.theme.window
        }
    }
}
