// The first screen: what this is, the hashtag, and how to take part.
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: scene
    required property QtObject wall
    required property Ui ui
    spacing: 4 * ui.grid

    Words {
        ui: scene.ui
        Layout.fillWidth: true
        Layout.fillHeight: true
        text: scene.wall.welcome.title || qsTr("Welcome")
        maximumLineCount: 4
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.max(1, scene.ui.base)
        font.pixelSize: scene.ui.hero
        font.bold: true
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        lineHeight: 1.05
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 4 * scene.ui.grid
        Badge {
            ui: scene.ui
            text: scene.wall.welcome.hashtag
            size: scene.ui.title
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
        }
        Item { Layout.fillWidth: true }
        Words {
            ui: scene.ui
            Layout.preferredWidth: Math.ceil(implicitWidth) + 1
            text: scene.wall.welcome.arrived
            visible: text !== ""
            color: scene.ui.theme.muted
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: 2 * scene.ui.grid
        Layout.bottomMargin: 2 * scene.ui.grid
        spacing: 6 * scene.ui.grid
        Step {
            ui: scene.ui; number: "1"; text: qsTr("Say your name at the door")
            Layout.fillWidth: true; Layout.preferredWidth: 1; Layout.alignment: Qt.AlignTop
        }
        Step {
            ui: scene.ui; number: "2"; text: qsTr("Sit down with your buddy")
            Layout.fillWidth: true; Layout.preferredWidth: 1; Layout.alignment: Qt.AlignTop
        }
        Step {
            ui: scene.ui; number: "3"; text: qsTr("Post with the hashtag")
            Layout.fillWidth: true; Layout.preferredWidth: 1; Layout.alignment: Qt.AlignTop
        }
    }
}
