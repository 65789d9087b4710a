// The newest posts under the question that is open: the newest large, until the next comes; only whole ones.
import QtQuick
import QtQuick.Layouts

Item {
    id: scene
    required property QtObject wall
    required property Ui ui

    QuestionStrip {
        id: strip
        anchors { left: parent.left; right: parent.right; top: parent.top }
        ui: scene.ui
        wall: scene.wall
    }

    Words {
        id: offline
        ui: scene.ui
        anchors { left: parent.left; right: parent.right; top: strip.bottom; topMargin: visible ? scene.ui.grid : 0 }
        height: visible ? implicitHeight : 0
        text: scene.wall.feed.offline
        visible: text !== ""
        maximumLineCount: 2
        font.pixelSize: scene.ui.small
        color: scene.ui.theme.fills_outlined ? scene.ui.theme.text : scene.ui.theme.orange
        horizontalAlignment: Text.AlignLeft
    }

    Item {
        id: room
        anchors { left: parent.left; right: parent.right; top: offline.bottom; bottom: parent.bottom }
        anchors.topMargin: 2 * scene.ui.grid

        Column {
            id: column
            width: parent.width
            spacing: 1.5 * scene.ui.grid
            move: Transition {
                enabled: scene.ui.motion
                NumberAnimation { properties: "y"; duration: scene.ui.moment; easing.type: Easing.OutCubic }
            }
            Repeater {
                model: scene.wall.cards
                delegate: PostCard {
                    ui: scene.ui
                    width: column.width
                    opacity: y + height <= room.height + 1 ? 1 : 0
                }
            }
        }
    }

    Empty {
        ui: scene.ui
        anchors.centerIn: room
        width: room.width
        visible: scene.wall.feed.isEmpty
        heading: qsTr("Nobody has posted yet")
        advice: scene.wall.footer.hashtag === "" ? qsTr("Be the first.") : qsTr("Be the first: add %1").arg(scene.wall.footer.hashtag)
    }
}
