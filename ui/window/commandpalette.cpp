#include "ui/window/commandpalette.h"

#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr std::size_t MaxShown = 50;

class EntryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, QFontMetrics(textFont(12.5)).height() + 10};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        const QRectF inside = QRectF(option.rect).adjusted(10, 0, -10, 0);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selectedRow);
        const QString kind = index.data(Qt::UserRole).toString();
        const double end = textWidth(textFont(11.5), kind) + 12;
        drawText(*painter, inside.adjusted(0, 0, -end, 0), Qt::AlignLeft, textFont(12.5), theme.text,
                 index.data().toString());
        drawText(*painter, inside, Qt::AlignRight, textFont(11.5), theme.text2, kind);
    }
};

/// How well a name fits: 0 not at all; names that begin with the text go first.
int fit(const QString &name, const QStringList &words)
{
    int score = 1;
    for (const QString &word : words) {
        const qsizetype at = name.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return 0;
        score += at == 0 ? 3 : name[at - 1].isLetterOrNumber() ? 1 : 2;
    }
    return score;
}

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries,
                               std::function<std::vector<PaletteEntry>(const QString &)> find, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_entries(std::move(entries))
    , m_find(std::move(find))
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("palette"));
    m_field->setPlaceholderText(tr("Find or do… an action, a scenario, a task, a scope, or a time: @340ms"));
    m_field->setAccessibleName(tr("Find or do"));
    m_field->setClearButtonEnabled(true);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("What can be done"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    setStyleSheet(QStringLiteral("#palette{border:1px solid %1}").arg(Theme::current().scopeEdge.name()));
    resize(560, 420);
    refresh({});
    m_field->setFocus(Qt::PopupFocusReason);
}

/// The arrows walk the list while the field has the focus.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int step = key == Qt::Key_Down       ? 1
                     : key == Qt::Key_Up       ? -1
                     : key == Qt::Key_PageDown ? 10
                     : key == Qt::Key_PageUp   ? -10
                                               : 0;
    if (step == 0 || m_list->count() == 0)
        return QDialog::eventFilter(watched, event);
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
    return true;
}

void CommandPalette::refresh(const QString &text)
{
    m_shown = m_find(text);
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    std::vector<std::pair<int, const PaletteEntry *>> fitting;
    for (const PaletteEntry &entry : m_entries) {
        if (const int score = std::max(fit(entry.name, words), fit(entry.otherName, words)))
            fitting.emplace_back(score, &entry);
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(MaxShown, fitting.size()); ++i)
        m_shown.push_back(*fitting[i].second);
    m_list->clear();
    for (const PaletteEntry &entry : m_shown) {
        auto *item = new QListWidgetItem(entry.name, m_list);
        item->setData(Qt::UserRole, entry.kind);
    }
    if (m_shown.empty()) {
        auto *nothing = new QListWidgetItem(tr("Nothing has that name"), m_list);
        nothing->setFlags(Qt::NoItemFlags);
    } else {
        m_list->setCurrentRow(0);
    }
}

void CommandPalette::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= static_cast<int>(m_shown.size()))
        return;
    m_chosen = m_shown[static_cast<std::size_t>(row)].act;
    accept();
}

void CommandPalette::execute()
{
    if (exec() == QDialog::Accepted && m_chosen)
        m_chosen();
}

} // namespace ScopeLab
