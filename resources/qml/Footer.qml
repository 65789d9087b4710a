// The slim line at the bottom of every scene: what this is, and its hashtag.
import QtQuick
import QtQuick.Layouts

Item {
    id: footer
    required property Ui ui
    required property QtObject wall

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: footer.ui.line
        color: footer.ui.theme.line
    }
    RowLayout {
        anchors.fill: parent
        spacing: 4 * footer.ui.grid
        Words {
            ui: footer.ui
            Layout.fillWidth: true
            text: footer.wall.footer.title
            color: footer.ui.theme.muted
            font.pixelSize: footer.ui.small
            horizontalAlignment: Text.AlignLeft
        }
        Words {
            ui: footer.ui
            Layout.preferredWidth: Math.ceil(implicitWidth) + 1
            Layout.maximumWidth: footer.width * 0.6
            text: footer.wall.footer.hashtag
            color: footer.ui.accentInk
            font.pixelSize: footer.ui.small
            font.bold: true
        }
    }
}
