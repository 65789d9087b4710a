// How far the room has come, in numbers that name nobody.
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: scene
    required property QtObject wall
    required property Ui ui
    spacing: 4 * ui.grid

    RowLayout {
        Layout.fillWidth: true
        spacing: 8 * scene.ui.grid

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: scene.ui.grid
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
                Layout.topMargin: 2 * scene.ui.grid
                filled: scene.wall.progress.posted
                total: scene.wall.progress.total
            }
        }
        ColumnLayout {
            Layout.preferredWidth: scene.width * 0.3
            Layout.maximumWidth: scene.width * 0.3
            Layout.alignment: Qt.AlignTop
            spacing: 3 * scene.ui.grid
            Figure {
                ui: scene.ui
                Layout.fillWidth: true
                value: scene.wall.progress.inRoom
                label: qsTr("posts from the room")
            }
            Figure {
                ui: scene.ui
                Layout.fillWidth: true
                value: scene.wall.progress.elsewhere
                label: qsTr("posts from elsewhere")
            }
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        // With very large letters there is no room for bars that could be compared.
        opacity: height < 3.5 * scene.ui.base ? 0 : 1
        spacing: 3 * scene.ui.grid
        Repeater {
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
