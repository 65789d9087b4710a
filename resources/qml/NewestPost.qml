// The newest post, to be read from the back row.
import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: body
    required property Ui ui
    required property PostCard post
    spacing: 0

    RowLayout {
        Layout.fillWidth: true
        spacing: 2 * body.ui.grid
        // Measured apart: an elided text's own implicit width may stay at nothing once it had no room.
        TextMetrics { id: whole; font: name.font; text: name.text }
        Words {
            id: name
            ui: body.ui
            Layout.preferredWidth: Math.max(Math.ceil(whole.advanceWidth), body.ui.small) + 1
            Layout.maximumWidth: body.width * 0.6
            text: body.post.name
            font.pixelSize: body.ui.small
            font.bold: true
            color: body.ui.accentInk
            horizontalAlignment: Text.AlignLeft
        }
        Words {
            ui: body.ui
            Layout.fillWidth: true
            text: body.post.handle
            font.pixelSize: body.ui.small
            color: body.ui.theme.muted
            horizontalAlignment: Text.AlignLeft
        }
        PostNotes { ui: body.ui; post: body.post }
    }
    Words {
        ui: body.ui
        Layout.fillWidth: true
        text: body.post.text
        visible: text !== ""
        maximumLineCount: 4
        lineHeight: 0.92
    }
    Words {
        ui: body.ui
        Layout.fillWidth: true
        text: body.post.picture
        visible: text !== ""
        maximumLineCount: 2
        font.pixelSize: body.ui.small
        color: body.ui.theme.muted
    }
}
