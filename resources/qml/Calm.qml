// A quiet screen with nothing that anybody wrote.
import QtQuick

Item {
    id: scene
    required property QtObject wall
    required property Ui ui

    Empty {
        ui: scene.ui
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        heading: qsTr("A short pause")
        advice: qsTr("We go on in a moment.")
    }
}
