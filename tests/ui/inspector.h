#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QHelpEvent>
#include <QLabel>
#include <QPointer>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextEdit>
#include <QTimer>
#include <QToolTip>
#include <QWindow>

#include <map>

namespace ScopeLab {

/// Goes over all that is shown, and keeps what ought not to be.
class Inspector
{
public:
    Inspector()
    {
        QTextDocument::setDefaultResourceProvider([this](const QUrl &url) {
            blame(QStringLiteral("a document"), QStringLiteral("asks for ") + url.toString());
            return QVariant();
        });
    }
    ~Inspector() { QTextDocument::setDefaultResourceProvider({}); }

    /// Each once, with where it was seen first.
    QStringList faults() const
    {
        QStringList all;
        for (const auto &[fault, where] : m_faults)
            all.append(QStringLiteral("%1 (%2)").arg(fault, where));
        return all;
    }

    /// Different tooltips that were shown.
    qsizetype tips() const { return m_tips.size(); }

    /// All windows, with what they would say.
    void look(const QString &where)
    {
        m_where = where;
        for (QWidget *widget : QApplication::allWidgets())
            lookAt(*widget);
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (top->isVisible() && top->windowType() != Qt::ToolTip && !qobject_cast<QFileDialog *>(top))
                listenTo(QAccessible::queryAccessibleInterface(top), 0);
        }
    }

    /// What the mouse hears that rests here and there.
    void hover(QWidget &widget, const QString &where)
    {
        m_where = where;
        constexpr int Step = 14;
        for (int y = 3; y < widget.height(); y += Step) {
            for (int x = 3; x < widget.width(); x += 4 * Step)
                askFor(widget, {x, y});
        }
    }

    /// What is said of all widgets at their centres.
    void hoverOverAll(QWidget &window, const QString &where)
    {
        m_where = where;
        QList<QPointer<QWidget>> all; // tooltips are widgets, too, and go
        for (QWidget *widget : window.findChildren<QWidget *>())
            all.append(widget);
        for (const QPointer<QWidget> &widget : std::as_const(all)) {
            if (widget && !widget->visibleRegion().isEmpty())
                askFor(*widget, widget->rect().center());
        }
    }

private:
    void blame(const QString &what, const QString &why)
    {
        m_faults.try_emplace(QStringLiteral("%1 %2").arg(what, why), m_where);
    }

    static QString nameOf(const QObject &object)
    {
        return QString::fromLatin1(object.metaObject()->className()) + u' ' + object.objectName();
    }

    /// @p text has to be fit for one line, or for a few.
    void judge(const QString &what, const QString &text, bool isLine)
    {
        if (text.size() > Most)
            blame(what, QStringLiteral("is long: ") + text.left(20));
        for (const QChar c : text) {
            const bool mayBe = c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
            const bool isControl = c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
                                   || c.category() == QChar::Separator_Paragraph
                                   || c == QChar::ObjectReplacementCharacter;
            const bool turns = c.unicode() >= 0x202a && c.unicode() <= 0x202e; // LRE … RLO
            if ((isControl && (isLine || !mayBe)) || turns || c.unicode() == 0xfeff) {
                blame(what, QStringLiteral("holds U+%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0')));
                return;
            }
        }
    }

    /// What a program makes rich of itself.
    void lookAtPlain(const QString &what, const QString &text)
    {
        if (Qt::mightBeRichText(text))
            blame(what, QStringLiteral("is taken for markup: ") + text.left(60));
        judge(what, text, false);
    }

    void lookAtDocument(const QString &what, const QTextDocument &document)
    {
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment) {
                const QTextCharFormat format = fragment.fragment().charFormat();
                if (format.isImageFormat() && !format.toImageFormat().name().startsWith(QStringLiteral("glyph:")))
                    blame(what, QStringLiteral("has the image ") + format.toImageFormat().name());
                if (format.anchorHref().startsWith(QStringLiteral("file:")))
                    blame(what, QStringLiteral("has the link ") + format.anchorHref());
                if (!format.isImageFormat())
                    judge(what, fragment.fragment().text(), false);
            }
        }
    }

    /// Qt's own lists of files show their names as they are.
    static bool isOfQt(const QWidget &widget)
    {
        for (const QWidget *around = widget.parentWidget(); around; around = around->parentWidget()) {
            if (qobject_cast<const QFileDialog *>(around))
                return !qobject_cast<const QLabel *>(&widget);
        }
        return false;
    }

