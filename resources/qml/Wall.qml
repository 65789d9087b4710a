// One audience screen: the scene that the display model names, or black, or white.
import QtQuick

Rectangle {
    id: root
    required property QtObject wall
    required property var theme
    property bool motion: true
    property real textScale: 1.0

    readonly property bool shows: wall.mode === "live" || wall.mode === "frozen"
    readonly property var scenes: ({
        "welcome": welcome, "pairs": pairs, "question": question,
        "feed": feed, "progress": progress, "calm": calm
    })

    color: wall.mode === "black" ? "#000000" : wall.mode === "white" ? "#ffffff" : theme.window
    LayoutMirroring.enabled: Qt.application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    Ui {
        id: sizes
        theme: root.theme
        width: root.width
        height: root.height
        textScale: root.textScale
        motion: root.motion
    }

    Loader {
        id: scene
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: footer.top }
        anchors { leftMargin: sizes.margin; rightMargin: sizes.margin; topMargin: 7 * sizes.grid; bottomMargin: 4 * sizes.grid }
        sourceComponent: root.shows ? root.scenes[root.wall.scene] : null
        onLoaded: if (root.motion) appear.restart()
        NumberAnimation { id: appear; target: scene; property: "opacity"; from: 0; to: 1; duration: sizes.moment }
    }

    Footer {
        id: footer
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        anchors { leftMargin: sizes.margin; rightMargin: sizes.margin }
        height: 11 * sizes.grid * Math.max(1, root.textScale)
        visible: root.shows
        ui: sizes
        wall: root.wall
    }

    Component { id: welcome; Welcome { wall: root.wall; ui: sizes } }
    Component { id: pairs; Pairs { wall: root.wall; ui: sizes } }
    Component { id: question; Question { wall: root.wall; ui: sizes } }
    Component { id: feed; Feed { wall: root.wall; ui: sizes } }
    Component { id: progress; Progress { wall: root.wall; ui: sizes } }
    Component { id: calm; Calm { wall: root.wall; ui: sizes } }
}
