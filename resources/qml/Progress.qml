// How far the room has come, in numbers that name nobody.
import QtQuick
import QtQuick.Layouts

Item {
    id: scene
    required property QtObject wall
    required property Ui ui

    RowLayout {
        id: top
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: bars.visible ? parent.height * 0.52 : parent.height
        spacing: 8 * scene.ui.grid

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 2 * scene.ui.grid
            Words {
                ui: scene.ui
                Layout.fillWidth: true
                text: scene.wall.progress.isEmpty ? qsTr("Soon") : scene.wall.progress.count
                font.pixelSize: scene.ui.hero
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Math.max(1, scene.ui.small)
                horizontalAlignment: Text.AlignLeft
            }
            Words {
                ui: scene.ui
                Layout.fillWidth: true
                text: scene.wall.progress.isEmpty
                    ? qsTr("First posts will be counted here")
                    : qsTr("first-timers have posted")
                maximumLineCount: 2
                horizontalAlignment: Text.AlignLeft
            }
            Dots {
                ui: scene.ui
                Layout.fillWidth: true
                Layout.fillHeight: true
                filled: scene.wall.progress.posted
                total: scene.wall.progress.total
            }
        }
        ColumnLayout {
            Layout.preferredWidth: scene.width * 0.3
            Layout.maximumWidth: scene.width * 0.3
            Layout.alignment: Qt.AlignTop
            spacing: 3 * scene.ui.grid
            Figure { ui: scene.ui; Layout.fillWidth: true; value: scene.wall.progress.inRoom; label: qsTr("posts from the room") }
            Figure { ui: scene.ui; Layout.fillWidth: true; value: scene.wall.progress.elsewhere; label: qsTr("from elsewhere") }
        }
    }

    RowLayout {
        id: bars
        anchors { left: parent.left; right: parent.right; top: top.bottom; bottom: parent.bottom }
        anchors.topMargin: 3 * scene.ui.grid
        visible: repeater.count > 0
        spacing: 3 * scene.ui.grid
        Repeater {
            id: repeater
            model: scene.wall.bars
            delegate: QuestionBar {
                ui: scene.ui
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
            }
        }
    }
}
