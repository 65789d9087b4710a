// One person, the buddies, and the table.
import QtQuick
import QtQuick.Layouts

Item {
    id: row
    required property Ui ui
    required property string name
    required property string buddies
    required property string seat
    readonly property int nameSize: Math.min(ui.base * 0.875, height * 0.4)
    readonly property int buddySize: Math.min(ui.small, height * 0.28)

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: row.ui.line
        color: row.ui.theme.line
    }
    RowLayout {
        anchors.fill: parent
        spacing: 3 * row.ui.grid
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            Words {
                ui: row.ui
                Layout.fillWidth: true
                text: row.name
                font.pixelSize: row.nameSize
                // Emoji and some scripts bring taller lines than the row has room for.
                lineHeightMode: Text.FixedHeight
                lineHeight: row.nameSize * 1.3
                font.bold: true
                horizontalAlignment: Text.AlignLeft
            }
            Words {
                ui: row.ui
                Layout.fillWidth: true
                text: row.buddies
                visible: text !== ""
                color: row.ui.theme.muted
                font.pixelSize: row.buddySize
                lineHeightMode: Text.FixedHeight
                lineHeight: row.buddySize * 1.3
                horizontalAlignment: Text.AlignLeft
            }
        }
        Badge {
            ui: row.ui
            text: row.seat
            size: row.buddySize
            Layout.maximumWidth: row.width * 0.45
            lines: 2
            fill: row.ui.theme.raised
            ink: row.ui.theme.text
            Layout.maximumHeight: row.height * 0.8
        }
    }
}
