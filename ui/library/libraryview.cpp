#include "ui/library/libraryview.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

namespace ScopeLab {

namespace {

/// The title, and at its right what is to be said at a glance.
class LibraryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        static constexpr std::pair<LibraryModel::Sign, Glyph> glyphs[] = {{LibraryModel::HasQuestions, Glyph::Predict},
                                                                          {LibraryModel::HasTwin, Glyph::Twin},
                                                                          {LibraryModel::IsPitfall, Glyph::Warning},
                                                                          {LibraryModel::WasRun, Glyph::Done}};
        constexpr int Size = 12;
        const int signs = index.data(LibraryModel::SignsRole).toInt();
        QStyleOptionViewItem text = option;
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, Theme::current().selectedRow);
        QList<Glyph> shown;
        for (const auto &[sign, glyph] : glyphs) {
            if (signs & sign)
                shown.append(glyph);
        }
        text.rect.adjust(0, 0, -static_cast<int>(shown.size()) * (Size + 3) - 4, 0);
        QStyledItemDelegate::paint(painter, text, index);
        int x = option.rect.right() - Size - 2;
        for (const Glyph glyph : shown) {
            const QColor colour
                = glyph == Glyph::Done || glyph == Glyph::Warning ? colourOf(glyph) : Theme::current().text3;
            glyphIcon(glyph, colour).paint(painter, QRect(x, option.rect.center().y() - Size / 2 + 1, Size, Size));
            x -= Size + 3;
        }
    }
};

} // namespace

LibraryView::LibraryView(QWidget *parent)
    : QWidget(parent)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_details(new QLabel(this))
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setFilterRole(LibraryModel::SearchRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_search->setPlaceholderText(tr("Search %n scenario(s)", nullptr, m_model.scenarioCount()));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(glyphIcon(Glyph::Search, Theme::current().text3), QLineEdit::LeadingPosition);
    m_search->setAccessibleName(tr("Search scenarios"));
    m_search->setObjectName(QStringLiteral("search"));
    m_tree->setObjectName(QStringLiteral("library"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new LibraryDelegate(m_tree));
    for (const QString &file : QSettings().value(QStringLiteral("library/run")).toStringList())
        m_model.markRun(file);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setAccessibleName(tr("Scenarios"));
    m_tree->expandAll();
    m_details->setWordWrap(true);
    m_details->setMargin(10);
    m_details->setTextFormat(Qt::RichText);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_details->setMinimumHeight(150);
    m_details->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_details);

    connect(m_search, &QLineEdit::textChanged, this, &LibraryView::search);
    connect(m_search, &QLineEdit::returnPressed, m_tree, qOverload<>(&QWidget::setFocus));
    connect(m_details, &QLabel::linkActivated, this, &LibraryView::ruleAsked);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryView::describe);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (const QString file = fileAt(index); !file.isEmpty())
            Q_EMIT chosen(file, false);
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const QString file = fileAt(index); !file.isEmpty())
            Q_EMIT chosen(file, true);
    });
    describe({});
}

void LibraryView::markRun(const QString &file)
{
    QSettings settings;
    QStringList run = settings.value(QStringLiteral("library/run")).toStringList();
    if (file.isEmpty() || run.contains(file))
        return;
    run.append(file);
    settings.setValue(QStringLiteral("library/run"), run);
    m_model.markRun(file);
}

void LibraryView::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LibraryView::showSection(const QString &name)
{
    m_search->clear();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex section = m_proxy->index(row, 0);
        const bool isIt = section.data().toString() == name;
        m_tree->setExpanded(section, isIt);
        if (!isIt)
            continue;
        m_tree->setCurrentIndex(m_proxy->index(0, 0, section));
        m_tree->scrollTo(section, QAbstractItemView::PositionAtTop);
    }
    m_tree->setFocus();
}

QString LibraryView::fileAt(const QModelIndex &index) const
{
    return index.data(LibraryModel::FileRole).toString();
}

void LibraryView::setCurrent(const QString &file)
{
    for (int section = 0; section < m_proxy->rowCount(); ++section) {
        const QModelIndex parent = m_proxy->index(section, 0);
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            const QModelIndex index = m_proxy->index(row, 0, parent);
            if (fileAt(index) == file)
                m_tree->setCurrentIndex(index);
        }
    }
}

void LibraryView::search(const QString &text)
{
    m_proxy->setFilterFixedString(text);
    m_tree->expandAll();
    if (m_proxy->rowCount() == 0)
        m_details->setText(tr("No scenario has “%1” in its name, topics or text.").arg(text.toHtmlEscaped()));
    else
        describe(m_tree->currentIndex());
}

void LibraryView::describe(const QModelIndex &index)
{
    if (fileAt(index).isEmpty()) {
        m_details->setText(QStringLiteral("<span style='color:%1'>%2</span>")
                               .arg(Theme::current().text2.name(), tr("Choose a scenario. A double click runs it.")));
        return;
    }
    const QString lookAt = index.data(LibraryModel::LookAtRole).toString();
    const QString text = lookAt.isEmpty() ? index.data(LibraryModel::SummaryRole).toString() : lookAt;
    QStringList rules;
    for (const QString &rule : index.data(LibraryModel::RulesRole).toStringList())
        rules.append(QStringLiteral("<a href=\"%1\">%1</a>").arg(rule.toHtmlEscaped()));
    m_details->setText(
        QStringLiteral("<b>%1</b><p style='margin-top:4px'>%2</p><p style='color:%3'>%4</p>")
            .arg(tr("What to look at"), text.toHtmlEscaped(), Theme::current().text3.name(),
                 index.data(LibraryModel::TopicsRole).toStringList().join(QStringLiteral(" · ")).toHtmlEscaped())
        + (rules.isEmpty() ? QString() : u"<p>" + tr("Rules: %1").arg(rules.join(QStringLiteral(" · "))) + u"</p>"));
    // A longer text takes room from the list, whose current row may lie there.
    QTimer::singleShot(0, m_tree, [tree = m_tree] { tree->scrollTo(tree->currentIndex()); });
}

} // namespace ScopeLab
