// One post: who wrote it, what it says, and what it answers.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: card
    required property Ui ui
    required property string name
    required property string handle
    required property string text
    required property string picture
    required property string badge
    required property bool isPaper
    required property string more
    implicitHeight: body.implicitHeight + 4 * ui.grid
    radius: ui.radius
    color: ui.theme.surface

    ColumnLayout {
        id: body
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors { leftMargin: 3 * card.ui.grid; rightMargin: 3 * card.ui.grid }
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            spacing: 2 * card.ui.grid
            Words {
                ui: card.ui
                Layout.maximumWidth: body.width * 0.6
                text: card.name
                visible: text !== ""
                font.pixelSize: card.ui.small
                font.bold: true
                color: card.ui.accentInk
                horizontalAlignment: Text.AlignLeft
            }
            Words {
                ui: card.ui
                Layout.fillWidth: true
                text: card.handle
                font.pixelSize: card.ui.small
                color: card.ui.theme.muted
                horizontalAlignment: Text.AlignLeft
            }
            Words { ui: card.ui; text: card.more; visible: text !== ""; font.pixelSize: card.ui.small; color: card.ui.theme.muted }
            Words { ui: card.ui; text: qsTr("on paper"); visible: card.isPaper; font.pixelSize: card.ui.small; color: card.ui.theme.muted }
            Words { ui: card.ui; text: card.badge; visible: text !== ""; font.pixelSize: card.ui.small; font.bold: true; color: card.ui.theme.muted }
        }
        Words {
            ui: card.ui
            Layout.fillWidth: true
            text: card.text
            visible: text !== ""
            maximumLineCount: 3
        }
        Words {
            ui: card.ui
            Layout.fillWidth: true
            text: card.picture
            visible: text !== ""
            maximumLineCount: 1
            font.pixelSize: card.ui.small
            color: card.ui.theme.muted
        }
    }
}
