// Who sits with whom: one page of names in two columns, read downwards.
import QtQuick
import QtQuick.Layouts

Item {
    id: scene
    required property QtObject wall
    required property Ui ui

    RowLayout {
        id: header
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 4 * scene.ui.grid
        visible: !scene.wall.pairs.isEmpty
        Words {
            ui: scene.ui
            Layout.fillWidth: true
            text: qsTr("Find your buddy")
            font.pixelSize: scene.ui.title
            font.bold: true
            horizontalAlignment: Text.AlignLeft
        }
        Words { ui: scene.ui; text: scene.wall.pairs.range; font.bold: true; color: scene.ui.accentInk }
        Words { ui: scene.ui; text: scene.wall.pairs.page; color: scene.ui.theme.muted }
    }

    Grid {
        id: list
        anchors { left: parent.left; right: parent.right; top: header.bottom; bottom: parent.bottom }
        anchors.topMargin: 3 * scene.ui.grid
        readonly property real gap: 8 * scene.ui.grid
        readonly property real rowHeight: height / 6
        columns: repeater.count > 6 ? 2 : 1
        rows: 6
        flow: Grid.TopToBottom
        columnSpacing: gap

        Repeater {
            id: repeater
            model: scene.wall.entries
            delegate: PairRow {
                ui: scene.ui
                width: list.columns === 1 ? list.width : (list.width - list.gap) / 2
                height: list.rowHeight
            }
        }
    }

    Empty {
        ui: scene.ui
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: scene.wall.pairs.isEmpty
        heading: qsTr("The pairs come soon")
        advice: qsTr("Your name and your buddy’s will stand here.")
    }
}
