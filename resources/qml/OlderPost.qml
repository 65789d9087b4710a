// A post that has had its time in large letters.
import QtQuick

Item {
    id: body
    required property Ui ui
    required property PostCard post
    readonly property real gap: 3 * ui.grid
    implicitHeight: Math.max(name.implicitHeight, words.implicitHeight, notes.implicitHeight)

    Words {
        id: name
        ui: body.ui
        anchors { left: parent.left; top: parent.top }
        width: body.width * 0.22
        text: body.post.name
        font.pixelSize: body.ui.small
        font.bold: true
        color: body.ui.accentInk
        horizontalAlignment: Text.AlignLeft
    }
    Words {
        id: words
        ui: body.ui
        anchors { left: name.right; right: notes.left; top: parent.top }
        anchors { leftMargin: body.gap; rightMargin: notes.width > 0 ? body.gap : 0 }
        text: body.post.text || body.post.picture
        maximumLineCount: 2
        font.pixelSize: body.ui.small
    }
    PostNotes {
        id: notes
        ui: body.ui
        post: body.post
        anchors { right: parent.right; top: parent.top }
    }
}
