// What is to be known of a post besides its text: how many more there are, on paper, the question it answers.
import QtQuick

Row {
    id: notes
    required property Ui ui
    required property PostCard post
    spacing: 2 * ui.grid

    Repeater {
        model: [notes.post.more, notes.post.note, notes.post.badge]
        delegate: Words {
            required property string modelData
            ui: notes.ui
            text: modelData
            visible: text !== ""
            font.pixelSize: notes.ui.small
            color: notes.ui.theme.muted
        }
    }
}
