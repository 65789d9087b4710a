// A post that has had its time in large letters.
import QtQuick
import QtQuick.Layouts

RowLayout {
    id: body
    required property Ui ui
    required property PostCard post
    spacing: 3 * ui.grid

    Words {
        ui: body.ui
        Layout.preferredWidth: body.width * 0.22
        Layout.maximumWidth: body.width * 0.22
        Layout.alignment: Qt.AlignTop
        text: body.post.name
        font.pixelSize: body.ui.small
        font.bold: true
        color: body.ui.accentInk
        horizontalAlignment: Text.AlignLeft
    }
    Words {
        ui: body.ui
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: body.post.text || body.post.picture
        maximumLineCount: 2
        font.pixelSize: body.ui.small
    }
    PostNotes { ui: body.ui; post: body.post; Layout.alignment: Qt.AlignTop }
}