    void lookAt(QWidget &widget)
    {
        if (isOfQt(widget))
            return;
        const QString what = nameOf(widget);
        if (const auto *label = qobject_cast<QLabel *>(&widget)) {
            if (label->textFormat() == Qt::AutoText) {
                lookAtPlain(what, label->text());
            } else if (label->textFormat() == Qt::RichText) {
                QTextDocument document;
                document.setHtml(label->text());
                lookAtDocument(what, document);
            } else {
                judge(what, label->text(), false);
            }
        } else if (const auto *edit = qobject_cast<QTextEdit *>(&widget)) {
            lookAtDocument(what, *edit->document());
        } else if (const auto *view = qobject_cast<QAbstractItemView *>(&widget); view && view->model()) {
            lookAtModel(what, *view->model(), {});
        }
        if (widget.isWindow() && widget.isVisible() && widget.windowHandle() && widget.windowType() != Qt::ToolTip) {
            judge(what + u" title", widget.windowTitle(), true);
            if (widget.windowTitle().contains(QStringLiteral("XtitleX"))
                && widget.windowTitle().contains(QStringLiteral("file:"))
                && !widget.windowHandle()->title().contains(QStringLiteral("[*]")))
                blame(what, QStringLiteral("loses [*] from its title"));
        }
        for (const QAction *action : widget.actions())
            lookAtAction(what, *action);
        const QStringList said{widget.statusTip(), widget.whatsThis()};
        for (const QString &text : said)
            lookAtPlain(what + u" tip", text);
        judge(what + u" name", widget.accessibleName(), true);
        judge(what + u" description", widget.accessibleDescription(), true);
        if (const auto *button = qobject_cast<QAbstractButton *>(&widget))
            lookAtMnemonic(what, button->text());
    }

    void lookAtAction(const QString &what, const QAction &action)
    {
        judge(what + u" action", action.text(), true);
        lookAtMnemonic(what + u" action", action.text());
        lookAtPlain(what + u" action", action.statusTip() + action.whatsThis());
    }

    /// Texts of buttons and menus: an ampersand of a file is no key.
    void lookAtMnemonic(const QString &what, const QString &text)
    {
        if (text.contains(QStringLiteral("file:")) && QString(text).remove(QStringLiteral("&&")).contains(u'&'))
            blame(what, QStringLiteral("makes a key of an ampersand"));
        judge(what, text, true);
    }

    void lookAtModel(const QString &what, const QAbstractItemModel &model, const QModelIndex &parent)
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column) {
                const QModelIndex index = model.index(row, column, parent);
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::StatusTipRole, Qt::WhatsThisRole,
                                       Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole}) {
                    const QVariant value = index.data(role);
                    if (value.typeId() == QMetaType::QString)
                        judge(QStringLiteral("%1 role %2").arg(what).arg(role), value.toString(),
                              role != Qt::ToolTipRole);
                }
                if (column == 0)
                    lookAtModel(what, model, index);
            }
        }
    }

    void listenTo(QAccessibleInterface *item, int depth)
    {
        if (!item || !item->isValid() || depth > 30)
            return;
        const QString what = QStringLiteral("screen reader, role %1").arg(int(item->role()));
        for (const QAccessible::Text kind : {QAccessible::Name, QAccessible::Description, QAccessible::Help})
            judge(what, item->text(kind), kind == QAccessible::Name && item->role() != QAccessible::StaticText);
        for (int i = 0; i < std::min(item->childCount(), 200); ++i)
            listenTo(item->child(i), depth + 1);
    }

    void askFor(QWidget &widget, const QPoint &at)
    {
        QToolTip::hideText();
        QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
        QApplication::sendEvent(&widget, &event);
        if (!QToolTip::isVisible())
            return;
        for (const QWidget *top : QApplication::topLevelWidgets()) {
            const auto *tip = qobject_cast<const QLabel *>(top);
            if (!tip || tip->windowType() != Qt::ToolTip || tip->isHidden())
                continue;
            const QString what = QStringLiteral("tooltip of %1").arg(nameOf(widget));
            m_tips.insert(tip->text());
            if (tip->textFormat() != Qt::PlainText && Qt::mightBeRichText(tip->text()))
                blame(what, QStringLiteral("is taken for markup"));
            judge(what, tip->text(), false);
        }
    }

    static constexpr qsizetype Most = 6000; ///< Characters that anything says: a name and a description of a paragraph.

    QString m_where;
    QSet<QString> m_tips;
    std::map<QString, QString> m_faults; // and where
};

/// As soon as a dialog or a menu is open, which holds up the one who opens it.
inline void whenOpen(const QString &what, const std::function<void(QWidget &)> &work)
{
    QTimer::singleShot(30, qApp, [what, work] {
        QWidget *open
            = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget();
        if (!open)
            qFatal("'%s' has not opened", qPrintable(what));
        work(*open);
        open->close();
    });
}

} // namespace ScopeLab
