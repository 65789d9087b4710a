// One post: the newest in large letters, an older one in small ones beside its author's name.
import QtQuick

Rectangle {
    id: card
    required property Ui ui
    required property int index
    required property string name
    required property string handle
    required property string text
    required property string picture
    required property string badge
    required property bool isPaper
    required property string more

    readonly property string note: isPaper ? qsTr("on paper") : ""
    implicitHeight: content.implicitHeight + 3 * ui.grid
    radius: ui.radius
    color: index === 0 ? ui.theme.surface : "transparent"

    Loader {
        id: content
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors { leftMargin: 3 * card.ui.grid; rightMargin: 3 * card.ui.grid }
        sourceComponent: card.index === 0 ? newest : older
        onLoaded: if (card.ui.motion) appear.restart()
        NumberAnimation { id: appear; target: content; property: "opacity"; from: 0; to: 1; duration: card.ui.moment }
    }
    Component { id: newest; NewestPost { ui: card.ui; post: card } }
    Component { id: older; OlderPost { ui: card.ui; post: card } }
}
