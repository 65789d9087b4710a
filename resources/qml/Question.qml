// The question that is open, large, with its time and how to answer.
import QtQuick
import QtQuick.Layouts

Item {
    id: scene
    required property QtObject wall
    required property Ui ui

    ColumnLayout {
        anchors.fill: parent
        visible: scene.wall.question.isOpen
        spacing: 4 * scene.ui.grid

        RowLayout {
            Layout.fillWidth: true
            spacing: 3 * scene.ui.grid
            Words {
                ui: scene.ui
                Layout.fillWidth: true
                text: scene.wall.question.heading
                color: scene.ui.accentInk
                font.bold: true
                horizontalAlignment: Text.AlignLeft
            }
            Countdown { ui: scene.ui; wall: scene.wall; size: scene.ui.base }
        }
        Item {
            Layout.fillWidth: true
            implicitHeight: 1.5 * scene.ui.grid
            visible: scene.wall.question.time !== ""
            Rectangle { anchors.fill: parent; radius: height / 2; color: scene.ui.theme.raised }
            Rectangle {
                anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
                width: parent.width * scene.wall.question.fraction
                radius: height / 2
                color: scene.wall.question.timer === "warning" ? scene.ui.theme.orange : scene.ui.theme.accent
                border { width: scene.ui.outline; color: scene.ui.theme.outline }
                visible: width > 0
            }
        }
        Words {
            ui: scene.ui
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: scene.wall.question.text
            maximumLineCount: 9
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.max(1, scene.ui.small)
            font.pixelSize: scene.ui.hero
            font.bold: true
            lineHeight: 1.05
            verticalAlignment: Text.AlignVCenter
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 4 * scene.ui.grid
            Words {
                ui: scene.ui
                Layout.fillWidth: true
                text: scene.wall.question.how
                maximumLineCount: 2
                font.pixelSize: scene.ui.small
                horizontalAlignment: Text.AlignLeft
            }
            Words {
                ui: scene.ui
                text: scene.wall.question.responses
                font.pixelSize: scene.ui.small
                color: scene.ui.theme.muted
            }
        }
    }

    Empty {
        ui: scene.ui
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: !scene.wall.question.isOpen
        heading: scene.wall.question.heading
        advice: scene.wall.question.phase === "after"
            ? qsTr("Thank you all. Keep the conversation going.")
            : qsTr("The first question will stand here.")
    }
}
