#pragma once

#include <QString>
#include <QTextBrowser>

class QPoint;

namespace ScopeLab {

/// From now on no label, tooltip or message of the program takes a text for markup unless told to: Qt guesses
/// whether a text is HTML, and a name from a file might look like it. A label that holds our own HTML says so with
/// setTextFormat(Qt::RichText), and every other text in that HTML is escaped.
void installPlainTexts();

/// @p name as the text of a menu entry, a button or a tab: its ampersands are not taken for keys.
QString withoutKey(QString name);

/// What a menu entry or a button is called; the opposite of withoutKey, for texts that may have a key.
QString nameOfEntry(const QString &text);

/// @p name in the title of a window, where `[*]` stands for "modified".
QString inTitle(QString name);

/// @p name of a run as the beginning of a file's name.
QString inFileName(const QString &name);

/// @p text as a tooltip: plain, in lines that fit a screen.
QString tipText(const QString &text);

/// Shows it, or hides the one that is shown if @p text is empty.
void showTip(const QPoint &globalPosition, const QString &text, QWidget *widget);

/// Shows HTML that the program has written, with links into the program. It reads nothing but what the program
/// carries: no picture, style sheet or page from a disk or a network, whatever the HTML says.
class PageBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int type, const QUrl &name) override;
};

} // namespace ScopeLab
