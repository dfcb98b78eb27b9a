#include "ui/paint/plaintexts.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPoint>
#include <QToolTip>

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr qsizetype TipWidth = 90; // characters
constexpr qsizetype MostInATip = 2000;

/// A label is polished before it is first laid out; the one of tooltips before it has a text.
class PlainTexts final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Polish) {
            auto *label = qobject_cast<QLabel *>(watched);
            // Qt describes itself in HTML; our own messages are set plain where they are made.
            if (label && label->textFormat() == Qt::AutoText && !qobject_cast<QMessageBox *>(label->parentWidget()))
                label->setTextFormat(Qt::PlainText);
        }
        return false;
    }
};

/// Where to break @p line so that no more than a tooltip's width stands before.
qsizetype breakIn(QStringView line)
{
    const qsizetype space = line.left(TipWidth).lastIndexOf(u' ');
    return space > TipWidth / 2 ? space : TipWidth;
}

} // namespace

void installPlainTexts()
{
    qApp->installEventFilter(new PlainTexts(qApp));
}

QString withoutKey(QString name)
{
    return name.replace(u'&', QStringLiteral("&&"));
}

QString nameOfEntry(const QString &text)
{
    QString name;
    bool isMarked = false; // by an ampersand before it
    for (const QChar c : text) {
        isMarked = c == u'&' && !isMarked;
        if (!isMarked)
            name += c;
    }
    return name;
}

QString inTitle(QString name)
{
    return name.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"));
}

QString inFileName(const QString &name)
{
    constexpr qsizetype Most = 100;
    QString result;
    for (const QChar c : name.simplified().left(Most)) {
        if (c == u'/')
            result += u'-';
        else if (c.isPrint() && c != QChar::ReplacementCharacter)
            result += c;
    }
    return result;
}

QString tipText(const QString &text)
{
    QStringList lines;
    for (QStringView line : QStringView(text).left(MostInATip).split(u'\n')) {
        while (line.size() > TipWidth) {
            const qsizetype at = breakIn(line);
            lines.append(line.left(at).toString());
            line = line.mid(line[at] == u' ' ? at + 1 : at);
        }
        lines.append(line.toString());
    }
    return lines.join(u'\n');
}

void showTip(const QPoint &globalPosition, const QString &text, QWidget *widget)
{
    QToolTip::showText(globalPosition, tipText(text), widget);
}

QVariant PageBrowser::loadResource(int type, const QUrl &name)
{
    const QStringList folders = searchPaths();
    const bool isOurs = name.scheme() == QStringLiteral("qrc")
                        || (name.isRelative() && std::any_of(folders.begin(), folders.end(), [&](const QString &in) {
                                return in.startsWith(QStringLiteral(":/")) && QFile::exists(in + u'/' + name.path());
                            }));
    return isOurs ? QTextBrowser::loadResource(type, name) : QVariant();
}

} // namespace ScopeLab
